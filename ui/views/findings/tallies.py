"""The views of the board that count: rule by rule, by region and year, rules that come together."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from ui import charts
from ui.compare import board
from ui.parts import page
from ui.texts import t

VIEWS = ("list", "rules", "places", "together")
PLACES = ("province", "year", "kind")


def view_name(view: str) -> str:
    """A view's name on its tab."""
    return t(f"inconsistencies.view_{view}")


def rules(tallies: pd.DataFrame, sort: str, rows: pd.DataFrame) -> None:
    """Which rules have most findings of this sort, in all (``rows`` counts them, ``board.counted``) and among the
    reports that they apply to."""
    st.subheader(t("inconsistencies.by_rule"), anchor=False)
    st.markdown(board.weights_legend(rows))
    counts = board.rule_counts(rows)
    st.plotly_chart(charts.counts(counts), config=charts.CONFIG, key="rules", alt=t("inconsistencies.by_rule_alt"))
    rates = board.rule_rates(tallies, sort)
    failing = rates[rates["hits"] > 0]
    named = t(f"sort.{sort}")
    st.caption(t("inconsistencies.rates_note", sort=named, n=len(failing), all=len(rates)))
    if failing.empty:
        page.empty("empty.clean")
        return
    st.plotly_chart(
        charts.shares(failing, above=True), config=charts.CONFIG, key="rates", alt=t("inconsistencies.rates_alt")
    )
    table = board.rates_table(rates, t("column.rule"), t("inconsistencies.with_findings"))
    page.data_behind(table, "rules", t("inconsistencies.rates_alt"))


def places(counted: Mapping[str, pd.DataFrame]) -> None:
    """The share of reports with a finding by province, by year and by level, each sort of findings by itself."""
    st.caption(t("inconsistencies.places_note"))
    for sort, rows in counted.items():
        if len(counted) > 1:
            st.subheader(t("inconsistencies.places_of", sort=t(f"sort.{sort}")), anchor=False)
        with st.grid(2, min_column_width=320):
            for by in PLACES:
                _by(board.group_rates(rows, by), by, sort)


def _by(counts: pd.DataFrame, by: str, sort: str) -> None:
    if counts.empty:
        return
    with st.container(border=True):
        title, key = t(f"inconsistencies.by_{by}"), f"by_{by}_{sort}"
        st.subheader(title, anchor=False)
        st.plotly_chart(charts.shares(counts), config=charts.CONFIG, key=key, alt=title)
        table = board.rates_table(counts, title, t("inconsistencies.with_findings"))
        page.data_behind(table, f"findings_{key}", title)


def together(sets: pd.DataFrame) -> None:
    """Which rules are flagged in the same reports."""
    pairs, names = board.together(sets)
    if pairs.empty:
        page.empty("empty.no_rule_pairs")
        return
    st.caption(t("inconsistencies.together_note", n=len(names)))
    st.plotly_chart(charts.pairs(pairs, names), config=charts.CONFIG, key="pairs", alt=t("inconsistencies.pairs_alt"))
    page.data_behind(board.pairs_table(pairs, names), "rule_pairs", t("inconsistencies.pairs_alt"))
