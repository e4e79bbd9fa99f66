"""Findings across reports as cards."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from checks.model.findings import Finding
from ui.compare.by_metric import Record
from ui.names import labels
from ui.parts.links import to_page, to_report
from ui.report import cards
from ui.report.verdicts import UNKNOWN, Seen
from ui.texts import t
from ui.views import verdict_view
from ui.visitor.entry import Entry
from ui.visitor.shown import Shown


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
            to_page("about", t("finding.rule"), view="rules", rule=finding.rule)
            if can_decide:
                verdict_view.buttons(entry, finding, seen)


def _finding(entry: Entry, row: Record) -> Finding | None:
    same = (f for f in entry.findings.flagged if f.rule == row["rule"] and f.subject == row["subject"])
    return next(same, None)
