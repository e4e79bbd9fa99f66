"""Regions: bodies of one level by a metric, of a year or of several together: ranked, on a map, against another metric,
over the years."""

from functools import partial

import streamlit as st

from ui.compare import by_metric, judge
from ui.compare.over_years import pooling
from ui.names import bodies
from ui.parts import fold, page, pickers
from ui.shell import state
from ui.shell.safe import markdown
from ui.take import brief
from ui.texts import t
from ui.texts import years as said_years
from ui.views import brief_view, regions_view
from ui.views.regions import funnel, ranking
from ui.visitor import looked_at

page.through_app()

shown = looked_at.shown()
sentence = page.opening("regions", shown)
if not len(shown):
    page.empty()
    page.stop()

reports = bodies.described(shown.reports)
with fold.on_telephones(t("filter.fold_choose"), "choices"):
    left, middle, right = st.columns([3, 4, 3])
    with left:
        years = pickers.choose_years(reports)
    if not years:
        page.empty("empty.undated")
        page.stop()
    is_pooled = len(years) > 1
    with middle:
        metric = pickers.choose_metric("granted_rate")
    of_years = reports[reports["year"].isin(years)]
    with right:
        province = pickers.choose_province(of_years)
    if state.unknown_values("province", of_years["province"].dropna().unique()):
        page.empty("empty.unknown_region")
        page.stop()
    if province:
        of_years = of_years[of_years["province"] == province]
    left, right = st.columns([6, 3])
    with left:
        bodies_of = of_years.groupby("kind")["body"]
        level = pickers.choose_level(bodies_of.nunique() if is_pooled else bodies_of.size())
    with right:
        lowest_first = pickers.choose_order()
    of_years = of_years[of_years["kind"] == level]
    if level == "department":
        of_years = pickers.choose_peers(of_years, by_body=is_pooled)
    pickers.explain(metric)

if is_pooled:
    of_years = pooling.of_years(of_years)
chosen = pooling.of_bodies(of_years) if is_pooled else of_years
values = judge.values(shown, of_years, years, str(level), province)
chosen = by_metric.with_metric(chosen, values(metric.id), metric)
compared = by_metric.bodies(chosen, ascending=lowest_first)
# where the choices are folded away nothing else says so
only = [one for one in (province, state.value("peers") if level == "department" else None) if one]
within = t("regions.within", names=markdown(t("filter.joiner").join(only))) if only else ""
sentence.markdown(by_metric.sentence(compared, metric, years, str(level)) + within + t("regions.apart"))
note = by_metric.editions_note(of_years if is_pooled else chosen, metric)
if note:
    text, weighty = note
    if weighty:
        st.warning(text, icon=":material/warning:")
    else:
        st.caption(text)
if is_pooled:
    st.caption(t("regions.pooled_rate" if metric.is_rate else "regions.pooled_count"))
if compared.shown.empty:
    page.empty("empty.no_metric")
    regions_view.absent(compared)
    page.stop()
open_view = state.bind_tabs("view", regions_view.VIEWS, regions_view.view_name, regions_view.VIEWS[0])
view = state.value("view")
judged = judge.Judge(shown, compared, metric, years, lowest_first)
with open_view[view]:
    if view == "ranking":
        ranking.ranking(compared, set(reports["body"]), metric, judged)
    elif view == "funnel":
        funnel.funnel_plot(compared, metric, judged)
    elif view == "map":
        regions_view.provinces_map(compared, metric, judged)
    elif view == "scatter":
        regions_view.scatter(chosen, values, metric, judged)
    elif view == "mix":
        regions_view.mix(chosen, values(*regions_view.MIXED), judged)
    else:
        regions_view.lines(compared, shown, reports, metric)
said = [(t("filter.year"), said_years(years)), (t("filter.level"), t(f"kind.{level}"))]
said += [(t("filter.province"), province)] if province else []
seen = brief.view_of("regions", said)
make = partial(brief.of_ranking, compared, metric, years, str(level), seen, judged.against)
brief_view.offer(f"nianbao_{metric.id}_{'_'.join(map(str, years))}_{level}", make)
regions_view.absent(compared)
