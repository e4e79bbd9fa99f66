"""Pressing a figure in our own markup: it goes into the URL as ``cell``, so that a selection is a link."""

from __future__ import annotations

from typing import Any

import streamlit as st

from parsing.form import labels
from ui.shell import assets, state

# The key of the container in whose markup figures can be pressed
SCOPE = "pressable"
_SCRIPT = assets.script("press")
_KEY = "_pressed"


def selected() -> str | None:
    """The cell of the URL; what is no cell of the form is said in a notice."""
    cells = [key.removeprefix("column:") for key in labels() if key.startswith("column:")]
    state.bind_one("cell", cells, remember=False)
    chosen: str | None = state.value("cell")
    return chosen


def listen(cell: str | None) -> None:
    """Let the figures inside the container of key ``SCOPE`` be pressed, and show which one is selected."""
    _component()(key=_KEY, data={"scope": SCOPE, "selected": cell or ""}, on_cell_change=_pressed, height="content")


def _pressed() -> None:
    cell = st.session_state[_KEY].cell
    if not cell:
        state.update(cell=None)
    elif f"column:{cell}" in labels():
        # a figure pressed in the source or the prose shows its table
        state.update(cell=cell, tab=cell.partition("/")[0])


def _component() -> Any:
    return st.components.v2.component("nianbao_press", js=_SCRIPT, isolate_styles=False)
