"""HTML as Windows keeps it on the clipboard (CF_HTML): a head of offsets, then the page that a program copied from."""

from __future__ import annotations

import re

from parsing.document import Document
from parsing.loaders.web import html

# The version, and in the next line where the page begins: 0.9, 0000000105
_HEAD = re.compile(rb"\A\s{0,8}Version:[\d.]{1,8}\s{1,4}StartHTML:-?\d{1,10}\s")
_MAX_HEAD = 4_000
_LINES = re.compile(rb"(?:[A-Za-z]{1,24}:[^\r\n]*[\r\n]{1,2}){2,16}")


def accepts(data: bytes) -> bool:
    """Whether the bytes begin with the head of offsets."""
    return _HEAD.match(data.removeprefix(b"\xef\xbb\xbf")[:200]) is not None


def load(data: bytes) -> Document:
    """The page without the head → Document. Raises what the loader of HTML raises.

    The offsets are not believed: programs count in characters, and a fragment of a table begins behind its tag.
    """
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    head = _LINES.match(data[:_MAX_HEAD])
    return html.load(data[head.end() :] if head else data)
