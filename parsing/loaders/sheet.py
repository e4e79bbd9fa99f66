"""Rows of a sheet, from a workbook or from CSV → lines: tables of cells, and paragraphs where a row is no table's.

A sheet has no paragraphs, only rows; a title or a sentence is a row with one text in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from parsing.document import MAX_CELLS, RawLine
from parsing.errors import TooManyCellsError
from parsing.report import Place
from parsing.sections import heading

# No label of the form is as long
_PROSE = 70


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with something in it: texts by column, without blank ones.

    ``covered`` are columns under merged cells, ``edge`` is the last column that a text or its merged cell reaches,
    ``end`` the last column that the row has at all (CSV), None where rows are as wide as their sheet.
    """

    number: int
    texts: Mapping[int, str]
    edge: int
    covered: frozenset[int] = field(default=frozenset())
    end: int | None = None


class Lines:
    """Collects the lines of all sheets, in order."""

    def __init__(self) -> None:
        self.lines: list[RawLine] = []
        self.paragraphs = 0
        self.tables = 0
        self.cells = 0

    def sheet(self, number: int, rows: Sequence[SheetRow], bottom: int = 0) -> None:
        """Add a sheet's rows; ``bottom`` is the last row that has cells, be they blank. Raises TooManyCellsError."""
        block: list[SheetRow] = []
        for row, is_paragraph in zip(rows, _paragraphs(rows), strict=True):
            if not is_paragraph:
                block.append(row)
                continue
            self._table(number, block, row.number)
            block = []
            ((column, text),) = row.texts.items()
            self._count(1)
            self.lines.append(RawLine((text,), (Place(None, number, row.number, column),), None))
        self._table(number, block, bottom + 1)

    def _table(self, sheet: int, rows: Sequence[SheetRow], following: int) -> None:
        """Rows between two paragraphs, over the columns that any of them has something in.

        Of the blank rows under heads the first is the table's: its figures were not filled in.
        """
        if not rows:
            return
        self.tables += 1
        first = min(min(row.texts) for row in rows)
        last = max(row.edge for row in rows)
        for row, after in zip(rows, [*[row.number for row in rows[1:]], following], strict=True):
            stop = last if row.end is None else max(min(last, row.end), row.edge)
            self._count(stop - first + 1)
            self._row(sheet, row.number, [c for c in range(first, stop + 1) if c not in row.covered], row.texts)
            if after > row.number + 1 and _are_heads(row):
                self._count(stop - first + 1)
                hidden = frozenset.intersection(*[row.covered for row in rows])
                self._row(sheet, row.number + 1, [c for c in range(first, stop + 1) if c not in hidden], {})

    def _row(self, sheet: int, number: int, columns: Sequence[int], texts: Mapping[int, str]) -> None:
        places = tuple([Place(None, sheet, number, column) for column in columns])
        self.lines.append(RawLine(tuple([texts.get(column, "") for column in columns]), places, self.tables))

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > MAX_CELLS:
            raise TooManyCellsError(limit=MAX_CELLS)


def _are_heads(row: SheetRow) -> bool:
    """Whether a row has several texts and no figure."""
    return len(row.texts) > 1 and not any(c.isdecimal() for text in row.texts.values() for c in text)


def _paragraphs(rows: Sequence[SheetRow]) -> Iterator[bool]:
    """For each row, whether it is a paragraph: one text that is no label of a row whose figures are blank."""
    wide = [index for index, row in enumerate(rows) if len(row.texts) > 1]
    following = iter([*wide, len(rows)])
    before, after = -1, next(following)
    for index, row in enumerate(rows):
        if index == after:
            before, after = after, next(following)
            yield False
        elif before < 0:
            yield True
        elif after < len(rows):
            yield _stands_alone(row, (rows[before].edge, rows[after].edge))
        else:
            joins = row.number - rows[before].number == index - before
            yield not joins or _stands_alone(row, (rows[before].edge,))


def _stands_alone(row: SheetRow, edges: Sequence[int]) -> bool:
    """Whether a row's one text reaches over the whole table beside it, or reads like a heading or a sentence."""
    ((column, text),) = row.texts.items()
    across = row.edge > column and row.edge >= min(edges)
    return across or len(text) > _PROSE or text.endswith(("。", "；")) or heading(text) is not None
