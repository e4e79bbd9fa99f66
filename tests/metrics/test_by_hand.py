"""Every metric of four samples against ``by_hand.csv``, worked out by hand from the figures that they print.

A field is a figure, ``numerator / denominator = value``, or the reason why there is none.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from metrics import FEW, metrics, metrics_frame
from parsing import parse_report

SAMPLES = Path(__file__).parents[2] / "sample_reports"
with Path(__file__).with_name("by_hand.csv").open(encoding="utf-8", newline="") as file:
    TABLE = list(csv.DictReader(file))
NAMES = [name for name in TABLE[0] if name != "metric"]


@pytest.fixture(scope="module")
def computed() -> dict[str, pd.DataFrame]:
    return {name: metrics_frame([parse_report((SAMPLES / name).read_bytes(), name)]) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("by_hand", TABLE, ids=[line["metric"] for line in TABLE])
def test_a_metric_is_what_was_worked_out_by_hand(computed, name, by_hand):
    found = computed[name].set_index("metric").loc[by_hand["metric"]]
    fraction, _, value = by_hand[name].replace(" ", "").partition("=")
    if fraction.isidentifier():
        assert (found["reason"], found["available"]) == (fraction, False)
        assert pd.isna(found["value"])
        return
    assert (found["reason"], found["available"]) == ("", True)
    numerator, _, denominator = fraction.partition("/")
    assert found["numerator"] == float(numerator)
    if not denominator:
        assert found["value"] == float(numerator)
        return
    assert found["denominator"] == float(denominator)
    assert found["value"] == pytest.approx(float(value), abs=5e-7)
    assert found["low"] <= found["value"] <= found["high"]
    assert found["ranked"] == (float(denominator) >= FEW)


def test_every_metric_was_worked_out():
    assert [line["metric"] for line in TABLE] == list(metrics())
