"""What stands on a page: lines of text outside tables, and tables."""

from __future__ import annotations

from dataclasses import dataclass

from pdfplumber.page import Page

from parsing.loaders.pdf.glyphs import UNKNOWN, glyphs
from parsing.loaders.pdf.grid import Table, tables
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
    printed = [glyph for glyph in found if glyph.text != " "]
    unknown = sum(1 for glyph in printed if glyph.text == UNKNOWN)
    grids, outside = tables(page, found)
    sheet = Sheet(
        number=page.page_number,
        width=float(page.width),
        height=height,
        lines=text_lines(outside),
        tables=grids,
        known=len(printed) - unknown,
        unknown=unknown,
    )
    page.close()
    return sheet
