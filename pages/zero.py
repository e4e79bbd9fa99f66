"""Zero-filled: reports and requests tables whose every figure is 0, and their share by region and year."""

import streamlit as st

from ui import charts, data, labels, page, state, zero
from ui.links import to_report
from ui.safe import markdown
from ui.texts import t

page.through_app()

shown = data.entries()
page.head("zero", shown)
if not shown:
    page.empty()
    st.stop()

frames = data.frames(shown)
told = zero.verdicts(frames)
counted = told["zero"].value_counts()
with st.grid(3, min_column_width=150):
    st.metric(t("zero.requests"), int(counted.get(zero.REQUESTS, 0) + counted.get(zero.REPORT, 0)), border=True)
    st.metric(t("zero.report"), int(counted.get(zero.REPORT, 0)), border=True)
    st.metric(t("zero.unknown"), int(counted.get(zero.UNKNOWN, 0)), border=True, help=t("zero.unknown_help"))

left, right = st.columns(2, gap="medium")
with left.container(border=True):
    st.subheader(t("zero.by_year"), anchor=False)
    by_year = zero.shares(told, "year")
    if len(by_year):
        st.plotly_chart(charts.shares(by_year), config=charts.CONFIG, key="by_year", alt=t("zero.by_year_alt"))
        page.data_behind(zero.table(by_year, t("column.year")), "zero_by_year", t("zero.by_year_alt"))
with right.container(border=True):
    st.subheader(t("zero.by_region"), anchor=False)
    levels = {level: t(f"region.{level}") for level in ("province", "prefecture", "county")}
    st.segmented_control(
        t("zero.group"),
        list(levels),
        required=True,
        format_func=levels.__getitem__,
        **state.one("by", list(levels), "province"),
    )
    by_region = zero.shares(told, state.value("by"))
    if len(by_region):
        st.plotly_chart(charts.shares(by_region), config=charts.CONFIG, key="by_region", alt=t("zero.by_region_alt"))
        page.data_behind(zero.table(by_region, t("column.region")), "zero_by_region", t("zero.by_region_alt"))
st.caption(t("zero.meaning"))

with st.container(border=True):
    st.subheader(t("zero.list"), anchor=False)
    found = told[told["zero"].isin([zero.REPORT, zero.REQUESTS])]
    by_id = {entry.id: entry for entry in shown}
    if found.empty:
        st.success(t("zero.none"), icon=":material/check_circle:")
    for row in found.sort_values(["region", "year"]).to_dict("records"):
        entry = by_id[row["report"]]
        contradicted = any(f.rule == "zero.contradicted" and f.flagged for f in entry.findings.findings)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            to_report(entry, labels.entry(entry))
            st.caption(markdown(labels.region(entry.report)), width="content")
            st.badge(t(f"zero.is_{row['zero']}"), color="gray", icon=":material/exposure_zero:")
            if contradicted:
                st.badge(t("zero.contradicted"), color="red", icon=":material/error:")
