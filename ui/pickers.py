"""Choosing a metric and a body."""

from __future__ import annotations

import streamlit as st

from metrics import Metric, metric, metrics
from ui import state
from ui.texts import language, t


def choose_metric(default: str) -> Metric:
    """Let the visitor choose a metric; the URL keeps its id."""
    names = {metric_id: _label(metric_id) for metric_id in metrics()}
    tie = state.one("metric", list(names), default)
    st.selectbox(
        t("metric.label"), list(names), format_func=names.__getitem__, placeholder=t("metric.placeholder"), **tie
    )
    return metric(state.value("metric"))


def explain(chosen: Metric) -> None:
    """What a metric is: formula, unit and caveat, in a caption."""
    parts = [t("metric.of", denominator=chosen.denominator_label[language()])] if chosen.is_rate else []
    parts.append(t(f"unit.{chosen.unit}"))
    if len(chosen.editions) == 1:
        parts.append(t("metric.only_edition", edition=chosen.editions[0]))
    st.caption(t("metric.joiner").join([*parts, chosen.caveat[language()]]))


def _label(metric_id: str) -> str:
    chosen = metric(metric_id)
    return f"{t(f'metric.group_{chosen.group}')} · {chosen.name[language()]}"
