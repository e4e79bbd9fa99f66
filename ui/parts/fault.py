"""What a visitor is shown where the program fails: that it has, and the number under which the log has it."""

from __future__ import annotations

import streamlit as st

import server
from ui.texts import t


def show(error: Exception) -> bool:
    """Log a fault and show its number; True, so that Streamlit does not show a message of its own."""
    st.error(t("app.fault", number=server.log_fault(error)), icon=":material/report:")
    return True
