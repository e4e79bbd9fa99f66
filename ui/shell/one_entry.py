"""Another page is one entry of the browser's history, whatever it settles of its address by itself."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ui.shell import assets

_SCRIPT = assets.script("one_entry")


def keep() -> None:
    """Let the browser go back page by page; once a run."""
    _component()(key="_one_entry", width="content", height="content")


def _component() -> Any:
    return st.components.v2.component("nianbao_one_entry", js=_SCRIPT, isolate_styles=False)
