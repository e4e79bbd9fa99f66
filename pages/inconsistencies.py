"""Inconsistencies: what failed, or is undecided, or only remarked, filtered; by rule, region and year; together."""

import streamlit as st

from ui.compare import board
from ui.names import bodies
from ui.parts import filters, page
from ui.report import verdicts
from ui.shell import state
from ui.texts import t
from ui.views import board_cards, board_view
from ui.visitor import data

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
    of_reports = flagged["report"].isin(reports["report"])
    sort = board_cards.choose_sort(flagged[of_reports], [chosen.name for chosen in filters.FINDING])
    part = board.of_sort(flagged, sort)
    rows = filters.apply(part, board_cards.filters_of(part))
rows = rows[rows["report"].isin(reports["report"])]
out = len(frames.reports) - len(reports)
counts = {name: f"{n:,}" for name, n in (("n", len(reports)), ("hits", rows["report"].nunique()), ("found", len(rows)))}
sentence.markdown(
    t(f"inconsistencies.sentence_{sort}", **counts)
    + (t("inconsistencies.left_out", out=f"{out:,}") if out else "")
    + board.decided(rows)
)
if rows.empty:
    page.empty("empty.findings" if len(flagged) else "empty.clean")
    page.stop()
tabs = state.bind_tabs("view", board_view.VIEWS, board_view.view_name, board_view.VIEWS[0])
view = state.value("view")
with tabs[view]:
    if view == "list":
        board_view.findings(rows, shown)
    elif view == "rules":
        board_view.rules(frames, reports, sort)
    elif view == "places":
        board_view.places(rows, reports)
    else:
        board_view.together(rows)
