"""Regions: bodies of one level and year by a metric: ranked, on a map, against another metric, over the years."""

import streamlit as st

from ui.compare import by_metric
from ui.names import bodies
from ui.parts import page, pickers
from ui.shell import state
from ui.texts import t
from ui.views import funnel_view, regions_view
from ui.visitor import looked_at

page.through_app()

shown = looked_at.shown()
sentence = page.opening("regions", shown)
if not len(shown):
    page.empty()
    page.stop()

reports = bodies.described(shown.reports)
with st.container(border=True):
    left, middle, right = st.columns([2, 4, 3])
    with left:
        year = pickers.choose_year(reports)
    if year is None:
        page.empty("empty.undated")
        page.stop()
    with middle:
        metric = pickers.choose_metric("granted_rate")
    of_year = reports[reports["year"] == year]
    with right:
        province = pickers.choose_province(of_year)
    if state.unknown_values("province", of_year["province"].dropna().unique()):
        page.empty("empty.unknown_region")
        page.stop()
    if province:
        of_year = of_year[of_year["province"] == province]
    left, right = st.columns([6, 3])
    with left:
        level = pickers.choose_level(of_year["kind"].value_counts())
    with right:
        lowest_first = pickers.choose_order()
    chosen = of_year[of_year["kind"] == level]
    if level == "department":
        chosen = pickers.choose_peers(chosen)
    pickers.explain(metric)

same = {"years": [year], "tiers": [level], "provinces": [province] if province else None}
chosen = by_metric.with_metric(chosen, shown.ask("metric_rows", metrics=[metric.id], **same), metric)
compared = by_metric.bodies(chosen, ascending=lowest_first)
sentence.markdown(by_metric.sentence(compared, metric, year, str(level)) + t("regions.apart"))
note = by_metric.editions_note(chosen, metric)
if note:
    text, weighty = note
    if weighty:
        st.warning(text, icon=":material/warning:")
    else:
        st.caption(text)
if compared.shown.empty:
    page.empty("empty.no_metric")
    regions_view.absent(compared)
    page.stop()
open_view = state.bind_tabs("view", regions_view.VIEWS, regions_view.view_name, regions_view.VIEWS[0])
view = state.value("view")
with open_view[view]:
    if view == "ranking":
        regions_view.ranking(compared, set(reports["body"]), metric)
    elif view == "funnel":
        funnel_view.funnel_plot(compared, metric)
    elif view == "map":
        regions_view.provinces_map(compared, metric)
    elif view == "scatter":
        regions_view.scatter(chosen, lambda *ids: shown.ask("metric_rows", metrics=list(ids), **same), metric)
    elif view == "mix":
        regions_view.mix(chosen, shown.ask("metric_rows", metrics=regions_view.MIXED, **same))
    else:
        regions_view.lines(compared, shown, reports, metric)
regions_view.absent(compared)
