"""Lines of the document → printed rows: the label texts and the cells that follow them, up to the next label.

This is the one place that knows how the same row looks in different layouts. A row of a grid is a line; in text with
a cell a line, a run of labels followed by a run of figures is a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import itemgetter

from parsing.document import Cell, Document, Line
from parsing.tables.asides import leave_out_remarks
from parsing.tables.lines import (
    HEAD_TEXTS,
    LONG,
    Shape,
    drop_numbering,
    has_cell_a_line,
    is_numbered,
    label_before_words,
    labels_in,
    may_be_blank_row,
    numbers_columns,
    numerals_among,
    parts,
    repeated_heads,
    rows_beside,
    rows_of_lines,
    shape_of,
    split,
    usual_shape,
    with_lists,
    without_repeated,
)
from parsing.tables.printed import PrintedRow
from parsing.wording.labels import key, label_keys, row_keys, widths
from parsing.wording.values import PRINTED, Kind, kind

# A line of so many cells may be the end of a row with a cell a line, with padding
_PADDED = 3
# A line of so many blank cells under heads is the row of reviews and lawsuits, left blank
_BLANK_ROW = 15
# Words in a figure's place are no more than this
_FEW_WORDS = 8
# So many numbers in a line may be one cell's
_FEW_NUMBERS = 3
# What browsers print at the edges of pages, and the number of the page close to it
_PRINTED_BY = re.compile(r"https?://[^\s]{3,300}|20\d\d[/-]\d{1,2}[/-]\d{1,2},? \d{1,2}:\d\d(?::\d\d)?")
_PAGE_OF = re.compile(r"\d{1,3} ?/ ?\d{1,3}")
# The number of a page, which is between two cells where a row is cut by the page's end
_PAGE = re.compile(r"[-—–―－] ?\d{1,3} ?[-—–―－]|第 ?\d{1,3} ?页(?:[ ，,/]*共 ?\d{1,3} ?页)?")
_EDGE = 2
# How many label texts before a row may belong to it: its own, split in two, and its groups'
_LABEL_TEXTS = 6


def printed_rows(document: Document) -> list[PrintedRow]:
    """Every run of labels with figures behind it, in reading order."""
    rows = _Segmenter(document).read()
    leave_out_remarks(rows)
    return rows


_text = itemgetter(0)


def _shape(kinds: tuple[Kind, ...]) -> Shape:
    return (usual_shape if len(kinds) <= LONG else shape_of)(kinds)


def _shaped(cells: tuple[Cell, ...], kinds: tuple[Kind, ...]) -> tuple[tuple[Kind, ...], Shape]:
    """The kinds of a line's cells and their shape; numerals among figures are no texts."""
    shape = _shape(kinds)
    if len(shape.texts) == len(shape.lead) or shape.unfilled:
        return kinds, shape
    kinds = numerals_among(cells, kinds)
    return kinds, _shape(kinds)


class _Segmenter:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.rows: list[PrintedRow] = []
        self.row = PrintedRow()
        # Whether the open row's figures are in one line, so that figures of the next line are another row's
        self.closed = False
        # The last line that a browser printed at the edge of a page
        self.printer = -_EDGE - 1
        # Columns of a table whose head is that of the column before
        self.repeated: frozenset[tuple[int | None, int | None]] = frozenset()
        # Whether the document has a cell a line, once somebody has asked
        self.cell_a_line: bool | None = None

    def read(self) -> list[PrintedRow]:
        for number, line in with_lists(self.document):
            cells = line.cells if len(line.texts) > 1 else self._split(line)
            if len(cells) > 1:
                self._tabular(number, line, cells)
            elif cells:
                self._single(number, cells[0])
        self._close()
        return self.rows

    def _split(self, line: Line) -> tuple[Cell, ...]:
        """A paragraph's cells; numbers beside each other are one where a document has a cell a line."""
        cells = split(line)
        if 1 < len(cells) <= _FEW_NUMBERS and all(kind(cell.text) in PRINTED for cell in cells):
            if self.cell_a_line is None:
                self.cell_a_line = has_cell_a_line(self.document)
            return line.cells if self.cell_a_line else cells
        return cells

    def _single(self, number: int, cell: Cell) -> None:
        """A line of one cell: a label, a figure of the open row, or prose."""
        if self._is_of_printer(number, cell.text):
            return
        cell_kind = kind(cell.text)
        if cell_kind is Kind.BLANK and cell.text:
            return
        if cell_kind is Kind.TEXT and self._lacks_figures() and len(cell.text) <= _FEW_WORDS:
            cell_kind = Kind.TEXT if key(cell.text) in label_keys() else Kind.WORDS
        if cell_kind is Kind.TEXT:
            self._close()
            self._labels([cell])
            return
        if self.closed:
            self._close()
        if self.row.cells or self.row.texts:
            self._add(number, cell, cell_kind)

    def _is_of_printer(self, number: int, text: str) -> bool:
        """Whether a browser has put a line at the edge of a page that it printed: its address, the hour, the page."""
        if _PRINTED_BY.fullmatch(text):
            self.printer = number
            return True
        if self.row.cells and _PAGE.fullmatch(text):
            return True
        return number - self.printer <= _EDGE and _PAGE_OF.fullmatch(text) is not None

    def _tabular(self, number: int, line: Line, cells: tuple[Cell, ...]) -> None:
        if "\n" in cells[-1].text and (stacked := rows_of_lines(cells)):
            for each in stacked:
                self._tabular(number, line, each)
            return
        kinds = tuple(map(kind, map(_text, cells)))
        if kinds[0] is not Kind.TEXT and kinds[-1] is Kind.TEXT:
            cells, kinds = self._label_first(cells, kinds)
        if numbers_columns(cells, kinds):
            return
        kinds, shape = _shaped(cells, kinds)
        if shape.unfilled:
            self.repeated = repeated_heads(line, cells) if len(shape.texts) > 1 else frozenset()
        elif self.repeated:
            kept = without_repeated(line, cells, self.repeated)
            cells, kinds = tuple([cells[at] for at in kept]), tuple([kinds[at] for at in kept])
            shape = _shape(kinds)
        if self._goes_on(kinds, shape):
            for cell, cell_kind in zip(cells, kinds, strict=True):
                self._add(number, cell, cell_kind)
        elif shape.unfilled and (shape.texts or self.row.grid is None):
            self._unfilled(number, line, cells, kinds, shape.texts)
        elif line.table is not None:
            if is_numbered(cells, kinds):
                # the row's number is no figure
                kinds = (Kind.BLANK, *kinds[1:])
                shape = shape_of(kinds)
            self._parted(number, line, cells, kinds, rows_beside(cells, kinds, shape))
        else:
            self._parted(number, line, cells, kinds, parts(kinds))

    def _parted(
        self,
        number: int,
        line: Line,
        cells: tuple[Cell, ...],
        kinds: tuple[Kind, ...],
        spans: Iterable[tuple[int, int]],
    ) -> None:
        """The rows of a line, each in its span of cells."""
        for start, stop in spans:
            part = kinds[start:stop]
            self._part(number, line, cells[start:stop], part, _shape(part))

    def _label_first(
        self, cells: tuple[Cell, ...], kinds: tuple[Kind, ...]
    ) -> tuple[tuple[Cell, ...], tuple[Kind, ...]]:
        """A line whose label is behind its figures, label first; any other line, and one whose figures another
        label waits for, as it is."""
        start = next(i for i in range(len(kinds), 0, -1) if kinds[i - 1] is not Kind.TEXT)
        waiting = self.row.texts and not self.row.cells and key(self.row.texts[-1].text) in row_keys()
        if (
            waiting
            or Kind.TEXT in kinds[:start]
            or {*kinds[:start]} == {Kind.BLANK}
            or start not in widths().get(key(cells[start].text), ())
        ):
            return cells, kinds
        return (*cells[start : start + 1], *cells[:start]), (Kind.TEXT, *kinds[:start])

    def _lacks_figures(self) -> bool:
        """Whether the open row has a cell a line, a label of the form and fewer cells than its columns."""
        return bool(self.row.cells) and not self.closed and len(self.row.cells) < self._due()

    def _due(self) -> int:
        """How many figures the open row has at least, by its label."""
        texts = self.row.texts
        return min(widths().get(key(texts[-1].text), (0,))) if texts else 0

    def _goes_on(self, kinds: tuple[Kind, ...], shape: Shape) -> bool:
        """Whether a line without labels goes on with a row that has a cell a line: padding is behind the last."""
        row = self.row
        if self.closed or shape.texts or not row.cells or row.grid is not None:
            return False
        return len(kinds) <= max(_PADDED, self._due() - len(row.cells))

    def _unfilled(
        self, number: int, line: Line, cells: tuple[Cell, ...], kinds: tuple[Kind, ...], texts: tuple[int, ...]
    ) -> None:
        """A line without any figure: heads, or a row of blanks."""
        if not texts:
            if len(cells) >= _BLANK_ROW and self.row.texts:
                self._part(number, line, cells, kinds, shape_of(kinds))
            return
        label = label_before_words(cells, kinds) if line.table is not None else None
        if label is not None:
            words = [Kind.WORDS if cell_kind is Kind.TEXT else cell_kind for cell_kind in kinds[label + 1 :]]
            kinds = (*kinds[: label + 1], *words)
            self._part(number, line, cells, kinds, shape_of(kinds))
            return
        self._close()
        self._labels([cells[index] for index in texts])
        if may_be_blank_row(kinds, texts):
            self._blank_row(number, line, cells, kinds, texts[-1] + 1)

    def _part(self, number: int, line: Line, cells: tuple[Cell, ...], kinds: tuple[Kind, ...], shape: Shape) -> None:
        """One label run and the figures behind it, all in one line."""
        self._close()
        self._labels([cells[index] for index in shape.lead])
        row = self.row
        row.own = len(shape.lead)
        row.grid = line.table
        row.cells = list(cells[shape.start :])
        row.kinds = list(kinds[shape.start :])
        row.first_line = row.last_line = number
        # figures below their label may go on in the next lines
        self.closed = len(row.cells) > 1 and (row.own > 0 or line.table is not None or len(row.cells) >= self._due())

    def _blank_row(self, number: int, line: Line, cells: tuple[Cell, ...], kinds: tuple[Kind, ...], start: int) -> None:
        self.row.own = 1
        self.row.grid = line.table
        for cell, cell_kind in zip(cells[start:], kinds[start:], strict=True):
            self._add(number, cell, cell_kind)
        self.closed = True

    def _labels(self, cells: Iterable[Cell]) -> None:
        texts = self.row.texts
        for cell in cells:
            if self.rows and not texts and self.rows[-1].after is None:
                self.rows[-1].after = cell
            if len(cell.text) <= LONG:
                texts.append(cell)
            elif labels := labels_in(cell):
                texts += labels
            else:
                texts.clear()

    def _add(self, number: int, cell: Cell, cell_kind: Kind) -> None:
        row = self.row
        if not row.cells:
            row.first_line = number
        row.last_line = number
        row.cells.append(cell)
        row.kinds.append(cell_kind)

    def _close(self) -> None:
        """Keep the open row, if there is one, and begin another."""
        row = self.row
        if row.cells and not row.own:
            drop_numbering(row)
        if row.cells:
            row.texts = row.texts[-HEAD_TEXTS:]
            row.labels = row.texts[-_LABEL_TEXTS:]
            self.rows.append(row)
            self.row, self.closed = PrintedRow(), False
