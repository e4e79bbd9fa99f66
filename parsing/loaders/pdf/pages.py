"""What is on a page: lines of text outside tables, and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pypdfium2 import PdfPage

from parsing.document import MAX_TEXT
from parsing.errors import TooMuchTextError
from parsing.loaders.pdf.characters import TextPage
from parsing.loaders.pdf.glyphs import UNKNOWN, Glyph, printed_once
from parsing.loaders.pdf.grid import Edge, GridTable, ruling_lines, tables
from parsing.loaders.pdf.hidden import visible, without_struck
from parsing.loaders.pdf.lines import TextLine, text_lines
from parsing.loaders.pdf.paths import Box, drawing
from parsing.loaders.pdf.pdfium import Frame, frame_of
from parsing.loaders.pdf.shades import sides
from parsing.loaders.pdf.unembedded import Unembedded

# A scanner's picture covers so much of its page
_COVERED = 0.85


@dataclass(slots=True)
class Sheet:
    """A page's lines outside tables and its tables, both from top to bottom; ``known`` and ``unknown`` count glyphs.

    ``pictured``: the page is one picture, and its text was laid under it by whoever recognised it.
    """

    number: int
    width: float
    height: float
    lines: list[TextLine]
    tables: list[GridTable]
    known: int
    unknown: int
    pictured: bool = False


def read_page(page: PdfPage, number: int, most: int, unembedded: Unembedded) -> tuple[Sheet, int]:
    """Read a page: the sheet, and how many characters the page has. Raises TooMuchTextError for more than ``most``."""
    frame = frame_of(page)
    drawn = drawing(page, frame)
    with TextPage(page) as text:
        if (count := len(text)) > most:
            raise TooMuchTextError(limit_millions=MAX_TEXT // 1_000_000)
        characters = text.characters(frame)
        if text.misses(drawn.texts):
            characters = list(unembedded.characters(number))
        glyphs = visible(page, characters, drawn)
    glyphs, lines = without_struck(printed_once(glyphs), drawn.lines)
    edges = [] if drawn.endless else ruling_lines([*lines, *sides(drawn.shades)])
    pictured = bool(glyphs) and not edges and _is_picture(drawn.pictures, frame)
    if pictured:
        glyphs = [glyph._replace(sure=False) for glyph in glyphs]
    sheet = make_sheet(number, (frame.width, frame.height), glyphs, edges)
    sheet.pictured = pictured
    return sheet, count


def _is_picture(pictures: Sequence[Box], frame: Frame) -> bool:
    """Whether one picture covers the page, or nearly."""
    whole = frame.width * frame.height
    return any((x1 - x0) * (bottom - top) >= _COVERED * whole for x0, top, x1, bottom in pictures)


def make_sheet(number: int, size: tuple[float, float], glyphs: Sequence[Glyph], edges: Sequence[Edge]) -> Sheet:
    """The page of this number, width and height (points) from its glyphs and ruling lines."""
    printed = [glyph for glyph in glyphs if glyph.text != " "]
    unknown = sum(1 for glyph in printed if glyph.text == UNKNOWN)
    grids, outside = tables(edges, glyphs, number)
    return Sheet(number, *size, text_lines(outside), grids, len(printed) - unknown, unknown)
