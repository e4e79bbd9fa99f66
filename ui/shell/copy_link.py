"""A button that copies the address of what is shown; in a view embedded elsewhere, the way to the whole site."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ui.shell import assets
from ui.texts import language, t

_SCRIPT = assets.script("copy_link")
# The chain is drawn here: an icon font is not there in markup of our own.
_HTML = (
    '<button type="button" class="nb-button" aria-live="polite"><svg viewBox="0 0 16 16" width="14" height="14" '
    'aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round">'
    '<path d="M6.5 9.5l3-3M7.2 4.6l1.6-1.6a2.6 2.6 0 0 1 3.7 3.7l-1.6 1.6'
    'M8.8 11.4l-1.6 1.6a2.6 2.6 0 0 1-3.7-3.7l1.6-1.6"/>'
    "</svg><span></span></button>"
)
_OPEN_SCRIPT = assets.script("open_whole")
_OPEN_HTML = '<a class="nb-button" target="_blank" rel="noopener"></a>'


def copy_link(*, is_private: bool = False) -> None:
    """The button; what it copies holds everything that the URL holds, and the language. ``is_private`` where it shows
    what nobody else can see, which is said before it is copied.

    Where the page is embedded, a link opens the same view as a page of its own instead.
    """
    if st.context.is_embedded:
        words = {"label": t("link.whole"), "lang": language()}
        _whole()(key="_open_whole", data=words, width="content", height="content")
        return
    label = t("link.copy_private" if is_private else "link.copy")
    _component()(
        key="_copy_link",
        data={
            "label": label,
            "done": t("link.done"),
            "failed": t("link.failed"),
            "lang": language(),
        },
        width="content",
        height="content",
    )


def _component() -> Any:
    return st.components.v2.component("nianbao_copy_link", html=_HTML, js=_SCRIPT, isolate_styles=False)


def _whole() -> Any:
    return st.components.v2.component("nianbao_open_whole", html=_OPEN_HTML, js=_OPEN_SCRIPT, isolate_styles=False)
