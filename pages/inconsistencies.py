"""Inconsistencies: every failed or uncertain finding, filtered, each with the way to its place in the report."""

import streamlit as st

from ui import board, charts, data, filters, page
from ui.texts import t

page.through_app()

PER_PAGE = 12

shown = data.entries()
page.head("inconsistencies", shown)
if not shown:
    page.empty()
    st.stop()

every = board.flagged(shown)
pairs = filters.findings(every)
st.markdown(f"**{t('inconsistencies.found', n=len(pairs), reports=len({entry.id for entry, _ in pairs}))}**")
if not pairs:
    page.empty("empty.findings" if every else "empty.clean")
    st.stop()

left, right = st.columns([3, 2], gap="medium")
with right.container(border=True):
    st.subheader(t("inconsistencies.by_rule"), anchor=False)
    counts = board.rule_counts(pairs)
    st.markdown(board.weights_legend(counts))
    st.plotly_chart(charts.counts(counts), config=charts.CONFIG, key="rules", alt=t("inconsistencies.by_rule_alt"))
    page.data_behind(board.table(pairs), "findings", t("inconsistencies.table_alt"))
with left:
    pages = -(-len(pairs) // PER_PAGE)
    slot = st.container()
    number = st.pagination(pages, key="findings_page") if pages > 1 else 1
    with slot:
        for entry, finding in pairs[(number - 1) * PER_PAGE : number * PER_PAGE]:
            with st.container(border=True):
                board.item(entry, finding)
