"""The frames to look at and to take away: which one, which rows of it, and the columns with their words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import and_

import pandas as pd
import streamlit as st

from metrics import metrics
from ui.names import bodies, columns, labels
from ui.parts import filters, page
from ui.report import verdicts
from ui.shell import state
from ui.take.selection import Selection, full
from ui.texts import language, t
from ui.visitor import data
from ui.visitor.entry import Entry

PER_PAGE = 100
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


def choose(shown: Sequence[Entry]) -> Selection:
    """Let the visitor choose a frame of these reports and its rows; the URL keeps all of it."""
    frames = data.frames(shown)
    names = {name: t(f"data.frame_{name}") for name in columns.FRAMES}
    tie = state.bind_one("frame", columns.FRAMES, columns.FRAMES[0])
    st.segmented_control(t("data.frame"), columns.FRAMES, format_func=names.__getitem__, required=True, **tie)
    frame = state.value("frame")
    every = bodies.described(frames.reports)
    reports = filters.cascade(every, filters.PLACES)
    reports = filters.lacking(filters.apply(reports, filters.STATE))
    rows = reports
    whole = frames.reports
    if frame != "reports":
        whole = getattr(frames, frame)
        if frame == "findings":
            whole = verdicts.described(whole, verdicts.of_entries(shown))
        rows = whole if len(reports) == len(every) else whole[whole["report"].isin(reports["report"])]
        rows = filters.apply(rows, filters.OF_FRAME[frame])
    asked = st.text_input(
        t("data.search"),
        placeholder=t("data.search_placeholder"),
        icon=":material/search:",
        **state.bind_text("q", MOST_SEARCHED),
    )
    return Selection(frame, _found(frame, rows, reports, (asked or "").split()), reports, len(whole))


def filters_of(selection: Selection) -> list[tuple[str, str]]:
    """The filters in words: what is filtered by, and what is let through."""
    of_frame = [chosen for chosen in filters.OF_FRAME[selection.frame] if chosen.column in selection.rows]
    said = filters.said((*filters.PLACES, *filters.STATE, *of_frame))
    said += filters.lacking_said()
    return [*said, (t("data.search"), state.value("q"))] if state.value("q") else said


def table(selection: Selection) -> None:
    """The selected rows, page by page, each with the way to its report."""
    part = selection.rows.iloc[page.pager(len(selection.rows), PER_PAGE)]
    shown = _in_words(full(selection._replace(rows=part)))
    in_language = [f"message_{language()}" if name == "message" else name for name in _SHOWN[selection.frame]]
    names = [name for name in in_language if name in shown]
    words = columns.described(selection.frame, names)
    visible = shown[names].rename(columns={name: words[name].name for name in names})
    config = {word.name: st.column_config.Column(help=word.about) for word in words.values()}
    page.table(visible, f"data_{selection.frame}", t("data.alt"), config, list(part["report"]))


def _found(frame: str, rows: pd.DataFrame, reports: pd.DataFrame, words: Sequence[str]) -> pd.DataFrame:
    """The rows in which every word occurs: in what is said of the report, or in the row."""
    if not words:
        return rows
    said = reports[["name", "region", "source"]].fillna("").agg(" ".join, axis=1)
    return rows[reduce(and_, (_has(frame, rows, reports[_contains(said, word)]["report"], word) for word in words))]


def _has(frame: str, rows: pd.DataFrame, reports: pd.Series, word: str) -> pd.Series:
    hit = rows["report"].isin(reports)
    if frame == "figures":
        hit |= rows["row"].isin(_named(labels.rows(), word)) | rows["column"].isin(_named(labels.columns(), word))
        hit |= _contains(rows["text"], word)
    elif frame == "findings":
        names = {rule: labels.rule(rule) for rule in rows["rule"].unique()}
        hit |= rows["rule"].isin(_named(names, word)) | _contains(rows[f"message_{language()}"], word)
    elif frame == "metrics":
        hit |= rows["metric"].isin(_named({m.id: m.name[language()] for m in metrics().values()}, word))
    return hit


def _named(names: dict[str, str], word: str) -> list[str]:
    return [key for key, name in names.items() if word.casefold() in name.casefold()]


def _contains(texts: pd.Series, word: str) -> pd.Series:
    return texts.fillna("").str.contains(word, case=False, regex=False)


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
