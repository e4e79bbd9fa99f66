"""About: how figures are read and checked, every metric and rule, in one page that can be searched."""

import streamlit as st

from ui.parts import page
from ui.shell import state
from ui.texts import t
from ui.views.about import parts
from ui.visitor import looked_at

page.through_app()

page.head("about")
shown = looked_at.shown()
words = st.text_input(
    t("about.search"),
    placeholder=t("about.search_placeholder"),
    help=t("about.search_help"),
    icon=":material/search:",
    **state.bind_text("q", parts.MOST_SEARCHED),
)
tabs = state.bind_tabs("view", parts.VIEWS, parts.view_name, parts.VIEWS[0]) if not words else {}
if words:
    parts.found(words, shown)
elif state.value("view") == "metrics":
    with tabs["metrics"]:
        parts.metrics(shown)
elif state.value("view") == "rules":
    with tabs["rules"]:
        parts.rules(shown)
else:
    with tabs["method"]:
        parts.method()
