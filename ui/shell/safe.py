"""Words of a report are anybody's words: made harmless before they meet Markdown, HTML or a chart."""

from __future__ import annotations

import html
import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$^&=\"'@/])")
# A zero-width joiner breaks `:red[…]`, `:material/…:` and emoji codes, which survive a backslash.
_DIRECTIVE = re.compile(r":(?=[A-Za-z])")


def markdown(text: str | None) -> str:
    """Text that shows as itself inside Markdown."""
    return _DIRECTIVE.sub(":\u2060", _MARKDOWN.sub(r"\\\1", " ".join((text or "").split())))


def markup(text: str | None) -> str:
    """Text that shows as itself inside HTML, in attributes too, and in Plotly's labels."""
    return html.escape(text or "", quote=True)


def short(text: str | None, length: int) -> str:
    """Text cut to a length, with an ellipsis where it was cut."""
    words = " ".join((text or "").split())
    return words if len(words) <= length else words[: length - 1] + "…"
