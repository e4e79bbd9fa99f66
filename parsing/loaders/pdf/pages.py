"""What stands on a page: lines of text outside tables, and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pdfplumber.page import Page

from parsing.loaders.pdf.glyphs import UNKNOWN, Glyph, glyphs
from parsing.loaders.pdf.grid import Edge, Table, ruling_lines, tables
from parsing.loaders.pdf.lines import TextLine, text_lines

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
    tables: list[Table]
    known: int
    unknown: int
    pictured: bool = False


def read_page(page: Page) -> Sheet:
    """Read a page once and let go of what pdfplumber keeps of it."""
    height = float(page.height)
    found = glyphs(page.chars, height)
    edges = ruling_lines(page.edges)
    pictured = bool(found) and not edges and _is_picture(page)
    if pictured:
        found = [glyph._replace(sure=False) for glyph in found]
    sheet = make_sheet(page.page_number, (float(page.width), height), found, edges)
    sheet.pictured = pictured
    page.close()
    return sheet


def _is_picture(page: Page) -> bool:
    """Whether one picture covers the page, or nearly."""
    whole = float(page.width) * float(page.height)
    return any(float(image["width"]) * float(image["height"]) >= _COVERED * whole for image in page.images)


def make_sheet(number: int, size: tuple[float, float], found: Sequence[Glyph], edges: Sequence[Edge]) -> Sheet:
    """The page of this number, width and height (points) from its glyphs and ruling lines."""
    printed = [glyph for glyph in found if glyph.text != " "]
    unknown = sum(1 for glyph in printed if glyph.text == UNKNOWN)
    grids, outside = tables(edges, found, number)
    return Sheet(number, *size, text_lines(outside), grids, len(printed) - unknown, unknown)
