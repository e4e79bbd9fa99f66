"""Text that does not count: what nobody sees, and what a line strikes out.

Text may be of the paper's colour, covered, cut off, or in a layer that is switched off. Whatever hides it, the drawn
page does not have it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TypeAlias

from pypdfium2 import PdfPage

from parsing.loaders.pdf.characters import Character
from parsing.loaders.pdf.glyphs import Glyph
from parsing.loaders.pdf.grid import Edge
from parsing.loaders.pdf.paths import Box, Drawing

# Dots a point of the drawn page, and the longest side that is drawn so (points)
_SCALE = 1.0
_LONGEST = 4_000
# What differs less from what is around it (of 255) is not seen
_DIFFERENCE = 10
# White on light grey is not seen either
_PALE_DIFFERENCE = 20
# Text that is no brighter is seen on white paper; on a dark ground only what is drawn tells
_PALE = 160
# Of a pale glyph of such a width (points) this much at each side is not looked at: there its neighbours may reach in
_INSIDE, _WIDE = 1.0, 4.0
# How far above the baseline a line strikes text out, and how far it may go on beside it, in parts of its size
_STRUCK = (0.15, 0.5)
_BESIDE = 0.6
# Glyphs whose baselines are so near each other (points) are struck out together; rows nearer than any line of text to a
# line are not looked at further than this, nor longer ones than any line of text
_ONE_BASE = 1.0
_ROWS = 4
_LONGEST_STRUCK = 400


def visible(page: PdfPage, characters: Sequence[Character], drawing: Drawing) -> list[Glyph]:
    """The glyphs that can be seen, and, as not sure, those that were laid under a picture.

    The page is drawn only where something may hide text, which takes a fifth of the reading.
    """
    pale = any(run.grey > _PALE for run in {run for _, run in characters})
    shown = _drawn(page, characters) if drawing.covers or pale else [True] * len(characters)
    kept = []
    for character, drawn in zip(characters, shown, strict=True):
        glyph = character.glyph
        if not character.run.invisible:
            kept += [glyph] * drawn
        elif any(_is_inside(glyph, picture) for picture in drawing.pictures):
            kept.append(glyph._replace(sure=False))
    return kept


def _drawn(page: PdfPage, characters: Sequence[Character]) -> list[bool]:
    """Which characters left a trace on the drawn page, or would not have left one there in any case.

    A font that the file does not hold may be missing here too: what is of such a font is hidden only where the page has
    its very colour.
    """
    if not characters or max(page.get_width(), page.get_height()) > _LONGEST:
        return [True] * len(characters)
    bitmap = page.render(scale=_SCALE, grayscale=True)
    pixels = memoryview(bitmap.buffer).cast("B")
    shown = []
    for glyph, run in characters:
        beside = _INSIDE if run.grey > _PALE and glyph.x1 - glyph.x0 >= _WIDE else 0
        inner = glyph._replace(x0=glyph.x0 + beside, x1=glyph.x1 - beside)
        darkest, brightest = _extremes(pixels, bitmap.stride, bitmap.width, bitmap.height, inner)
        alike = abs(run.grey - brightest) < _PALE_DIFFERENCE
        even = glyph.text != " " and brightest - darkest < (_PALE_DIFFERENCE if alike else _DIFFERENCE)
        shown.append(not (even and (run.embedded or abs(run.grey - brightest) < _DIFFERENCE)))
    return shown


def _extremes(pixels: memoryview, stride: int, width: int, height: int, glyph: Glyph) -> tuple[int, int]:
    """How dark and how bright the page is where the glyph is, above its baseline; enough of it to tell that it is
    not even."""
    x0, x1 = max(int(glyph.x0), 0), min(int(glyph.x1) + 1, width)
    darkest, brightest = 255, 0
    for y in range(max(int(glyph.top), 0), min(int(min(glyph.base, glyph.bottom)) + 1, height)):
        row = pixels[y * stride + x0 : y * stride + x1]
        if row:
            darkest, brightest = min(darkest, *row), max(brightest, *row)
            if brightest - darkest >= _PALE_DIFFERENCE:
                break
    return darkest, brightest


def _is_inside(glyph: Glyph, box: Box) -> bool:
    x0, top, x1, bottom = box
    return 2 * x0 <= glyph.x0 + glyph.x1 <= 2 * x1 and 2 * top <= glyph.top + glyph.bottom <= 2 * bottom


def without_struck(glyphs: Sequence[Glyph], lines: Sequence[Edge]) -> tuple[list[Glyph], list[Edge]]:
    """The glyphs that no line strikes out, and the lines that strike nothing out."""
    rows = _rows(glyphs)
    bases = [base for base, _, _ in rows]
    kept: list[Edge] = []
    struck: set[int] = set()
    for line in lines:
        glyphs_struck = _struck(line, rows, bases) if line["orientation"] == "h" else None
        if glyphs_struck is None:
            kept.append(line)
        else:
            struck.update(map(id, glyphs_struck))
    return [glyph for glyph in glyphs if id(glyph) not in struck] if struck else list(glyphs), kept


_Rows: TypeAlias = list[tuple[float, list[Glyph], list[float]]]


def _rows(glyphs: Sequence[Glyph]) -> _Rows:
    """The glyphs of each baseline from left to right, with their middles."""
    rows: list[list[Glyph]] = []
    for glyph in sorted((glyph for glyph in glyphs if glyph.text != " "), key=lambda glyph: glyph.base):
        if rows and glyph.base - rows[-1][0].base <= _ONE_BASE:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for row in rows:
        row.sort(key=lambda glyph: glyph.x0 + glyph.x1)
    return [(row[0].base, row, [(glyph.x0 + glyph.x1) / 2 for glyph in row]) for row in rows]


def _struck(line: Edge, rows: _Rows, bases: Sequence[float]) -> Sequence[Glyph] | None:
    """The glyphs that this line strikes out: it goes through them all, and neither begins nor ends beside them."""
    first = bisect_left(bases, line["top"])
    for _, row, middles in rows[first : first + _ROWS]:
        start, stop = bisect_left(middles, line["x0"]), bisect_right(middles, line["x1"])
        if start == stop or stop - start > _LONGEST_STRUCK:
            continue
        one, last = row[start], row[stop - 1]
        height, beside = one.base - line["top"], _BESIDE * one.size
        through = _STRUCK[0] * one.size <= height <= _STRUCK[1] * one.size
        if through and one.x0 - line["x0"] <= beside and line["x1"] - last.x1 <= beside:
            return row[start:stop]
    return None
