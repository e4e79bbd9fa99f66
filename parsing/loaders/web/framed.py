"""Pages in an attribute of a page: ``<iframe srcdoc="&lt;table&gt;…">`` is shown in the frame's place."""

from __future__ import annotations

import html
import re

_FRAME = re.compile(
    rb"<iframe(?P<before>\s[^<>]{0,500}?)?\ssrcdoc\s{0,9}=\s{0,9}(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')"
    rb"(?P<behind>[^<>]{0,500})>(?:[^<]{0,500}</iframe\s{0,9}>)?",
    re.IGNORECASE,
)


def unframed(page: bytes) -> bytes:
    """A page in UTF-8 with the pages of its frames in their places, shown or hidden as the frames are."""
    if b"srcdoc" not in page and b"SRCDOC" not in page:
        return page
    return _FRAME.sub(_inside, page)


def _inside(frame: re.Match[bytes]) -> bytes:
    written = (frame["double"] or frame["single"] or b"").decode("utf-8", "replace")
    return b"<div%b%b>%b</div>" % (frame["before"] or b"", frame["behind"], html.unescape(written).encode())
