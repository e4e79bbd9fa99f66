"""Years: one body over the years, a metric as line and table, the change of edition marked."""

import streamlit as st

from metrics import metrics
from ui import charts, compare, data, labels, page, pickers, state
from ui.html_table import html_table
from ui.links import to_report
from ui.texts import language, t

page.through_app()

shown = [entry for entry in data.entries() if entry.report.year]
page.head("years", shown)
if not shown:
    page.empty()
    st.stop()

several = {body for body in (e.body for e in shown) if len({e.report.year for e in shown if e.body == body}) > 1}
bodies = {entry.body: entry for entry in sorted(shown, key=lambda e: e.body not in several)}
names = {body: f"{labels.body(e.report)} — {labels.region(e.report)}" for body, e in bodies.items()}
with st.container(border=True):
    left, right = st.columns([3, 2])
    with left:
        tie = state.one("body", list(bodies), next(iter(bodies)), explicit=True, unknown="notice.unknown_body")
        st.selectbox(
            t("report.body"),
            list(bodies),
            placeholder=t("report.body_placeholder"),
            format_func=names.__getitem__,
            **tie,
        )
    with right:
        metric = pickers.choose_metric("received")
    pickers.explain(metric)

own = [entry for entry in shown if entry.body == state.value("body")]
frames = data.frames(own)
found = compare.course(compare.with_metric(frames, metric), metric)
if len(found) == 1:
    st.info(t("years.single", year=str(found["year"][0])), icon=":material/timeline:")
with st.container(border=True):
    st.subheader(metric.name[language()], anchor=False)
    if found["value"].notna().any():
        st.plotly_chart(
            charts.course(found, rate=metric.is_rate, edition_break=compare.edition_break(found)),
            config=charts.CONFIG,
            key="course",
            alt=t("years.alt", metric=metric.name[language()]),
        )
        if metric.is_rate:
            st.caption(t("regions.interval"))
    table = compare.course_table(found, metric)
    st.html(html_table(table, t("years.table_alt"), [t("column.edition"), t("column.note")]))
with st.container(border=True):
    st.subheader(t("years.all_metrics"), anchor=False)
    st.html(html_table(compare.all_metrics(frames, list(metrics().values())), t("years.all_alt")))
with st.container(horizontal=True):
    for entry in sorted(own, key=lambda e: e.report.year or 0):
        to_report(entry, labels.entry(entry))
