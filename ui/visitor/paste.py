"""A box that takes what a browser puts on the clipboard: the rich text with its tables, or plain text without any."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from ui.texts import t

_HTML = """
<div class="box" role="textbox" tabindex="0" contenteditable="true" spellcheck="false"></div>
<div class="said" role="status"></div>
"""
_CSS = """
.box {
  min-height: 3.2rem;
  padding: 0.8rem 0.9rem;
  border: 1px dashed var(--st-gray-color);
  border-radius: var(--st-base-radius);
  background: var(--st-secondary-background-color);
  color: var(--st-text-color);
  font: inherit;
  font-size: 0.95em;
  line-height: 1.5;
  cursor: text;
  caret-color: transparent;
  box-sizing: border-box;
}
.box::before { content: attr(data-hint); }
.box:focus-visible, .box:focus { outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
.said { min-height: 1.3em; padding: 0.3rem 0.1rem 0; color: var(--st-gray-color); font-size: 0.87rem; }
"""
# Only a paste does anything: nothing can be typed into the box or dropped on it, and nothing pasted is ever shown.
_JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector(".box")
  const said = parentElement.querySelector(".said")
  box.dataset.hint = data.hint
  box.setAttribute("aria-label", data.hint)
  if (box.dataset.done !== data.done) said.textContent = ""
  box.dataset.done = data.done
  box.onbeforeinput = (event) => event.preventDefault()
  box.ondrop = (event) => event.preventDefault()
  box.onpaste = (event) => {
    event.preventDefault()
    const html = event.clipboardData.getData("text/html")
    const content = (html || event.clipboardData.getData("text/plain")).slice(0, data.limit)
    said.textContent = content.trim() ? data.reading : data.nothing
    if (content.trim()) setTriggerValue("pasted", content)
  }
}
"""
_BOX = st.components.v2.component("nianbao_paste", html=_HTML, css=_CSS, js=_JS)


def box(key: str, limit: int, done: int, on_paste: Callable[[], Any]) -> None:
    """The box. ``on_paste`` is called with the content in ``pasted(key)``, cut at ``limit`` characters; ``done`` counts
    what was read, so that the box knows when to stop saying that it reads."""
    data = {"hint": t("add.rich"), "reading": t("add.rich_reading"), "nothing": t("add.rich_nothing")}
    _BOX(key=key, data={**data, "limit": limit, "done": str(done)}, on_pasted_change=on_paste)


def pasted(key: str) -> str:
    """In the callback, what was pasted."""
    return str(getattr(st.session_state[key], "pasted", None) or "")
