"""The tidy frames: their columns, types and what stands in them."""

from __future__ import annotations

import math

import pandas as pd

from checks import run_checks
from checks.frames import FINDING_COLUMNS, findings_frame
from parsing.frames import FIGURE_COLUMNS, REPORT_COLUMNS, figures_frame, report_id, reports_frame
from tests.samples import report

NAMES = ("panshan_2022.txt", "shanghai_office_2019.html", "furong_2021.txt")


def test_reports():
    frame = reports_frame([report(name) for name in NAMES])
    assert tuple(frame.columns) == REPORT_COLUMNS
    assert str(frame["year"].dtype) == "Int64"
    row = frame.set_index("source").loc["panshan_2022.txt"]
    assert (row["county"], row["year"], row["reported"], row["blank"]) == ("盘山县", 2022, 198, 2)


def test_figures():
    frame = figures_frame([report(name) for name in NAMES])
    assert tuple(frame.columns) == FIGURE_COLUMNS
    assert len(frame) == 200 + 198 + 200
    row = frame[(frame["row"] == "carried_in") & (frame["report"] == report_id(report(NAMES[0])))].iloc[0]
    assert math.isnan(row["value"])
    assert row["status"] == "blank"
    amount = frame[(frame["column"] == "amount") & (frame["row"] == "procurement")].iloc[0]
    assert (amount["value"], amount["unit"], amount["text"]) == (25.1, "万元", "251000元")


def test_findings():
    pairs = [(report(name), run_checks(report(name))) for name in NAMES]
    frame = findings_frame(pairs)
    assert tuple(frame.columns) == FINDING_COLUMNS
    assert frame["id"].is_unique
    flagged = frame[frame["outcome"].isin(["failed", "uncertain"])]
    assert (flagged["message_zh"] != "").all()
    assert (flagged["message_en"] != "").all()


def test_none_is_an_empty_frame_with_its_columns():
    for frame, columns in (
        (reports_frame([]), REPORT_COLUMNS),
        (figures_frame([]), FIGURE_COLUMNS),
        (findings_frame([]), FINDING_COLUMNS),
    ):
        assert isinstance(frame, pd.DataFrame)
        assert tuple(frame.columns) == columns
        assert frame.empty
        assert frame["report"].dtype == object
