"""A funnel's limits hold what chance alone makes, and a body beyond them is said to be."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metrics.funnel import funnel


def bodies(*pairs: tuple[int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(pairs, columns=["numerator", "denominator"])
    return frame.assign(value=frame["numerator"] / frame["denominator"].where(frame["denominator"] > 0))


def test_the_pooled_rate_weighs_by_cases():
    found = funnel(bodies((1, 2), (10, 98)))
    assert found.pooled == pytest.approx(11 / 100)


def test_a_body_is_beyond_the_limits_by_its_own_cases():
    # the same rate is nothing unusual among few cases and beyond both limits among many
    found = funnel(bodies((500, 1000), (3, 4), (300, 400), (56, 100)))
    # half the width at 95 % and 99.8 %: 4 cases ±0.49, 400 ±0.049 and ±0.077, 100 ±0.097; the pooled rate is 0.571
    assert list(found.bodies["beyond"]) == [2, 0, 2, 0]
    assert list(funnel(bodies((50, 100), (50, 100), (63, 100))).bodies["beyond"]) == [0, 0, 0]


def test_chance_alone_leaves_one_in_twenty_outside():
    rng = np.random.default_rng(7)
    cases = rng.integers(30, 2000, 4000)
    frame = pd.DataFrame({"numerator": rng.binomial(cases, 0.3), "denominator": cases})
    beyond = funnel(frame.assign(value=frame["numerator"] / frame["denominator"])).bodies["beyond"]
    assert 0.04 < (beyond >= 1).mean() < 0.06
    assert (beyond == 2).mean() < 0.005


def test_limits_stay_between_nothing_and_all_and_narrow_with_more_cases():
    limits = funnel(bodies((1, 3), (5, 900), (2, 40))).limits
    assert limits[["low_1", "low_2"]].min().min() >= 0
    assert limits[["high_1", "high_2"]].max().max() <= 1
    assert limits["high_2"].is_monotonic_decreasing
    assert (limits["high_2"] >= limits["high_1"]).all()


def test_bodies_without_cases_are_left_out_and_nobody_is_no_funnel():
    assert len(funnel(bodies((0, 0), (1, 5))).bodies) == 1
    assert funnel(bodies((0, 0))) is None


def test_none_or_all_of_the_cases_leave_no_room_for_chance():
    assert list(funnel(bodies((0, 10), (0, 30))).bodies["beyond"]) == [0, 0]
