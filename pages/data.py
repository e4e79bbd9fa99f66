"""Data: filter reports, figures, findings or metrics, look at them, take them away with what belongs beside them."""

import streamlit as st

from ui.parts import page
from ui.shell.html_table import html_table
from ui.take import downloads
from ui.take.selection import dictionary
from ui.texts import t
from ui.views import explore
from ui.visitor import looked_at

page.through_app()

shown = looked_at.shown()
sentence = page.opening("data", shown)
if not len(shown):
    page.empty()
    page.stop()

with st.container(border=True):
    selection, filters = explore.choose(shown)
n = selection.n
content = t(f"data.content_{selection.frame}")
sentence.markdown(t("data.sentence", n=f"{n:,}", content=content, all=f"{selection.out_of:,}"))
if n:
    explore.table(selection)
else:
    page.empty("empty.rows")
st.subheader(t("data.take"), anchor=False)
downloads.rows(selection, filters)
if selection.frame == "panel":
    downloads.package(shown, selection, filters)
st.caption(t("data.formats"))
with st.expander(t("data.columns"), icon=":material/view_column:"):
    words = dictionary(selection)
    st.html(html_table(words, t("data.columns"), list(words.columns)))
