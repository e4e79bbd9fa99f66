"""The language of the page as the browser and screen readers see it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from ui.texts import language

_SCRIPT = (Path(__file__).parent / "page_language.js").read_text("utf-8")
# As in the language tags of HTML: simplified Chinese as written on the mainland
_TAGS = {"zh": "zh-CN", "en": "en"}


def declare() -> None:
    """Set ``<html lang>``; once a run."""
    _component()(key="_page_language", data={"lang": _TAGS[language()]}, width="content", height="content")


def _component() -> Any:
    return st.components.v2.component("nianbao_page_language", js=_SCRIPT, isolate_styles=False)
