"""Regions: the bodies of one year by one metric, governments, departments and townships each for themselves."""

import streamlit as st

from ui import charts, compare, data, page, pickers, state
from ui.html_table import html_table
from ui.texts import language, t

page.through_app()

shown = data.entries()
page.head("regions", shown)
frames = data.frames(shown)
years = sorted({int(year) for year in frames.reports["year"].dropna()}, reverse=True)
if not years:
    page.empty()
    st.stop()

with st.container(border=True):
    left, middle, right = st.columns([2, 3, 2])
    with left:
        st.selectbox(t("filter.one_year"), years, **state.one("year", years, years[0], explicit=True))
    with middle:
        metric = pickers.choose_metric("granted_rate")
    with right:
        provinces = sorted(frames.reports["province"].dropna().unique())
        tie = state.one("province", provinces)
        st.selectbox(t("filter.province"), provinces, index=None, placeholder=t("filter.all"), **tie)
    pickers.explain(metric)

chosen = compare.with_metric(frames, metric)
chosen = chosen[chosen["year"] == state.value("year")]
if state.value("province"):
    chosen = chosen[chosen["province"] == state.value("province")]
if chosen.empty:
    page.empty("empty.filtered")
st.caption(t("regions.apart"))
for kind in compare.LEVELS:
    part = chosen[chosen["kind"] == kind]
    if part.empty:
        continue
    compared = compare.bodies(part, metric)
    with st.container(border=True):
        st.subheader(t("regions.of_level", level=t(f"level.{kind}"), n=len(part)), anchor=False)
        if part[compare.edition_column(metric)].nunique() > 1:
            st.warning(t("regions.editions_mixed"), icon=":material/warning:")
        if len(compared.shown):
            st.plotly_chart(
                charts.ranking(compared.shown, rate=metric.is_rate),
                config=charts.CONFIG,
                key=f"ranking_{kind}",
                alt=t("regions.alt", metric=metric.name[language()], level=t(f"level.{kind}")),
            )
            if metric.is_rate:
                few = "" if compared.shown["ranked"].all() else t("regions.few", n=compare.FEW)
                st.caption(t("regions.interval") + few)
            table = compare.table(compared, metric)
            page.data_behind(table, f"{metric.id}_{kind}", t("regions.table_alt"), compare.formats(metric))
        if len(compared.absent):
            st.markdown(t("regions.absent", n=len(compared.absent)))
            reasons = compare.reasons(compared.absent)
            st.html(html_table(reasons, t("regions.absent_alt"), list(reasons.columns)))
