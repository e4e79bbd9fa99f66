"""One report: the official form with its findings, explanations, source lines and prose."""

import streamlit as st

from ui import cards, data, page, report_view

page.through_app()

shown = data.entries()
if not shown:
    page.head("report")
    page.empty()
    st.stop()

cards.style()
entry = report_view.choose(shown)
report_view.head(entry)
page.samples_note([entry])

left, right = st.columns([3, 1], gap="small")
with right.container(border=True):
    only = report_view.choose_finding(entry)
    report_view.findings(entry, only)
    trial = report_view.choose_explanation(entry)
    report_view.source_card(entry, only)
with left.container(border=True):
    report_view.tables(entry, only=only, trial=trial)
