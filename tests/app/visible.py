"""Every text that a page shows, out of the messages that Streamlit sends to the browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

# What people see or hear of an element; ids, keys, URLs and chart specifications are left out.
SEEN = {
    "label",
    "body",
    "value",
    "placeholder",
    "help",
    "options",
    "caption",
    "title",
    "alt",
    "formattedOptions",
    "icon",
}
_SEEN_OPTIONS = {"content", "display"}
# Settings whose values are called as what people see
_SETTINGS = {"labelVisibility"}
_TAG = re.compile(r"<style.*?</style>|<[^>]+>", re.DOTALL)
_ATTRIBUTE = re.compile(r'(?:title|aria-label)="([^"]*)"')
_DIRECTIVE = re.compile(r":material/\w+:|:(?:\w+-badge|small)\[|\\")


def texts(app: AppTest) -> list[str]:
    """The texts of the page and its sidebar, with Markdown's backslashes, icons and HTML tags taken away."""
    return [text for block in (app.sidebar, app.main) for text in _texts(block)]


def everything(app: AppTest) -> str:
    """All texts, a text a line."""
    return "\n".join(texts(app))


def _texts(node: Any) -> Iterator[str]:
    children = getattr(node, "children", None)
    proto = getattr(node, "proto", None)
    if proto is not None and hasattr(proto, "DESCRIPTOR"):
        yield from (_plain(text) for text in _strings(MessageToDict(proto), wanted=False))
    if children:
        for child in children.values():
            yield from _texts(child)


def _strings(value: Any, *, wanted: bool) -> Iterator[str]:
    if isinstance(value, str):
        if wanted:
            yield value
    elif isinstance(value, list):
        for member in value:
            yield from _strings(member, wanted=wanted)
    elif isinstance(value, dict):
        for key, member in value.items():
            if key not in _SETTINGS:
                yield from _strings(member, wanted=key in SEEN or (wanted and key in _SEEN_OPTIONS))


def _plain(text: str) -> str:
    hidden = " ".join(_ATTRIBUTE.findall(text)) if "<" in text else ""
    return _DIRECTIVE.sub("", unescape(f"{_TAG.sub(' ', text)} {hidden}")).replace("\u2060", "")
