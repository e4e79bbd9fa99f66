"""About: how the figures are read and checked, what is not done, sources, privacy, how to cite and embed."""

import streamlit as st

from ui.parts import page
from ui.parts.links import to_page
from ui.take import about
from ui.texts import t

page.through_app()

page.head("about")
st.markdown(f"**{t('about.rule_one')}** {t('about.rule_two')}")
method, limits = st.columns(2, gap="medium")
with method.container(border=True):
    st.subheader(t("about.method"), anchor=False)
    st.markdown(t("about.method_text"))
    to_page("rules", t("rules.title"))
    to_page("metrics", t("metrics.title"))
with limits.container(border=True):
    st.subheader(t("about.limits"), anchor=False)
    st.markdown(t("about.limits_text"))
    measured = about.measured()
    if measured:
        st.markdown(t("about.measured", **measured._asdict()))
with method.container(border=True):
    st.subheader(t("about.statuses"), anchor=False)
    st.markdown(t("about.statuses_text"))
with limits.container(border=True):
    st.subheader(t("about.sources"), anchor=False)
    st.markdown(t("about.sources_text"))
with method.container(border=True):
    st.subheader(t("about.privacy"), anchor=False)
    st.markdown(t("about.privacy_text"))
with limits.container(border=True):
    st.subheader(t("about.cite"), anchor=False)
    st.markdown(t("about.cite_text", **about.versions()))
    st.subheader(t("about.embed"), anchor=False)
    st.markdown(t("about.embed_text"))
    st.code(
        '<iframe src="…/regions?year=2024&embed=true" width="100%" height="720"></iframe>',
        language="html",
        wrap_lines=True,
    )
