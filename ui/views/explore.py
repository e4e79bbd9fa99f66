"""The frames to look at and to take away: which one, which rows of it, and the columns with their words."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ui.names import bodies, columns, labels
from ui.parts import filters, page, rows
from ui.report import verdicts
from ui.shell import state
from ui.take.selection import Selection, full
from ui.texts import language, t
from ui.visitor.shown import Shown

PER_PAGE = rows.PER_PAGE
MOST_SEARCHED = 80
# What is looked at on the page: ids and codes are for programs.
_SHOWN = {
    "reports": (
        "name", "region", "kind", "year", "state", "published", "reported", "blank", "not_applicable", "missing",
        "unclear", "source",
    ),
    "figures": ("name", "year", "table", "row_label", "column_label", "unit", "value", "likely", "status", "text"),
    "findings": ("name", "year", "outcome", "severity", "rule_name", "message", "cause", *verdicts.COLUMNS),
    "metrics": ("name", "year", "metric_name", "value", "numerator", "denominator", "low", "high", "reason"),
}  # fmt: skip
# Filters of reports that are columns of every table; others choose reports one by one
_OF_TABLES = ("province", "year", "level")


def choose(shown: Shown) -> Selection:
    """Let the visitor choose a frame of these reports and its rows; the URL keeps all of it."""
    names = {name: t(f"data.frame_{name}") for name in columns.FRAMES}
    tie = state.bind_one("frame", columns.FRAMES, columns.FRAMES[0])
    st.segmented_control(t("data.frame"), columns.FRAMES, format_func=names.__getitem__, required=True, **tie)
    every = bodies.described(shown.reports)
    reports = filters.cascade(every, filters.PLACES)
    reports = filters.lacking(filters.apply(reports, filters.STATE))
    frame = state.value("frame")
    offered = rows.offered(shown, frame)
    filters.apply(offered, filters.OF_FRAME[frame])
    asked = st.text_input(
        t("data.search"),
        placeholder=t("data.search_placeholder"),
        icon=":material/search:",
        **state.bind_text("q", MOST_SEARCHED),
    )
    return rows.selection(rows.RowQuery(shown, every, reports, _chosen(reports), offered, (asked or "").split()), frame)


def _chosen(reports: pd.DataFrame) -> dict[str, object]:
    """The chosen reports as parameters of queries."""
    set_ = [one for one in (*filters.PLACES, *filters.STATE) if state.value(one.name)]
    if state.value("lacks") or any(one.name not in _OF_TABLES for one in set_):
        return {"ids": sorted(reports["report"])}
    return filters.asked([one for one in (filters.PLACES[0], *filters.STATE) if one.name in _OF_TABLES])


def filters_of(selection: Selection) -> list[tuple[str, str]]:
    """The filters in words: what is filtered by, and what is let through."""
    of_frame = [one for one in filters.OF_FRAME[selection.frame] if one.name != "verdict" or _has_verdicts(selection)]
    said = filters.said((*filters.PLACES, *filters.STATE, *of_frame))
    said += filters.lacking_said()
    return [*said, (t("data.search"), state.value("q"))] if state.value("q") else said


def _has_verdicts(selection: Selection) -> bool:
    return verdicts.COLUMNS[0] in selection.columns


def table(selection: Selection) -> None:
    """The selected rows, page by page, each with the way to its report."""
    place = page.pager(selection.n, PER_PAGE)
    part = full(selection, PER_PAGE, place.start)
    shown = _in_words(part)
    in_language = [f"message_{language()}" if name == "message" else name for name in _SHOWN[selection.frame]]
    names = [name for name in in_language if name in shown]
    words = columns.described(selection.frame, names)
    visible = shown[names].rename(columns={name: words[name].name for name in names})
    config = {word.name: st.column_config.Column(help=word.about) for word in words.values()}
    page.table(visible, f"data_{selection.frame}", t("data.alt"), config, list(part["report"]))


def _in_words(frame: pd.DataFrame) -> pd.DataFrame:
    """Codes replaced by their words in the visitor's language."""
    keys = {"kind": "kind", "table": "table", "status": "status", "outcome": "outcome", "severity": "severity"}
    keys |= {"state": "state", "decision": "decision"}
    for column, key in keys.items():
        if column in frame:
            words = {code: t(f"{key}.{code}") if code else "" for code in frame[column].dropna().unique()}
            frame = frame.assign(**{column: frame[column].map(words)})
    if "reason" in frame:
        reasons = {code: t(f"why.{code}") if code else "" for code in frame["reason"].unique()}
        frame = frame.assign(reason=frame["reason"].map(reasons))
    return frame.assign(cause=frame["cause"].map(labels.cause)) if "cause" in frame else frame
