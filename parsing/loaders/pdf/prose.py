"""Lines of text → paragraphs. A line goes on in the next where the next line's first word had no room in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from parsing.loaders.pdf.lines import TextLine

# All in parts of the font's size.
# A line that begins so far behind the one before opens a paragraph
_INDENT = 0.6
# Lines end so near the margin without reaching it: punctuation set narrow, spread characters
_SLACK = 0.6
# Lines whose middles are so near each other are centred
_CENTRED = 0.5
# Lines of one paragraph are of one size, and their distance is the page's usual one
_SAME_SIZE = 0.15
_USUAL_DISTANCE = 1.6
# Lines further apart are not lines of one text
_MAX_DISTANCE = 4
# A right margin is where several lines end, in the right part of the page or cell
_RAGGED = 1.5
_MIN_FULL = 3
_RIGHT_PART = 0.6

_CLOSING = frozenset("、，。；：！？）》”’〕】,.;:!?)]%％")
_OPENING = frozenset("（《“‘〔【([")
# "一、总体情况" begins a paragraph anywhere
_HEADING = re.compile(r"^[一二三四五六七八]、|^[（(][一二三四五六七八九十][)）]")
_LATIN_END = re.compile(r"[A-Za-z,.;:]$")
_LATIN_START = re.compile(r"^[A-Za-z]")


@dataclass(slots=True)
class PdfParagraph:
    """Lines that are one paragraph, where the first is, and the page of the last."""

    page: int
    line: int
    last_page: int
    lines: list[TextLine] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines' text; Chinese lines go on without a blank."""
        text = ""
        for line in self.lines:
            blank = " " if _LATIN_END.search(text) and _LATIN_START.search(line.text) else ""
            text += blank + line.text
        return text


class Margins:
    """The margins and the usual distance of lines of one width: of pages, or of a cell."""

    def __init__(self, groups: Sequence[Sequence[TextLine]], x0: float, x1: float) -> None:
        lines = [line for group in groups for line in group]
        self.left = min((line.x0 for line in lines), default=x0)
        self.right = self._right(lines, x0, x1)
        gaps = sorted(
            below.base - line.base
            for group in groups
            for line, below in pairwise(group)
            if 0 < below.base - line.base < _MAX_DISTANCE * max(line.size, 1.0)
        )
        self.distance = gaps[len(gaps) // 2] if gaps else 0.0

    def _right(self, lines: Sequence[TextLine], x0: float, x1: float) -> float:
        """Where full lines end; as far from the right edge as the left margin from the left where no lines are full."""
        last = max(map(_end, lines), default=x1)
        full = sum(1 for line in lines if last - _end(line) <= _RAGGED * line.size)
        trusted = full >= _MIN_FULL and last - x0 >= _RIGHT_PART * (x1 - x0)
        return last if trusted else max(last, x1 - (self.left - x0))


def goes_on(line: TextLine, below: TextLine, margins: Margins, *, same_page: bool) -> bool:
    """Whether ``below`` is the same paragraph's next line."""
    size = max(line.size, 1.0)
    if abs(line.size - below.size) > _SAME_SIZE * size or _HEADING.match(below.text):
        return False
    if same_page and below.base - line.base > _USUAL_DISTANCE * margins.distance:
        return False
    word = _first_word(below)
    if below.x0 - line.x0 > _INDENT * size:
        return _centred(line, below) and _room_when_centred(line, margins) < word
    return margins.right - line.x1 < word + _SLACK * size


def _end(line: TextLine) -> float:
    """Where the line ends, without punctuation that may hang beyond the margin."""
    printed = [glyph.x1 for glyph in line.glyphs[-2:] if glyph.text not in _CLOSING]
    return printed[-1] if printed else line.x1


def _centred(line: TextLine, below: TextLine) -> bool:
    return abs((line.x0 + line.x1) - (below.x0 + below.x1)) / 2 <= _CENTRED * line.size


def _room_when_centred(line: TextLine, margins: Margins) -> float:
    return margins.right - margins.left - (line.x1 - line.x0)


def _first_word(line: TextLine) -> float:
    """The width of what a line break would not part: a Chinese character with its punctuation, or a whole word."""
    glyphs = line.glyphs
    end = 0
    while end < len(glyphs) - 1 and (
        glyphs[end].text in _OPENING
        or glyphs[end + 1].text in _CLOSING
        or (glyphs[end].text.isascii() and glyphs[end + 1].text.isascii() and _touch(line, end))
    ):
        end += 1
    return glyphs[end].x1 - glyphs[0].x0


def _touch(line: TextLine, index: int) -> bool:
    return line.glyphs[index + 1].x0 - line.glyphs[index].x1 < line.size / 4
