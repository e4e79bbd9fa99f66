"""Inconsistencies: what failed, or is undecided, or only remarked, filtered; by rule, region and year; together."""

import streamlit as st

from ui.compare import board
from ui.names import bodies
from ui.parts import filters, page
from ui.report import verdicts
from ui.shell import state
from ui.texts import t
from ui.views import board_cards, board_view
from ui.visitor import looked_at

page.through_app()

shown = looked_at.shown()
sentence = page.opening("inconsistencies", shown)
if not len(shown):
    page.empty()
    page.stop()

every = bodies.described(shown.reports)
seen = verdicts.of_all(every)
flagged = board.counted(shown, seen, {})
with st.container(border=True):
    reports = filters.apply(every, filters.REPORT)
    chosen = filters.asked(filters.REPORT)
    of_chosen = board.counted(shown, seen, chosen)
    sort = board_cards.choose_sort(of_chosen, [one.name for one in filters.FINDING])
    part = board.of_sort(flagged, sort)
    offered = board_cards.filters_of(part)
    filters.apply(part, offered)
rows = filters.passing(board.of_sort(of_chosen, sort), offered)
wanted = {**chosen, **filters.asked(offered), **board.decisions(seen)}
wanted["sorts"] = None if sort == board.EVERY else [sort]
hits = int(shown.ask("findings_hits", **wanted)["hits"].iloc[0]) if len(rows) else 0
out = len(every) - len(reports)
counts = {"n": f"{len(reports):,}", "hits": f"{hits:,}", "found": f"{rows['n'].sum():,}"}
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
        board_view.findings(shown, every, rows, wanted)
    elif view == "rules":
        board_view.rules(shown.ask("rules", **{name: chosen[name] for name in ("years", "provinces", "tiers")}), sort)
    elif view == "places":
        board_view.places(shown.ask("findings_places", **wanted))
    else:
        board_view.together(shown.ask("findings_together", most=board.MATRIX, **wanted))
