"""Metrics: what each is, over which cells, with which caveat, and how it spreads in the shown reports."""

import streamlit as st

from ui.names import bodies
from ui.parts import page, pickers
from ui.parts.links import to_page
from ui.texts import language, t
from ui.views import metrics_view
from ui.visitor import looked_at

page.through_app()

shown = looked_at.shown()
sentence = page.opening("metrics", shown)
with st.container(border=True):
    chosen = pickers.choose_metric("granted_rate")
sentence.markdown(t("metrics.sentence", metric=chosen.name[language()], formula=chosen.formula(language())))
left, right = st.columns(2, gap="medium")
with left.container(border=True):
    st.subheader(chosen.name[language()], anchor=False)
    metrics_view.definition(chosen)
with right.container(border=True):
    st.subheader(t("metric.distribution"), anchor=False)
    if len(shown):
        values = shown.ask("metric_rows", metrics=[chosen.id])
        metrics_view.distribution(bodies.described(shown.reports), values, chosen)
        to_page("regions", t("metric.compare"), metric=chosen.id)
    else:
        page.empty()
with st.expander(t("metrics.all"), icon=":material/menu_book:"):
    metrics_view.dictionary()
