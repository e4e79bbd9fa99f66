"""Glyphs → lines of text, and the lines of a cell → its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsing.loaders.pdf.glyphs import Glyph, without_notes
from parsing.normalise import fold_width
from parsing.wording.values import Kind, kind

# All in parts of the font's size.
# Baselines nearer than this are one line
_SAME_LINE = 0.35
# A gap between Latin letters or digits that is a blank; figures further apart are two figures
_BLANK = 0.25
_APART = 1.0
# A gap beside a Chinese character that is a blank: justified lines spread their characters
_WIDE_BLANK = 0.7
# A gap that parts two columns set with blanks, unless it is between two figures
_COLUMN_GAP = 1.5

_FIGURES = frozenset((Kind.NUMBER, Kind.DASH))
_FIGURE_END = re.compile(r"[\d+\-—－–/.,]$")
_FIGURE_START = re.compile(r"^[\d+\-—－–/.,]")
_LATIN_END = re.compile(r"[A-Za-z]$")
_LATIN_START = re.compile(r"^[A-Za-z]")


@dataclass(slots=True, frozen=True)
class TextLine:
    """Glyphs on one baseline, from left to right, with the text that they print."""

    glyphs: tuple[Glyph, ...]
    text: str
    x0: float
    x1: float
    base: float
    size: float


def text_lines(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """The lines from the page's top to its bottom, without numbers of notes; those of blanks alone are none."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(without_notes(glyphs), key=lambda glyph: glyph.base):
        if rows and glyph.base - rows[-1][0].base <= _SAME_LINE * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = (line_of(row) for row in rows)
    return [line for line in lines if line is not None]


def line_of(glyphs: Iterable[Glyph]) -> TextLine | None:
    """One line of these glyphs; None where they are blanks alone."""
    row = sorted(glyphs, key=lambda glyph: glyph.x0)
    printed = [glyph for glyph in row if glyph.text != " "]
    if not printed:
        return None
    sizes = sorted(glyph.size for glyph in printed)
    base = max(glyph.base for glyph in printed)
    return TextLine(tuple(printed), _printed_text(row), printed[0].x0, printed[-1].x1, base, sizes[len(sizes) // 2])


def _printed_text(row: Sequence[Glyph]) -> str:
    """The glyphs' text with blanks where the page has them."""
    parts: list[str] = []
    before: Glyph | None = None
    blank = False
    for glyph in row:
        if glyph.text == " ":
            blank = True
            continue
        if before is not None:
            parts.append(_between(before, glyph, blank=blank))
        parts.append(glyph.text)
        before, blank = glyph, False
    return "".join(parts)


def _between(left: Glyph, right: Glyph, *, blank: bool) -> str:
    gap = (right.x0 - left.x1) / max(left.size, 1.0)
    if left.text.isascii() and right.text.isascii():
        # two blanks, so that nobody takes two figures for one with a thousands separator
        return "  " if gap > _APART else " " if blank or gap > _BLANK else ""
    return " " if blank or gap > _WIDE_BLANK else ""


def segments(line: TextLine) -> list[TextLine]:
    """The parts of a line that wide gaps part: columns of a table without ruling lines."""
    parts: list[list[Glyph]] = [[line.glyphs[0]]]
    for glyph in line.glyphs[1:]:
        before = parts[-1][-1]
        figures = glyph.text.isascii() and before.text.isascii()
        if glyph.x0 - before.x1 > (_APART if figures else _COLUMN_GAP) * line.size:
            parts.append([])
        parts[-1].append(glyph)
    if len(parts) == 1:
        return [line]
    return [part for part in map(line_of, parts) if part is not None]


def joined(texts: Sequence[str], *, full: bool = False) -> str:
    """The text of lines one below the other in a cell: ``结⏎果`` is 结果, but two figures stay apart.

    ``13,61⏎2`` is one figure: neither is one that ends in the middle of its thousands; and so is any figure that fills
    its cell line by line (``full``).
    """
    if full and is_figure(whole := "".join(texts)):
        return whole
    text = ""
    for line in texts:
        if _FIGURE_END.search(text) and _FIGURE_START.search(line) and not _is_cut_figure(text, line):
            text += "\n"
        elif _LATIN_END.search(text) and _LATIN_START.search(line):
            text += " "
        text += line
    return text


def _is_cut_figure(above: str, below: str) -> bool:
    whole = is_figure(above + below)
    return whole and not (is_figure(above) and is_figure(below))


def fills(lines: Sequence[TextLine], width: float) -> bool:
    """Whether no line but the last has room for another character in a cell of this width."""
    widest = max(glyph.x1 - glyph.x0 for line in lines for glyph in line.glyphs)
    return all(width - (line.x1 - line.x0) < widest for line in lines[:-1])


def is_figure(text: str) -> bool:
    """Whether the text is a number or a dash."""
    return kind(fold_width(text)) in _FIGURES
