"""How far reading is, redrawn by itself while the page stays usable, with a button that stops it."""

from __future__ import annotations

import streamlit as st

from ui.shell.safe import markdown, short
from ui.texts import t
from ui.visitor import reading

_EVERY = 0.5
_LONGEST_NAME = 60


def show() -> None:
    """The progress of what is being read; what was left out where reading was stopped."""
    if reading.state() is not None:
        _running()
    elif left := reading.stopped():
        st.info(t("add.stopped", n=left), icon=":material/stop_circle:")


@st.fragment(run_every=_EVERY)
def _running() -> None:
    reading.collect()
    reached = reading.state()
    if reached is None:
        st.rerun()
    with st.container(border=True):
        said = t("add.progress", finished=reached.finished, total=reached.total)
        st.progress(min(reached.finished / max(reached.total, 1), 1.0), text=said)
        with st.container(horizontal=True, vertical_alignment="center"):
            names = ", ".join(short(name, _LONGEST_NAME) for name in reached.reading)
            now = t("add.reading_now", names=markdown(names)) if names else t("add.reading_waits")
            st.caption(now, width="stretch")
            st.button(t("add.stop"), key="stop_reading", icon=":material/stop:", on_click=reading.stop)
