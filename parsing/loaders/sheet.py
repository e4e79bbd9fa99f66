"""Rows of a sheet, from any workbook or from CSV → lines: tables of cells, and paragraphs where a row is no table's.

A sheet has no paragraphs, only rows; a title or a sentence is a row with one text in it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from parsing.document import MAX_CELLS, RawLine
from parsing.errors import TooManyCellsError
from parsing.loaders import cell_text
from parsing.report import Place
from parsing.wording.headings import heading

# So many hidden rows or columns are looked behind
HIDDEN_ROWS = 64
# No label of the form is as long
_PROSE = 70


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with something in it: texts by column, without blank ones.

    ``covered`` are columns under merged cells, ``edge`` is the last column that a text or its merged cell reaches,
    ``end`` the last column that the row has at all (CSV), None where rows are as wide as their sheet, ``below`` the
    number of the next row that is not hidden, None for the next one.
    """

    number: int
    texts: Mapping[int, str]
    edge: int
    covered: frozenset[int] = field(default=frozenset())
    end: int | None = None
    below: int | None = None


class MergedRegion(NamedTuple):
    """A merged region: first and last row, first and last column."""

    top: int
    bottom: int
    left: int
    right: int


def shown_rows(
    seen: dict[int, dict[int, str]],
    unseen: Mapping[int, Mapping[int, str]],
    hidden: frozenset[int],
    regions: list[MergedRegion],
) -> Iterator[SheetRow]:
    """The rows that are shown and have something in them, from top to bottom. Raises TooManyCellsError.

    ``seen`` are texts by row and column, ``unseen`` those of hidden rows, ``hidden`` the columns that are.
    """
    _show_corners(regions, seen, unseen, hidden)
    merged = _merged(regions, seen)
    for at in sorted(seen):
        texts = seen[at]
        across = merged.get(at, ())
        if across:
            across = _written_out(texts, across)
        covered = {c for r in across for c in range(r.left, r.right + 1) if (at, c) != (r.top, r.left)} | hidden
        # what a merged region covers is not shown, whatever is in it
        shown = {column: texts[column] for column in sorted(texts) if column not in covered}
        if shown:
            reach = [r.right for r in across if r.top == at and r.left in shown]
            below = _first_shown(at + 1, at + HIDDEN_ROWS, unseen)
            yield SheetRow(at, shown, max([*shown, *reach]), frozenset(covered), below=below)


def _written_out(texts: dict[int, str], across: Sequence[MergedRegion]) -> list[MergedRegion]:
    """The merged regions of a row, but those with a zero or dash that counts for all their columns: it is written into
    each."""
    kept = []
    for region in across:
        text = texts.get(region.left, "")
        if region.top == region.bottom and cell_text.stands_in_all(text, region.right - region.left + 1):
            texts.update(dict.fromkeys(range(region.left, region.right + 1), text))
        else:
            kept.append(region)
    return kept


def _show_corners(
    regions: list[MergedRegion],
    seen: dict[int, dict[int, str]],
    unseen: Mapping[int, Mapping[int, str]],
    hidden: frozenset[int],
) -> None:
    """Move what is in a merged region's first cell to where the region begins to be seen."""
    for number, region in enumerate(regions):
        top = _first_shown(region.top, region.bottom, unseen)
        left = _first_shown(region.left, region.right, hidden)
        if (top, left) == (region.top, region.left) or top is None or left is None:
            continue
        regions[number] = moved = region._replace(top=top, left=left)
        text = (unseen if region.top in unseen else seen).get(region.top, {}).get(region.left)
        if text:
            seen.setdefault(moved.top, {})[moved.left] = text


def _first_shown(first: int, last: int, hidden: Container[int]) -> int | None:
    return next((at for at in range(first, min(last, first + HIDDEN_ROWS) + 1) if at not in hidden), None)


def _merged(regions: Sequence[MergedRegion], rows: Mapping[int, object]) -> dict[int, list[MergedRegion]]:
    """The merged regions that cross each of these rows. Raises TooManyCellsError where they are beyond counting."""
    by_row: dict[int, list[MergedRegion]] = {}
    numbers = sorted(rows)
    cells = 0
    for region in regions:
        crossed = numbers[bisect_left(numbers, region.top) : bisect_right(numbers, region.bottom)]
        cells += len(crossed) * (region.right - region.left + 1) + 1
        if cells > MAX_CELLS:
            raise TooManyCellsError(limit=MAX_CELLS)
        for row in crossed:
            by_row.setdefault(row, []).append(region)
    return by_row


class Lines:
    """Collects the lines of all sheets, in order."""

    def __init__(self) -> None:
        self.lines: list[RawLine] = []
        self.paragraphs = 0
        self.tables = 0
        self.cells = 0

    def sheet(self, number: int, rows: Sequence[SheetRow], bottom: int = 0, caption: str = "") -> None:
        """Add a sheet's rows; ``bottom`` is the last row that has cells, be they blank, ``caption`` a name that says
        what its tables are. Raises TooManyCellsError."""
        if caption and rows:
            self.lines.append(RawLine((caption,), (Place(None, number),), None))
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
            below = row.below or row.number + 1
            if after > below and _are_heads(row):
                self._count(stop - first + 1)
                hidden = frozenset.intersection(*[row.covered for row in rows])
                self._row(sheet, below, [c for c in range(first, stop + 1) if c not in hidden], {})

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
