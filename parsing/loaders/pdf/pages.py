"""What stands on a page: lines of text outside tables, and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pdfplumber.page import Page

from parsing.loaders.pdf.glyphs import UNKNOWN, Glyph, glyphs
from parsing.loaders.pdf.grid import Edge, Table, ruling_lines, tables
from parsing.loaders.pdf.lines import TextLine, text_lines


@dataclass(slots=True)
class Sheet:
    """A page's lines outside tables and its tables, both from top to bottom; ``known`` and ``unknown`` count glyphs."""

    number: int
    width: float
    height: float
    lines: list[TextLine]
    tables: list[Table]
    known: int
    unknown: int


def read_page(page: Page) -> Sheet:
    """Read a page once and let go of what pdfplumber keeps of it."""
    height = float(page.height)
    found = glyphs(page.chars, height)
    sheet = make_sheet(page.page_number, (float(page.width), height), found, ruling_lines(page.edges))
    page.close()
    return sheet


def make_sheet(number: int, size: tuple[float, float], found: Sequence[Glyph], edges: Sequence[Edge]) -> Sheet:
    """The page of this number, width and height (points) from its glyphs and ruling lines."""
    printed = [glyph for glyph in found if glyph.text != " "]
    unknown = sum(1 for glyph in printed if glyph.text == UNKNOWN)
    grids, outside = tables(edges, found, number)
    return Sheet(number, *size, text_lines(outside), grids, len(printed) - unknown, unknown)
