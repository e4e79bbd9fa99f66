"""Years taken together, and ranks under mends: worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from metrics import FEW, metric
from metrics.frame import wilson
from metrics.mended import MOST, Span, combined, ranks, shift, shift_of_sum, touches
from metrics.pooled import INCOMPLETE, pooled

RATE, COUNT = metric("refused_rate"), metric("received")
CELL = "requests/refused.state_secret/total"


def rows(*given: tuple[str, int, str, float, float, str]) -> pd.DataFrame:
    frame = pd.DataFrame(given, columns=["body", "year", "metric", "numerator", "denominator", "reason"])
    return frame.assign(cells=[() for _ in given])


def test_a_rate_is_that_of_all_cases_of_the_known_years():
    found = pooled(
        rows(
            ("a", 2021, RATE.id, 1, 10, ""),
            ("a", 2022, RATE.id, 0, 0, "no_cases"),
            ("a", 2023, RATE.id, 5, 30, ""),
            ("a", 2024, RATE.id, math.nan, math.nan, "blank"),
        ),
        4,
    ).iloc[0]
    assert (found["numerator"], found["denominator"], found["n"]) == (6, 40, 3)
    assert found["value"] == pytest.approx(6 / 40)
    assert (found["low"], found["high"]) == pytest.approx(wilson(6, 40))
    # neither year alone has enough cases for a rank
    assert found["ranked"]
    assert found["denominator"] >= FEW


def test_a_count_is_a_sum_over_every_year_or_none():
    found = pooled(
        rows(
            ("a", 2022, COUNT.id, 3, math.nan, ""),
            ("a", 2023, COUNT.id, 4, math.nan, ""),
            ("b", 2022, COUNT.id, 9, math.nan, ""),
            ("c", 2022, COUNT.id, math.nan, math.nan, "unclear"),
            ("c", 2023, COUNT.id, math.nan, math.nan, "blank"),
        ),
        2,
    ).set_index("body")
    assert (found.loc["a", "value"], found.loc["a", "available"]) == (7, True)
    assert (found.loc["b", "reason"], found.loc["b", "available"]) == (INCOMPLETE, False)
    assert (found.loc["c", "reason"], found.loc["c", "n"]) == ("blank", 0)


def test_a_body_without_any_case_has_no_rate():
    found = pooled(rows(("a", 2022, RATE.id, 0, 0, "no_cases"), ("a", 2023, RATE.id, 0, 0, "no_cases")), 2).iloc[0]
    assert (found["reason"], found["available"], math.isnan(found["value"])) == ("no_cases", False, True)


def test_a_change_of_a_cell_moves_the_sums_that_it_is_in():
    assert shift(RATE, {CELL: 2, "requests/total/total": -1, "disputes/review/total": 5}) == (2, -1)
    assert touches(RATE, [CELL])
    assert not touches(RATE, ["requests/granted/total"])
    assert shift_of_sum(COUNT, ["requests/received/total"], 3) == (3, 0)
    # part of the cells only: what the sum says of them cannot be determined
    assert shift_of_sum(COUNT, ["requests/received/total", "requests/carried_in/total"], 3) is None


def test_ranks_are_those_among_all_others_as_printed():
    others = np.array([0.1, 0.2, 0.2, 0.3])
    # 20 % as printed shares the second place; 5 % would be last, 35 % first
    assert ranks(RATE, (20, 100), [(0, 0)], others, lowest=False) == Span(2, 2, False)
    assert ranks(RATE, (20, 100), [(-15, 0), (15, 0)], others, lowest=False) == Span(1, 5, False)
    assert ranks(RATE, (20, 100), [(-15, 0)], others, lowest=True) == Span(1, 1, False)
    # with too few cases left there is no rank, nor where more were refused than handled
    assert ranks(RATE, (20, 100), [(-20, -80), (15, 0)], others, lowest=False) == Span(1, 1, True)
    assert ranks(RATE, (20, 100), [(0, -90)], others, lowest=False) == Span(None, None, True)


def test_mends_of_several_causes_are_combined_and_their_number_has_a_bound():
    assert combined([[(1, 0), (2, 0)], [(0, 0), (0, 5)]]) == ([(1, 0), (1, 5), (2, 0), (2, 5)], True)
    assert combined([]) == ([(0, 0)], True)
    many = [[(0, 0), (2**n, 0)] for n in range(30)]
    found, is_whole = combined(many)
    assert (len(found), is_whole) == (MOST, False)
