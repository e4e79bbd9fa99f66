"""Findings across reports as cards, and what the visitor chooses of them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from checks.judgement import states
from checks.model.findings import Finding
from ui.compare.board import EVERY
from ui.compare.by_metric import Record
from ui.names import labels
from ui.parts.filters import FINDING, Filter
from ui.parts.filters import options as filter_options
from ui.parts.links import to_page, to_report
from ui.report import cards
from ui.report.verdicts import UNKNOWN, Seen
from ui.shell import state
from ui.texts import t
from ui.views import verdict_view
from ui.visitor.entry import Entry
from ui.visitor.shown import Shown


def choose_sort(flagged: pd.DataFrame, clears: Sequence[str]) -> str:
    """Let the visitor choose one sort of findings, or ``EVERY``: by default only what failed.

    A link that names other filters (``clears``) and no sort means findings of every sort.
    """
    counted = flagged.groupby("sort")["n"].sum()
    names = {sort: f"{t(f'sort.{sort}')} {counted.get(sort, 0):,}" for sort in states.SORTS}
    names[EVERY] = f"{t(f'sort.{EVERY}')} {counted.sum():,}"
    has_filters = any(name in state.parameters() for name in clears)
    default = EVERY if has_filters else states.FAILED
    tie = state.bind_one("show", list(names), default, explicit=True, remember=not has_filters, clears=clears)
    st.segmented_control(
        t("filter.show"), list(names), format_func=names.__getitem__, required=True, help=t("sort.help"), **tie
    )
    return str(state.value("show"))


def filters_of(part: pd.DataFrame) -> list[Filter]:
    """The filters of findings that leave a choice among these, or that a link sets; of verdicts where known."""
    present = [chosen for chosen in FINDING if chosen.column in part]
    return [
        chosen
        for chosen in present
        if not chosen.pills or chosen.name in state.parameters() or len(filter_options(part, chosen)) != 1
    ]


def cards_of(rows: pd.DataFrame, shown: Shown, seen: Seen = UNKNOWN, *, can_decide: bool = True) -> None:
    """Findings as cards, each with a link to its place in the report and what a person said of it; with buttons to say
    something where ``can_decide``."""
    by_id = shown.entries(rows["report"])
    for row in rows.to_dict("records"):
        entry = by_id.get(row["report"])
        finding = _finding(entry, row) if entry else None
        if entry and finding:
            _item(entry, finding, seen, can_decide=can_decide)


def _item(entry: Entry, finding: Finding, seen: Seen, *, can_decide: bool) -> None:
    with st.container(gap=None):
        st.html(cards.finding_card(finding, entry.findings, verdict=seen.on(entry, finding)))
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            to_report(entry, labels.entry(entry), finding)
            to_page("rules", t("finding.rule"), rule=finding.rule)
            if can_decide:
                verdict_view.buttons(entry, finding, seen)


def _finding(entry: Entry, row: Record) -> Finding | None:
    same = (f for f in entry.findings.flagged if f.rule == row["rule"] and f.subject == row["subject"])
    return next(same, None)
