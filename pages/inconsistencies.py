"""Inconsistencies: every failed or uncertain finding, filtered; by rule, region and year; rules that come together."""

import streamlit as st

from ui import board, board_view, bodies, data, filters, page, state, verdicts
from ui.texts import t

page.through_app()

shown = data.entries()
sentence = page.opening("inconsistencies", shown)
if not shown:
    page.empty()
    page.stop()

frames = data.frames(shown)
seen = verdicts.of_entries(shown)
flagged = verdicts.described(board.flagged(frames), seen)
with st.container(border=True):
    reports = filters.apply(bodies.described(frames.reports), filters.REPORT)
    rows = filters.apply(flagged, filters.FINDING)
rows = rows[rows["report"].isin(reports["report"])]
failed, uncertain = (int((rows["outcome"] == outcome).sum()) for outcome in ("failed", "uncertain"))
with_findings, out = rows["report"].nunique(), len(frames.reports) - len(reports)
sentence.markdown(
    t(
        "inconsistencies.sentence",
        n=f"{len(reports):,}",
        hits=f"{with_findings:,}",
        failed=f"{failed:,}",
        uncertain=f"{uncertain:,}",
    )
    + (t("inconsistencies.left_out", out=f"{out:,}") if out else "")
    + board.decided(rows)
)
if rows.empty:
    page.empty("empty.findings" if len(flagged) else "empty.clean")
    page.stop()
tabs = state.tabs("view", board_view.VIEWS, board_view.view_name, board_view.VIEWS[0])
view = state.value("view")
with tabs[view]:
    if view == "list":
        board_view.findings(rows, shown)
    elif view == "rules":
        board_view.rules(frames, reports)
    elif view == "places":
        board_view.places(rows, reports)
    else:
        board_view.together(rows)
