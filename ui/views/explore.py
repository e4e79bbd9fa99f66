"""The frames to look at and to take away: which one, which rows of it, and the columns with their words."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from metrics import metric
from queries.catalogue import MOST_WORDS
from ui.names import bodies, columns
from ui.parts import filters, fold, page, rows
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
    "gaps": ("name", "year", "kind", "province", "prefecture", "county", "first_year", "last_year"),
}  # fmt: skip
# Filters of reports that are columns of every table; others choose reports one by one
_OF_TABLES = ("province", "year", "level")


def choose(shown: Shown) -> tuple[Selection, list[tuple[str, str]]]:
    """Let the visitor choose a frame of these reports and its rows, which the URL keeps; the rows, and in words what
    they are filtered by."""
    names = {name: t(f"data.frame_{name}") for name in columns.FRAMES}
    tie = state.bind_one("frame", columns.FRAMES, columns.FRAMES[0])
    st.segmented_control(t("data.frame"), columns.FRAMES, format_func=names.__getitem__, required=True, **tie)
    frame = state.value("frame")
    every = bodies.described(shown.reports)
    base, offered = rows.base(shown, frame, every), rows.offered(shown, frame)
    of_rows = _settle(frame, base, offered)
    with fold.filters(_titles(base, of_rows), _said(base, of_rows)):
        reports = filters.apply(filters.cascade(base, filters.PLACES), filters.STATE)
        if _is_of_reports(base):
            reports = filters.lacking(reports)
        filters.apply(offered, filters.OF_FRAME[frame])
    if frame == "panel":
        rows.choose_metrics()
    asked = st.text_input(
        t("data.search"),
        placeholder=t("data.search_placeholder"),
        help=t("data.search_help"),
        icon=":material/search:",
        **state.bind_text("q", MOST_SEARCHED),
    )
    said = _said(base, of_rows) + (rows.metrics_said() if frame == "panel" else [])
    said += [(t("data.search"), asked)] if asked else []
    chosen = _chosen(reports) if _is_of_reports(base) else {}
    query = rows.RowQuery(shown, every, reports, chosen, offered, (asked or "").split()[:MOST_WORDS])
    return rows.selection(query, frame), said


def _settle(frame: str, base: pd.DataFrame, offered: pd.DataFrame) -> list[filters.Filter]:
    """Take from the URL what the filters choose, before they are shown; the filters that these rows have."""
    filters.settle(filters.settle_cascade(base, filters.PLACES), filters.STATE)
    filters.settle_lacking()
    filters.settle(offered, filters.OF_FRAME[frame])
    of_base = [one for one in (*filters.PLACES, *filters.STATE) if one.column in base]
    return [*of_base, *(one for one in filters.OF_FRAME[frame] if one.column in offered)]


def _is_of_reports(base: pd.DataFrame) -> bool:
    """Whether the rows are chosen by reports; a year without one has none."""
    return "state" in base


def _titles(base: pd.DataFrame, of_rows: list[filters.Filter]) -> list[str]:
    return [*filters.titles(of_rows), *([t("filter.lacks")] if _is_of_reports(base) else [])]


def _said(base: pd.DataFrame, of_rows: list[filters.Filter]) -> list[tuple[str, str]]:
    return filters.said(of_rows) + (filters.lacking_said() if _is_of_reports(base) else [])


def _chosen(reports: pd.DataFrame) -> dict[str, object]:
    """The chosen reports as parameters of queries."""
    set_ = [one for one in (*filters.PLACES, *filters.STATE) if state.value(one.name)]
    if state.value("lacks") or any(one.name not in _OF_TABLES for one in set_):
        return {"ids": sorted(reports["report"])}
    return filters.asked([one for one in (filters.PLACES[0], *filters.STATE) if one.name in _OF_TABLES])


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
    config = {word.name: _column(name, word.about, shown[name]) for name, word in words.items()}
    page.table(visible, f"data_{selection.frame}", t("data.alt"), config, list(part["report"]))


def _column(name: str, about: str, values: pd.Series) -> Any:
    """How a column is shown: rates of the panel in per cent, years without a sign between thousands."""
    if name.endswith("year") and pd.api.types.is_numeric_dtype(values):
        return st.column_config.NumberColumn(help=about, format="%d")
    if name.startswith(columns.VALUE) and metric(name.removeprefix(columns.VALUE)).is_rate:
        return st.column_config.NumberColumn(help=about, format="percent")
    return st.column_config.Column(help=about)
