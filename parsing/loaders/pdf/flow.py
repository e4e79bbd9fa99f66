"""Pages → the document's lines in reading order: paragraphs, and rows of tables with their columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from parsing.document import FILE_TITLE, MAX_CELLS, Document, RawLine, build
from parsing.errors import TooManyCellsError
from parsing.loaders.pdf.columns import Columns
from parsing.loaders.pdf.continued import Joiner
from parsing.loaders.pdf.grid import GridRow, GridTable
from parsing.loaders.pdf.lines import TextLine, is_figure, segments, text_lines
from parsing.loaders.pdf.pages import Sheet
from parsing.loaders.pdf.prose import Margins, PdfParagraph, goes_on
from parsing.loaders.pdf.wrapped import gather, split_figures
from parsing.report import Place

# A table cell longer than this is a page's layout, not a figure or a label of the form
_PROSE = 120
# A row set with blanks has a figure, or so many parts, and none of them is prose
_PARTS = 3
_MAX_PART = 60
# Lines between two rows set with blanks: labels in several lines
_BETWEEN = 3
_SHORT = 0.6
# Lines of a label are no further apart, in parts of their size
_NEXT = 1.8


def document_of(sheets: Sequence[Sheet], recognised: frozenset[int] = frozenset(), title: str = "") -> Document:
    """The lines of all pages, of which some were ``recognised`` in pictures. Raises TooManyCellsError."""
    flow = _Flow(sheets)
    return replace(build(flow.read(), {FILE_TITLE: title}), recognised=recognised, doubts=frozenset(flow.doubts))


class _Flow:
    """Walks the pages and keeps open what the next page may go on with: a table or a paragraph."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.sheets = sheets
        self.lines: list[RawLine] = []
        self.doubts: set[Place] = set()
        self.table: Joiner | None = None
        self.paragraph: PdfParagraph | None = None
        self.tables = 0
        self.cells = 0
        self.parts = {id(line): segments(line) for sheet in sheets for line in sheet.lines}
        groups: dict[int, list[Sequence[TextLine]]] = {}
        for sheet in sheets:
            prose = [line for line in sheet.lines if len(self.parts[id(line)]) == 1]
            groups.setdefault(round(sheet.width), []).append(prose)
        self.margins = {width: Margins(lines, 0, width) for width, lines in groups.items()}

    def read(self) -> list[RawLine]:
        for sheet in self.sheets:
            # what the page before left open goes on only in the first thing on this one
            for number, item in enumerate(_items(sheet)):
                if isinstance(item, GridTable):
                    self._add_table(item, first=number == 0)
                else:
                    self._add_lines(item, sheet)
        self._close()
        return self.lines

    def _close(self) -> None:
        if self.table is not None:
            self._emit_table(self.table.table)
            self.table = None
        if self.paragraph is not None:
            place = Place(line=self.paragraph.line, page=self.paragraph.page)
            self.lines.append(RawLine((self.paragraph.text,), (place,), None))
            self.paragraph = None

    def _add_table(self, table: GridTable, *, first: bool) -> None:
        if first and self.table is not None and self.table.takes(table):
            self.table.add(table)
            return
        self._close()
        self.table = Joiner(table)

    def _add_lines(self, numbered: Sequence[tuple[int, TextLine]], sheet: Sheet) -> None:
        """Lines between two tables: paragraphs, and tables without ruling lines."""
        if self.table is not None:
            self._close()
        margins = self.margins[round(sheet.width)]
        parts = [self.parts[id(line)] for _, line in numbered]
        inside = _unruled(parts, margins)
        position = 0
        while position < len(numbered):
            stop = position
            while stop < len(numbered) and inside[stop]:
                stop += 1
            if stop > position:
                self._close()
                self._emit_unruled(numbered[position:stop], parts[position:stop], sheet.number)
                position = stop
            else:
                self._add_line(*numbered[position], sheet.number, margins)
                position += 1

    def _add_line(self, number: int, line: TextLine, page: int, margins: Margins) -> None:
        open_ = self.paragraph
        if open_ is not None and goes_on(open_.lines[-1], line, margins, same_page=open_.last_page == page):
            open_.lines.append(line)
            open_.last_page = page
            return
        self._close()
        self.paragraph = PdfParagraph(page, number, page, [line])

    def _emit_unruled(
        self, numbered: Sequence[tuple[int, TextLine]], parts: Sequence[Sequence[TextLine]], page: int
    ) -> None:
        self.tables += 1
        columns = Columns([row for row in parts if len(row) > 1])
        sure, named = True, frozenset[int]()
        rows: Sequence[Sequence[TextLine] | None] = parts
        if columns.sure:
            parts = [split_figures(row, columns.bands) for row in parts]
            columns = Columns([row for row in parts if len(row) > 1])
            rows, sure, named = gather(parts, columns.bands)
        for at, ((number, line), row) in enumerate(zip(numbered, rows, strict=True)):
            if row is None:
                continue
            if len(row) == 1:
                self.lines.append(RawLine((row[0].text,), (Place(line=number, page=page),), None))
                continue
            placed = columns.place(row)
            places = tuple([Place(number, self.tables, None, cell.column, page) for cell in placed])
            self._count(len(placed))
            if not ((sure or at in named) and all(glyph.sure for glyph in line.glyphs)):
                self.doubts.update(places)
            self.lines.append(RawLine(tuple([cell.text for cell in placed]), places, self.tables))

    def _emit_table(self, table: GridTable) -> None:
        self.tables += 1
        edges = table.edges
        for number, row in enumerate(table.rows, 1):
            self._count(len(row.cells))
            texts = tuple([cell.text for cell in row.cells])
            if max(map(len, texts)) > _PROSE:
                self._emit_prose(row, number)
                continue
            places = tuple([Place(None, self.tables, number, _column(edges, cell.x0), row.page) for cell in row.cells])
            self.doubts.update(place for place, cell in zip(places, row.cells, strict=True) if not cell.sure)
            self.lines.append(RawLine(texts, places, self.tables))

    def _emit_prose(self, row: GridRow, number: int) -> None:
        """The paragraphs of a row of a layout table, cell after cell."""
        for cell in row.cells:
            lines = text_lines(cell.glyphs)
            margins = Margins([lines], cell.x0, cell.x1)
            paragraphs: list[PdfParagraph] = []
            for line in lines:
                if paragraphs and goes_on(paragraphs[-1].lines[-1], line, margins, same_page=True):
                    paragraphs[-1].lines.append(line)
                else:
                    paragraphs.append(PdfParagraph(row.page, number, row.page, [line]))
            place = Place(table=self.tables, row=number, page=row.page)
            self.lines += [RawLine((paragraph.text,), (place,), None) for paragraph in paragraphs]

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > MAX_CELLS:
            raise TooManyCellsError(limit=MAX_CELLS)


def _column(edges: Sequence[float], x0: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - x0)) + 1


def _items(sheet: Sheet) -> Iterator[GridTable | list[tuple[int, TextLine]]]:
    """The page's tables and the lines between them, from top to bottom; lines are numbered on their page."""
    lines = list(enumerate(sheet.lines, 1))
    for table in sheet.tables:
        above = [(number, line) for number, line in lines if line.base <= table.top]
        if above:
            yield above
            lines = lines[len(above) :]
        yield table
    if lines:
        yield lines


def _unruled(parts: Sequence[Sequence[TextLine]], margins: Margins) -> list[bool]:
    """Which lines are in a table without ruling lines: rows, the short lines between them, and lines of labels."""
    rows = [_is_row(row) for row in parts]
    inside = list(rows)
    last = None
    for position, is_row in enumerate(rows):
        if not is_row:
            continue
        if last is not None:
            between = parts[last + 1 : position]
            edge = max(_figures_from(parts[last]), _figures_from(parts[position]))
            few = len(between) <= _BETWEEN and all(_is_short(row, margins) for row in between)
            if few or all(row[-1].x1 <= edge for row in between):
                inside[last + 1 : position] = [True] * len(between)
        last = position
    _add_ends(parts, inside)
    return inside


def _figures_from(row: Sequence[TextLine]) -> float:
    """Where the first figure of a row begins, 0 where it has none."""
    return next((part.x0 for part in row if is_figure(part.text)), 0.0)


def _add_ends(parts: Sequence[Sequence[TextLine]], inside: list[bool]) -> None:
    """Add the lines of labels above the first and below the last row of each table."""
    for step in (1, -1):
        order = range(len(parts))[::step]
        edge = 0.0
        for before, position in pairwise(order):
            edge = _figures_from(parts[before]) or edge if inside[before] else 0.0
            here, there = parts[position][0], parts[before][0]
            near = abs(here.base - there.base) <= _NEXT * min(here.size, there.size)
            inside[position] = inside[position] or (near and parts[position][-1].x1 <= edge)


def _is_row(row: Sequence[TextLine]) -> bool:
    if len(row) == 1 or any(len(part.text) > _MAX_PART for part in row):
        return False
    return len(row) >= _PARTS or any(is_figure(part.text) for part in row)


def _is_short(row: Sequence[TextLine], margins: Margins) -> bool:
    return row[-1].x1 - row[0].x0 < _SHORT * (margins.right - margins.left)
