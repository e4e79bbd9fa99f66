"""Choosing a metric, a level of bodies and a year; the URL keeps each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from metrics import Metric, metric, metrics
from ui.names.bodies import LEVELS
from ui.shell import state
from ui.texts import language, t

# A list of more bodies than this is no list any more: it is searched
OFFERED = 1_000
# What people come to compare first.
_GOVERNMENTS = ("province", "prefecture", "county")


def choose_metric(default: str, name: str = "metric", ids: Sequence[str] = ()) -> Metric:
    """Let the visitor choose a metric, among these ids or all; the URL parameter ``name`` keeps its id."""
    names = {metric_id: _label(metric_id) for metric_id in ids or metrics()}
    tie = state.bind_one(name, list(names), default)
    st.selectbox(
        t(f"filter.{name}"), list(names), format_func=names.__getitem__, placeholder=t("metric.placeholder"), **tie
    )
    return metric(state.value(name))


def choose_level(counted: Mapping[Any, int] | pd.Series, name: str = "level") -> str | None:
    """Let the visitor choose a level of bodies, by default that of most governments; None where there is no report.

    ``counted`` is how many reports there are of each.
    """
    levels = [level for level in LEVELS if level in counted]
    if not levels:
        state.bind_one(name, [])
        return None
    names = {level: f"{t(f'kind.{level}')} {counted[level]:,}" for level in levels}
    default = max(levels, key=lambda level: (level in _GOVERNMENTS, level != "unknown", counted[level]))
    tie = state.bind_one(name, levels, default, explicit=True)
    st.segmented_control(t("filter.level"), levels, required=True, format_func=names.__getitem__, **tie)
    chosen: str = state.value(name)
    return chosen


def choose_year(reports: pd.DataFrame) -> int | None:
    """Let the visitor choose a year, the newest first; None where no report has one."""
    years = sorted({int(year) for year in reports["year"].dropna().unique()}, reverse=True)
    if not years:
        state.bind_one("year", [])
        return None
    tie = state.bind_one("year", years, years[0], explicit=True)
    st.selectbox(t("filter.one_year"), years, placeholder=t("filter.year_placeholder"), **tie)
    chosen: int = state.value("year")
    return chosen


def choose_years(reports: pd.DataFrame) -> list[int]:
    """Let the visitor choose one year, or several that are taken together, by default all; none where no report has
    one."""
    years = sorted({int(year) for year in reports["year"].dropna().unique()}, reverse=True)
    spans = ("one", "pooled") if len(years) > 1 else ("one",)
    names = {span: t(f"filter.span_{span}") for span in spans}
    tie = state.bind_one("span", spans, spans[0])
    if len(spans) > 1:
        st.segmented_control(t("filter.span"), spans, required=True, format_func=names.__getitem__, **tie)
    if state.value("span") == "one":
        year = choose_year(reports)
        return [] if year is None else [year]
    tie = state.bind_many("years", years)
    st.multiselect(t("filter.years"), years, placeholder=t("filter.all"), **tie)
    return sorted(state.value("years") or years)


def explain(chosen: Metric) -> None:
    """What a metric is: formula, unit and caveat, in a caption."""
    parts = [chosen.formula(language()), t(f"unit.{chosen.unit}")]
    if len(chosen.editions) == 1:
        parts.append(t("metric.only_edition", edition=chosen.editions[0]))
    st.caption(t("metric.joiner").join([*parts, chosen.caveat[language()]]))


def _label(metric_id: str) -> str:
    chosen = metric(metric_id)
    return f"{t(f'metric.group_{chosen.group}')} · {chosen.name[language()]}"


def choose_province(reports: pd.DataFrame) -> str | None:
    """Let the visitor choose a province; None for all."""
    provinces = sorted(reports["province"].dropna().unique())
    tie = state.bind_one("province", provinces, unknown="notice.unknown_region")
    st.selectbox(t("filter.province"), provinces, index=None, placeholder=t("filter.all"), **tie)
    chosen: str | None = state.value("province")
    return chosen


def choose_order() -> bool:
    """Let the visitor see the highest or the lowest first; True for the lowest."""
    orders = ("highest", "lowest")
    names = {order: t(f"order.{order}") for order in orders}
    tie = state.bind_one("order", orders, orders[0])
    st.segmented_control(t("filter.order"), orders, required=True, format_func=names.__getitem__, **tie)
    return bool(state.value("order") == "lowest")


def choose_peers(departments: pd.DataFrame, *, by_body: bool) -> pd.DataFrame:
    """Let the visitor see one kind of department only, such as all education bureaus; counted ``by_body``, or by
    report."""
    counted = (departments.drop_duplicates("body") if by_body else departments)["peer"].value_counts()
    kinds = sorted(counted[counted > 1].index, key=lambda kind: (-counted[kind], kind))
    names = {kind: f"{kind} {counted[kind]:,}" for kind in kinds}
    tie = state.bind_one("peers", kinds)
    if not kinds:
        return departments
    st.selectbox(
        t("filter.peers"), kinds, index=None, placeholder=t("filter.all"), format_func=names.__getitem__, **tie
    )
    chosen = state.value("peers")
    return departments[departments["peer"] == chosen] if chosen else departments


def near(reports: pd.DataFrame, chosen: Sequence[str]) -> pd.DataFrame:
    """The reports whose bodies are offered in a list: all of them, or, where there are too many, those in whose name
    or region every typed word occurs, and those of the chosen bodies."""
    if reports["body"].nunique() <= OFFERED:
        return reports
    asked = st.text_input(t("filter.body"), placeholder=t("filter.body_placeholder"), key="near", max_chars=80)
    said = (reports["name"] + " " + reports["region"].fillna("")).str
    hit = pd.Series(data=True, index=reports.index)
    for word in (asked or "").split():
        hit &= said.contains(word, case=False, regex=False)
    offered = list(dict.fromkeys(reports.loc[hit, "body"]))
    if len(offered) > OFFERED:
        st.caption(t("filter.body_many", n=f"{OFFERED:,}", all=f"{len(offered):,}"))
    return reports[reports["body"].isin([*chosen, *offered[:OFFERED]])]
