"""Reports whose figures are all zero: which, and their share by region and year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from metrics.frame import wilson
from parsing.report import Status
from ui.data import Frames
from ui.safe import markup
from ui.texts import number, t

# What can be said of a report's requests table.
REPORT, REQUESTS, SOME, UNKNOWN = "report", "requests", "some", "unknown"


def verdicts(frames: Frames) -> pd.DataFrame:
    """The reports' frame with ``zero``: every figure 0, the requests table all 0, some not, or not to be told.

    A blank is never a zero: a table of zeros and blanks cannot be told.
    """
    figures = frames.figures
    part = figures[figures["table"] == "requests"]
    told = pd.DataFrame({"all": _verdict(figures), "requests": _verdict(part)})
    zero = told["requests"].mask((told["all"] == REQUESTS) & (told["requests"] == REQUESTS), REPORT)
    joined = frames.reports.merge(zero.rename("zero"), left_on="report", right_index=True, how="left")
    joined["zero"] = joined["zero"].fillna(UNKNOWN)
    return joined.assign(name=joined["agency"].fillna(joined["title"]).fillna(joined["source"]))


def shares(told: pd.DataFrame, by: str) -> pd.DataFrame:
    """Share of reports with an all-zero requests table among those that can be told, for ``charts.shares``."""
    known = told[told["zero"] != UNKNOWN].dropna(subset=[by])
    counted = known.assign(hit=known["zero"].isin([REPORT, REQUESTS])).groupby(by)["hit"].agg(["sum", "size"])
    frame = counted.reset_index().rename(columns={by: "name", "sum": "zero", "size": "all"})
    frame["name"] = frame["name"].astype(str)
    frame["share"] = frame["zero"] / frame["all"]
    frame["text"] = [f"{zero} / {every}" for zero, every in zip(frame["zero"], frame["all"], strict=True)]
    frame["detail"] = [_detail(row) for row in frame.to_dict("records")]
    return frame


def table(frame: pd.DataFrame, group: str) -> pd.DataFrame:
    """The shares with visible column names."""
    return pd.DataFrame(
        {
            group: frame["name"],
            t("zero.column_zero"): frame["zero"],
            t("zero.column_all"): frame["all"],
            t("zero.column_share"): [number(share, "rate") for share in frame["share"]],
        }
    )


def _verdict(figures: pd.DataFrame) -> pd.Series:
    reported = figures["status"] == Status.REPORTED.value
    told = figures.assign(loud=reported & (figures["value"] != 0), dark=~reported).groupby("report")[["loud", "dark"]]
    seen = told.any()
    zero = pd.Series(REQUESTS, index=seen.index, dtype="object")
    return zero.mask(seen["dark"], UNKNOWN).mask(seen["loud"], SOME)


def _detail(row: Mapping[Any, Any]) -> str:
    low, high = wilson(float(row["zero"]), float(row["all"]))
    share = number(row["share"], "rate")
    spread = f"{t('column.interval')} {number(low, 'rate')}–{number(high, 'rate')}"
    return f"<b>{markup(str(row['name']))}</b><br>{row['text']} = {share}<br>{spread}"
