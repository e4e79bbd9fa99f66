"""Inconsistencies: reports whose checks failed or are undecided, as a list; counted by rule, region and year."""

import streamlit as st

from checks.judgement.states import SORTS
from ui.compare import board
from ui.names import bodies
from ui.parts import facets, filters, fold, page
from ui.report import verdicts
from ui.shell import state
from ui.texts import t
from ui.views.findings import inbox, sorts, tallies
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
sort_tie = sorts.settle([one.name for one in filters.FINDING])
sort = state.value("show")
offered = sorts.filters_of(board.of_sort(flagged, sort))
filters.settle(every, filters.OF_REPORT)
filters.settle(board.of_sort(flagged, sort), offered)
counts = facets.counts(shown, filters.OF_REPORT, offered, sort, seen)
with st.container(border=True):
    sorts.choose(sort_tie, counts["show"])
    active = filters.said([*filters.OF_REPORT, *offered])
    with fold.filters(filters.titles([*filters.OF_REPORT, *offered]), active):
        reports = filters.apply(every, filters.OF_REPORT, counts)
        filters.apply(board.of_sort(flagged, sort), offered, counts)
chosen = filters.asked(filters.OF_REPORT)
rows = filters.passing(board.of_sort(board.counted(shown, seen, chosen), sort), offered)
wanted = {**chosen, **filters.asked(offered), **board.decisions(seen)}
wanted["sorts"] = None if sort == board.EVERY else [sort]
hits = counts["show"].get(sort, 0)
out = len(every) - len(reports)
words = {"n": f"{len(reports):,}", "hits": f"{hits:,}", "found": f"{rows['n'].sum():,}"}
words |= {name: f"{counts['show'].get(name, 0):,}" for name in SORTS}
sentence.markdown(
    t(f"inconsistencies.sentence_{sort}", **words)
    + (t("inconsistencies.left_out", out=f"{out:,}") if out else "")
    + board.decided(rows)
)
if rows.empty:
    page.empty("empty.findings" if len(flagged) else "empty.clean")
    page.stop()
tabs = state.bind_tabs("view", tallies.VIEWS, tallies.view_name, tallies.VIEWS[0])
view = state.value("view")
with tabs[view]:
    if view == "list":
        inbox.show(shown, every, hits, wanted, [(t("filter.show"), t(f"sort.{sort}")), *active])
    elif view == "rules":
        tallies.rules(shown.ask("rules", **filters.asked(filters.REPORT)), sort, rows)
    elif view == "places":
        tallies.places({one: shown.ask("findings_places", **{**wanted, "sorts": [one]}) for one in sorts.each(sort)})
    else:
        tallies.together(shown.ask("findings_together", most=board.MATRIX, **wanted))
