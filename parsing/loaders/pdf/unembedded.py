"""Characters of fonts that are neither in the file nor on this machine, by pdfplumber: pdfium leaves them out.

It takes ten times as long, so only pages that have such characters are read so.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pdfplumber
from pdfplumber.pdf import PDF

from parsing.loaders.pdf.characters import ASKEW, Character, CharacterRun
from parsing.loaders.pdf.glyphs import UNKNOWN, Glyph, printed_text

_CID = re.compile(r"\(cid:\d+\)")

# It warns of every font without a box, many times a page
logging.getLogger("pdfminer").setLevel(logging.ERROR)


class Unembedded:
    """A file opened by pdfplumber when the first page is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @cached_property
    def _file(self) -> PDF:
        return pdfplumber.open(io.BytesIO(self._data))

    def characters(self, number: int) -> Iterator[Character]:
        """Those of the page of this number, from 1, in the file's order, without watermarks."""
        page = self._file.pages[number - 1]
        height = float(page.height)
        for char in page.chars:
            a, b, _, _, _, own_base = char["matrix"]
            askew = abs(b) > ASKEW * abs(a) and abs(a) > ASKEW * abs(b)
            base = char["bottom"] + char["y0"] - own_base if char["upright"] else char["bottom"]
            text = UNKNOWN if _CID.fullmatch(char["text"]) else printed_text(char["text"])
            if text and not askew and 0 <= base <= height + char["size"]:
                glyph = Glyph(text, char["x0"], char["x1"], char["top"], char["bottom"], base, char["size"])
                yield Character(glyph, _run(char))
        page.close()


def _run(char: dict[str, Any]) -> CharacterRun:
    return CharacterRun(char["size"], askew=False, base=None, embedded=False, invisible=False, grey=0)
