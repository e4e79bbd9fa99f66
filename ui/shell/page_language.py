"""The language of the page as the browser and screen readers see it, and the words of controls that Streamlit itself
would say in English."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ui.shell import assets
from ui.texts import language, t

_SCRIPT = assets.script("page_language")
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
