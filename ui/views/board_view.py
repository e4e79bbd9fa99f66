"""The views of the board: the findings, rule by rule, by region and year, rules that come together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from ui import charts
from ui.compare import board
from ui.parts import page
from ui.report import verdicts
from ui.texts import t
from ui.views import board_cards, verdict_view
from ui.visitor.shown import Shown

VIEWS = ("list", "rules", "places", "together")
PER_PAGE = 12
PLACES = ("province", "year", "kind")
# A table that is taken away has no more rows than this
MOST = 1_000_000


def view_name(view: str) -> str:
    """A view's name on its tab."""
    return t(f"inconsistencies.view_{view}")


@st.fragment
def findings(shown: Shown, reports: pd.DataFrame, rows: pd.DataFrame, wanted: Mapping[str, Any]) -> None:
    """The findings as cards, page by page, and all of them as a table.

    ``rows`` counts them (``board.counted``), ``wanted`` says which they are, as parameters of queries.
    """
    # read here: after a click on a verdict this part of the page runs alone
    seen, n = verdicts.of_all(reports), int(rows["n"].sum())

    def some(limit: int, offset: int = 0) -> pd.DataFrame:
        found = shown.ask("findings_page", limit=limit, offset=offset, **wanted)
        return board.listed(found, reports, seen)

    left, right = st.columns([3, 2], gap="medium")
    with left:
        # the page numbers are below the cards that they turn
        cards = st.container()
        part = page.pager(n, PER_PAGE)
        with cards:
            board_cards.cards_of(some(PER_PAGE, part.start), shown, seen)
    with right.container(border=True):
        st.subheader(t("inconsistencies.by_rule"), anchor=False)
        counts = board.rule_counts(rows)
        st.markdown(board.weights_legend(rows))
        st.plotly_chart(charts.counts(counts), config=charts.CONFIG, key="rules", alt=t("inconsistencies.by_rule_alt"))
        first = some(page.MOST_ROWS)
        whole = page.Whole(n, lambda: board.table(some(MOST)))
        alt = t("inconsistencies.table_alt")
        page.data_behind(board.table(first), "findings", alt, None, list(first["report"]), whole)
        verdict_view.downloads(seen, reports)


def rules(tallies: pd.DataFrame, sort: str) -> None:
    """Which rules have most findings of this sort, among the reports that they apply to."""
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


def places(counted: pd.DataFrame) -> None:
    """The share of reports with a finding by province, by year and by level."""
    st.caption(t("inconsistencies.places_note"))
    with st.grid(2, min_column_width=320):
        for by in PLACES:
            found = board.group_rates(counted, by)
            if found.empty:
                continue
            with st.container(border=True):
                title = t(f"inconsistencies.by_{by}")
                st.subheader(title, anchor=False)
                st.plotly_chart(charts.shares(found), config=charts.CONFIG, key=f"by_{by}", alt=title)
                table = board.rates_table(found, title, t("inconsistencies.with_findings"))
                page.data_behind(table, f"findings_by_{by}", title)


def together(sets: pd.DataFrame) -> None:
    """Which rules are flagged in the same reports."""
    pairs, names = board.together(sets)
    if pairs.empty:
        page.empty("empty.no_rule_pairs")
        return
    st.caption(t("inconsistencies.together_note", n=len(names)))
    st.plotly_chart(charts.pairs(pairs, names), config=charts.CONFIG, key="pairs", alt=t("inconsistencies.pairs_alt"))
    page.data_behind(board.pairs_table(pairs, names), "rule_pairs", t("inconsistencies.pairs_alt"))
