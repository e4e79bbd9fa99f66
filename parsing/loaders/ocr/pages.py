"""Pictures of pages → the pages as a PDF's loader has them: glyphs at their places, between ruling lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsing.document import Document
from parsing.loaders.ocr import cells, engine
from parsing.loaders.ocr.cells import RecognisedText
from parsing.loaders.ocr.engine import Box, Text
from parsing.loaders.ocr.limits import settings
from parsing.loaders.ocr.pictures import Picture, ink, pictures
from parsing.loaders.ocr.ruling import ruling
from parsing.loaders.pdf.continued import gather_spilled
from parsing.loaders.pdf.flow import document_of
from parsing.loaders.pdf.furniture import remove_furniture
from parsing.loaders.pdf.glyphs import UNKNOWN, Glyph
from parsing.loaders.pdf.grid import BoxedCell, empty_tables
from parsing.loaders.pdf.pages import Sheet, make_sheet

_INCH = 72.0
# A detected box is so much higher than the characters in it, and its baseline so far above its lower side
_BOX = 1.25
_BELOW = 0.18
# Where no text is found, lines are distinguished from characters by this height of a line (points)
_TEXT_HEIGHT = 12.0
# A cell's own pixels begin so far inside its lines
_INSIDE = 1
# How much of a box a cell must hold to have a part of it
_PART = 0.15
_DIGITS = re.compile(r"[0-9０-９]")


def read(data: bytes, kind: str) -> Document:
    """The pages of a PDF or a picture → Document. Raises what ``pictures`` raises, and TooManyCellsError."""
    sheets = [read_page(picture, number) for number, picture in enumerate(pictures(data, kind), 1)]
    remove_furniture(sheets)
    gather_spilled(sheets)
    return document_of(sheets, frozenset(sheet.number for sheet in sheets))


def read_page(picture: Picture, number: int) -> Sheet:
    """The page of this number, its places in points."""
    return _Page(picture, number).sheet()


class _Page:
    """A picture with its scale (points a pixel), its text's height, its ruling lines and what ink they leave."""

    def __init__(self, picture: Picture, number: int) -> None:
        self.picture = picture
        self.number = number
        self.scale = _INCH / settings()["dots_per_inch"]
        boxes = engine.boxes(picture)
        heights = sorted(box.y1 - box.y0 for box in boxes)
        self.height = heights[len(heights) // 2] / _BOX if heights else _TEXT_HEIGHT / self.scale
        self.ruling = ruling(ink(picture), self.height, self.scale)
        tables = empty_tables(self.ruling.edges, number)
        self.cells = [self._pixels(cell) for table in tables for row in table.rows for cell in row.cells]
        self.boxes = boxes

    def _pixels(self, cell: BoxedCell) -> Box:
        x0, top, x1, bottom = (round(value / self.scale) for value in (cell.x0, cell.top, cell.x1, cell.bottom))
        return Box(x0 + _INSIDE, top + _INSIDE, x1 - _INSIDE, bottom - _INSIDE)

    def sheet(self) -> Sheet:
        pieces = [piece for box in self.boxes for piece in self._pieces(box)]
        texts = engine.texts([self.picture[box.y0 : box.y1, box.x0 : box.x1] for box, _ in pieces])
        inside: dict[Box, list[tuple[Box, Text]]] = {cell: [] for cell in self.cells}
        outside: list[tuple[Box, Text]] = []
        for (box, cell), text in zip(pieces, texts, strict=True):
            (outside if cell is None else inside[cell]).append((box, text))
        readings = [*self._prose(outside), *self._in_cells(inside)]
        glyphs = [glyph for reading in readings for glyph in self._glyphs(reading)]
        size = (self.picture.shape[1] * self.scale, self.picture.shape[0] * self.scale)
        return make_sheet(self.number, size, glyphs, self.ruling.edges)

    def _pieces(self, box: Box) -> Iterator[tuple[Box, Box | None]]:
        """A box, or its parts in the cells that it crosses, each with its cell."""
        middle = (box.y0 + box.y1) / 2
        least = _PART * (box.y1 - box.y0)
        crossed = [c for c in self.cells if c.y0 <= middle <= c.y1 and min(box.x1, c.x1) - max(box.x0, c.x0) > least]
        for cell in crossed:
            yield Box(max(box.x0, cell.x0), box.y0, min(box.x1, cell.x1), box.y1), cell
        if not crossed:
            yield box, None

    def _in_cells(self, inside: dict[Box, list[tuple[Box, Text]]]) -> Iterator[RecognisedText]:
        """Labels as they are; what may be a figure, and what the page's reading overlooked, is read again."""
        again: list[tuple[Box, Text | None]] = []
        for cell, texts in inside.items():
            if not any(text.text for _, text in texts):
                again.append((cell, None))
            elif len(texts) == 1 and cells.is_figure_like(texts[0][1].text):
                again.append((cell, texts[0][1]))
            else:
                for box, text in texts:
                    yield RecognisedText(box, text.text, sure=not cells.is_figure_like(text.text))
        yield from cells.read_figures(self.picture, self.ruling.ink, again, self.height)

    def _prose(self, outside: Sequence[tuple[Box, Text]]) -> Iterator[RecognisedText]:
        """Lines outside tables: digits of a doubtful one are not given; a lone figure may be in an unruled table."""
        lone = [(box, text) for box, text in outside if cells.is_figure_like(text.text)]
        yield from cells.read_figures(self.picture, self.ruling.ink, lone, self.height)
        for box, text in outside:
            if not cells.is_figure_like(text.text):
                sure = text.score >= settings()["prose_score"]
                yield RecognisedText(box, text.text if sure else _DIGITS.sub(UNKNOWN, text.text), sure)

    def _glyphs(self, reading: RecognisedText) -> Iterator[Glyph]:
        """The text's characters side by side, Chinese ones twice as wide as others."""
        box, text = reading.box, reading.text
        widths = [1.0 if character.isascii() else 2.0 for character in text]
        step = (box.x1 - box.x0) * self.scale / max(sum(widths), 1.0)
        top, bottom = box.y0 * self.scale, box.y1 * self.scale
        size = (bottom - top) / _BOX
        at = box.x0 * self.scale
        for character, width in zip(text, widths, strict=True):
            after = at + width * step
            yield Glyph(character, at, after, top, bottom, bottom - _BELOW * size, size, reading.sure)
            at = after
