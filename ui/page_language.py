"""The language of the page as the browser and screen readers see it, and the words of controls that Streamlit itself
would say in English."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from ui.texts import language, t

_SCRIPT = (Path(__file__).parent / "page_language.js").read_text("utf-8")
# As in the language tags of HTML: simplified Chinese as written on the mainland
_TAGS = {"zh": "zh-CN", "en": "en"}
# Custom properties that style.css shows in place of what Streamlit would say
_WORDS = ("upload", "drop", "not_uploaded")


def declare() -> None:
    """Set ``<html lang>`` and the words; once a run."""
    words = {f"--nb-{word}": t(f"builtin.{word}") for word in _WORDS}
    data = {"lang": _TAGS[language()], "words": words}
    _component()(key="_page_language", data=data, width="content", height="content")


def _component() -> Any:
    return st.components.v2.component("nianbao_page_language", js=_SCRIPT, isolate_styles=False)
