"""Choosing a metric, a level of bodies and a year; the URL keeps each."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from metrics import Metric, metric, metrics
from ui import state
from ui.bodies import LEVELS
from ui.texts import language, t


def choose_metric(default: str, name: str = "metric", ids: Sequence[str] = ()) -> Metric:
    """Let the visitor choose a metric, among these ids or all; the URL parameter ``name`` keeps its id."""
    names = {metric_id: _label(metric_id) for metric_id in ids or metrics()}
    tie = state.one(name, list(names), default)
    st.selectbox(
        t(f"filter.{name}"), list(names), format_func=names.__getitem__, placeholder=t("metric.placeholder"), **tie
    )
    return metric(state.value(name))


def choose_level(reports: pd.DataFrame) -> str | None:
    """Let the visitor choose a level of bodies, by default the one with most reports; None where there is no report."""
    counted = reports["kind"].value_counts()
    levels = [level for level in LEVELS if level in counted]
    if not levels:
        state.one("level", [])
        return None
    names = {level: f"{t(f'kind.{level}')} {counted[level]:,}" for level in levels}
    default = max(levels, key=lambda level: (level != "unknown", counted[level]))
    tie = state.one("level", levels, default, explicit=True)
    st.segmented_control(t("filter.level"), levels, required=True, format_func=names.__getitem__, **tie)
    chosen: str = state.value("level")
    return chosen


def choose_year(reports: pd.DataFrame) -> int | None:
    """Let the visitor choose a year, the newest first; None where no report has one."""
    years = sorted({int(year) for year in reports["year"].dropna()}, reverse=True)
    if not years:
        state.one("year", [])
        return None
    st.selectbox(t("filter.one_year"), years, **state.one("year", years, years[0], explicit=True))
    chosen: int = state.value("year")
    return chosen


def explain(chosen: Metric) -> None:
    """What a metric is: formula, unit and caveat, in a caption."""
    parts = [chosen.formula(language()), t(f"unit.{chosen.unit}")]
    if len(chosen.editions) == 1:
        parts.append(t("metric.only_edition", edition=chosen.editions[0]))
    st.caption(t("metric.joiner").join([*parts, chosen.caveat[language()]]))


def _label(metric_id: str) -> str:
    chosen = metric(metric_id)
    return f"{t(f'metric.group_{chosen.group}')} · {chosen.name[language()]}"
