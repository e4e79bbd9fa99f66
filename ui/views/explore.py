"""The frames to look at and to take away: which one, which rows of it, and the columns with their words."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from metrics import metric
from ui.names import bodies, columns
from ui.parts import filters, page, rows
from ui.report import verdicts
from ui.shell import state
from ui.take.selection import Selection, full, in_words
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
    "panel": ("name", "year", "kind", "state", "code", "code_today", "failed", "undecided", "copies"),
    "bodies": ("name", "kind", "province", "prefecture", "county", "first_year", "last_year", "reports", "wrong"),
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
    if frame == "panel":
        rows.choose_metrics()
    else:
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
    said += filters.lacking_said() + (rows.metrics_said() if selection.frame == "panel" else [])
    return [*said, (t("data.search"), state.value("q"))] if state.value("q") else said


def _has_verdicts(selection: Selection) -> bool:
    return verdicts.COLUMNS[0] in selection.columns


def table(selection: Selection) -> None:
    """The selected rows, page by page, each with the way to its report."""
    place = page.pager(selection.n, PER_PAGE)
    part = full(selection, PER_PAGE, place.start)
    shown = in_words(part)
    in_language = [f"message_{language()}" if name == "message" else name for name in _SHOWN[selection.frame]]
    names = [name for name in in_language if name in shown]
    names += [name for name in map(str, shown) if name.startswith(columns.VALUE) and not name.endswith(columns.REASON)]
    words = columns.described(selection.frame, names)
    visible = shown[names].rename(columns={name: words[name].name for name in names})
    config = {word.name: _column(name, word.about) for name, word in words.items()}
    page.table(visible, f"data_{selection.frame}", t("data.alt"), config, list(part["report"]))


def _column(name: str, about: str) -> Any:
    """How a column is shown: rates of the panel in per cent, years without a sign between thousands."""
    if name.endswith("_year"):
        return st.column_config.NumberColumn(help=about, format="%d")
    if name.startswith(columns.VALUE) and metric(name.removeprefix(columns.VALUE)).is_rate:
        return st.column_config.NumberColumn(help=about, format="percent")
    return st.column_config.Column(help=about)
