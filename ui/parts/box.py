"""A box behind a button, which the app can close.

Streamlit's own way to close one, ``on_change="rerun"``, makes the browser ask for a run of the page when a click
elsewhere closes it. A click on a link asks for two runs then, and the second takes the visitor back to the page just
left. So an open box is closed by putting another one in its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_TURN = "_box_turn_"


def popover(label: str, name: str, **looks: Any) -> DeltaGenerator:
    """A closed box that a click opens. ``name`` is its own on the page; ``looks`` are those of ``st.popover``."""
    return st.popover(label, key=f"{name}_{st.session_state.get(_TURN + name, 0)}", **looks)


def close(name: str) -> None:
    """Callback: close the box of this name."""
    st.session_state[_TURN + name] = st.session_state.get(_TURN + name, 0) + 1
