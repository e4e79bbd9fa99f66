"""Filters that live in the URL: each is a column of a frame, its options those that occur."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from checks.judgement.states import SORTS, STATES, WRONG
from metrics import metric, metrics
from parsing import form
from parsing.report import Status
from ui.names import labels
from ui.names.bodies import LEVELS
from ui.report import verdicts
from ui.shell import state
from ui.texts import language, t


class Filter(NamedTuple):
    """A filter by one column: its name in the URL, the column, the options' words, and their order where it is given.

    ``pills`` shows a few options side by side; else they are chosen from a list. ``newest`` turns the order round.
    ``clears`` names the filters that mean nothing any more once this one is changed; ``older`` are values of older
    links, with what they mean now.
    """

    name: str
    column: str
    label: Callable[[Any], str] = str
    order: Sequence[str] = ()
    pills: bool = False
    newest: bool = False
    clears: Sequence[str] = ()
    older: Mapping[str, Sequence[str]] = MappingProxyType({})


_REASONS = ("edition", "missing", "blank", "not_applicable", "unclear", "no_cases", "inconsistent")
# Those of a report, and those of a finding. A new one is a line here, a word `filter.<name>` and a column of the frame.
REPORT = (
    Filter("province", "province"),
    Filter("year", "year", newest=True),
    Filter("level", "kind", lambda kind: t(f"kind.{kind}"), LEVELS),
)
FINDING = (
    Filter("rule", "rule", labels.rule),
    Filter(
        "severity", "severity", lambda severity: t(f"severity.{severity}"), ("error", "warning", "info"), pills=True
    ),
    Filter("outcome", "outcome", lambda outcome: t(f"outcome.{outcome}"), ("failed", "uncertain"), pills=True),
    Filter("cause", "cause", labels.cause, pills=True),
    Filter("verdict", "decision", lambda decision: t(f"decision.{decision}"), verdicts.DECISIONS, pills=True),
)
# From the whole country down: the options of one depend on those before it.
PLACES = (
    Filter("province", "province", clears=("prefecture", "county")),
    Filter("prefecture", "prefecture", clears=("county",)),
    Filter("county", "county"),
)
STATE = (
    REPORT[1],
    REPORT[2],
    Filter("state", "state", lambda state: t(f"state.{state}"), STATES, older={"flagged": WRONG}),
)
# Of the reports whose findings are listed
OF_REPORT = (*REPORT, STATE[2])
# What the rows of a frame are filtered by, beside what their reports are
OF_FRAME: dict[str, Sequence[Filter]] = {
    "reports": (),
    "figures": (
        Filter("table", "table", lambda table: t(f"table.{table}"), form.TABLES),
        Filter("row", "row", lambda row: labels.rows()[row], tuple(labels.rows())),
        Filter("column", "column", lambda column: labels.columns()[column], tuple(labels.columns())),
        Filter("status", "status", lambda status: t(f"status.{status}"), tuple(Status), pills=True),
    ),
    "findings": (
        FINDING[0],
        FINDING[1],
        FINDING[2]._replace(order=("failed", "uncertain", "passed", "not_applicable")),
        Filter("sort", "sort", lambda sort: t(f"sort.{sort}"), SORTS, pills=True),
        *FINDING[3:],
    ),
    # its metrics are columns, none of its rows
    "panel": (),
    "bodies": (),
    "gaps": (),
    "metrics": (
        Filter("metric", "metric", lambda name: metric(name).name[language()], tuple(metrics())),
        Filter("reason", "reason", lambda reason: t(f"why.{reason}"), _REASONS),
    ),
}


# What a report may lack
LACKING = ("unclear", "blank", "year", "region")


def lacks(reports: pd.DataFrame) -> dict[str, pd.Series]:
    """For each of ``LACKING`` which reports it holds for: cells that could not be read for certain, cells that are
    blank or dashed, no year, no region."""
    return {
        "unclear": reports["unclear"] > 0,
        "blank": reports["blank"] + reports["not_applicable"] > 0,
        "year": reports["year"].isna(),
        "region": reports["region"].fillna("") == "",
    }


def lacking(reports: pd.DataFrame) -> pd.DataFrame:
    """Let the visitor choose what reports lack; those that lack all of it."""
    names = {name: t(f"lacks.{name}") for name in LACKING}
    tie = settle_lacking()
    st.pills(t("filter.lacks"), list(LACKING), selection_mode="multi", format_func=names.__getitem__, **tie)
    lacking = lacks(reports)
    kept = pd.Series(data=True, index=reports.index)
    for name in state.value("lacks"):
        kept &= lacking[name]
    return reports[kept]


def lacking_said() -> list[tuple[str, str]]:
    """As ``said``, of what the reports lack."""
    chosen = [t(f"lacks.{name}") for name in state.value("lacks")]
    return [(t("filter.lacks"), t("filter.joiner").join(chosen))] if chosen else []


# How many rows of what is listed have each value of a filter, by the filter's name
Counts = Mapping[str, Mapping[Any, int]]
_UNCOUNTED: Counts = MappingProxyType({})


def settle(frame: pd.DataFrame, filters: Sequence[Filter]) -> None:
    """Take from the URL what these filters choose, before they are shown."""
    for chosen in filters:
        if chosen.column in frame:
            _bind(chosen, options(frame, chosen))


def settle_cascade(frame: pd.DataFrame, filters: Sequence[Filter]) -> pd.DataFrame:
    """As ``settle``, of filters of which each leaves the next its options; the rows that pass."""
    for chosen in filters:
        settle(frame, [chosen])
        frame = passing(frame, [chosen])
    return frame


def settle_lacking() -> dict[str, Any]:
    """As ``settle``, of what reports lack; ties the widget to the URL."""
    return state.bind_many("lacks", list(LACKING))


def apply(frame: pd.DataFrame, filters: Sequence[Filter], counts: Counts = _UNCOUNTED) -> pd.DataFrame:
    """Show the filters whose column the frame has, with ``counts`` beside their options; the rows that pass all of
    them, where nothing chosen means all."""
    present = [f for f in filters if f.column in frame]
    kept = pd.Series(data=True, index=frame.index)
    lists = [f for f in present if not f.pills]
    for chosen, place in zip(lists, st.columns(max(1, len(lists))), strict=False):
        with place:
            kept &= _choose(frame, chosen, counts.get(chosen.name))
    with st.container(horizontal=True, gap="medium"):
        for chosen in present:
            if chosen.pills:
                kept &= _choose(frame, chosen, counts.get(chosen.name))
    return frame[kept]


def cascade(frame: pd.DataFrame, filters: Sequence[Filter]) -> pd.DataFrame:
    """As ``apply``, but the options of each are those that the ones before it leave."""
    for chosen, place in zip(filters, st.columns(len(filters)), strict=True):
        with place:
            frame = frame[_choose(frame, chosen)]
    return frame


def passing(frame: pd.DataFrame, filters: Sequence[Filter]) -> pd.DataFrame:
    """The rows of a frame that pass these filters, which have been shown in this run."""
    kept = pd.Series(data=True, index=frame.index)
    for chosen in filters:
        if chosen.column in frame and (picked := state.value(chosen.name)):
            kept &= frame[chosen.column].isin(picked)
    return frame[kept]


# What queries call the values of a filter
_PARAMETERS = {
    "province": "provinces",
    "year": "years",
    "level": "tiers",
    "state": "of_states",
    "rule": "rules",
    "severity": "severities",
    "outcome": "outcomes",
    "cause": "causes",
    "sort": "sorts",
    "verdict": "decisions",
    "metric": "metrics",
    "reason": "reasons",
}


def parameter(chosen: Filter) -> str:
    """What queries call the values of a filter."""
    return _PARAMETERS[chosen.name]


def asked(filters: Sequence[Filter]) -> dict[str, Any]:
    """What these filters choose, as parameters of queries; they have been shown in this run."""
    return {parameter(chosen): state.value(chosen.name) or None for chosen in filters}


def said(filters: Sequence[Filter]) -> list[tuple[str, str]]:
    """The filters that are set, in words: title and options. They must have been shown in this run."""
    return [
        (t(f"filter.{chosen.name}"), t("filter.joiner").join(chosen.label(value) for value in state.value(chosen.name)))
        for chosen in filters
        if state.value(chosen.name)
    ]


def titles(filters: Sequence[Filter]) -> list[str]:
    """What these filters are called."""
    return [t(f"filter.{chosen.name}") for chosen in filters]


def options(frame: pd.DataFrame, chosen: Filter) -> list[Any]:
    """The values of the filter's column, in its order."""
    values = frame[chosen.column].dropna().unique().tolist()
    if chosen.order:
        return [value for value in chosen.order if value in values]
    return sorted((int(v) for v in values), reverse=True) if chosen.newest else sorted(v for v in values if v != "")


def _choose(frame: pd.DataFrame, chosen: Filter, counts: Mapping[Any, int] | None = None) -> pd.Series:
    values = options(frame, chosen)
    names = {value: chosen.label(value) for value in values}
    if chosen.pills:
        icons = labels.SEVERITY_ICONS
        names = {value: f"{icons.get(value, '')} {name}".strip() for value, name in names.items()}
    if chosen.label is not str and not chosen.order:
        values = sorted(values, key=names.__getitem__)
    if counts is not None:
        names = {value: f"{name} {counts.get(value, 0):,}" for value, name in names.items()}
    tie = _bind(chosen, values)
    title = t(f"filter.{chosen.name}")
    if chosen.pills:
        st.pills(title, values, selection_mode="multi", format_func=names.__getitem__, **tie)
    else:
        placeholder = t("filter.all")
        st.multiselect(
            title, values, format_func=names.__getitem__, placeholder=placeholder, disabled=not values, **tie
        )
    picked = state.value(chosen.name)
    return frame[chosen.column].isin(picked) if picked else pd.Series(data=True, index=frame.index)


def _bind(chosen: Filter, values: Sequence[Any]) -> dict[str, Any]:
    return state.bind_many(chosen.name, values, clears=chosen.clears, older=chosen.older)
