"""Columns of remarks beside a table's figures: no text in them is a figure's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from parsing.tables.around import ASIDES
from parsing.tables.printed import PrintedRow
from parsing.wording.values import Kind

_Column = tuple[int | None, int | None]


def leave_out_remarks(rows: Sequence[PrintedRow]) -> None:
    """Leave out the cells of columns that their heads call remarks, but for numbers: those may be figures."""
    asides = {(row.grid, text.place.column) for row in rows for text in row.texts if text.text in ASIDES}
    if asides:
        _leave_out(rows, _without_numbers(asides, rows))


def _without_numbers(asides: Iterable[_Column], rows: Iterable[PrintedRow]) -> Iterator[_Column]:
    """These columns of tables, which are for remarks: in place of one that holds mostly numbers, for its head has moved
    there, the last of its table."""
    numbers, cells = Counter[_Column](), Counter[_Column]()
    for row in rows:
        for cell, cell_kind in zip(row.cells, row.kinds, strict=True):
            cells[row.grid, cell.place.column] += 1
            numbers[row.grid, cell.place.column] += cell_kind is Kind.NUMBER
    for grid, column in asides:
        if 2 * numbers[grid, column] <= cells[grid, column]:
            yield grid, column
            continue
        most = max([count for (own, _), count in cells.items() if own == grid])
        whole = [at for at, count in cells.items() if at[0] == grid and 2 * count > most]
        yield from [at for at in [max(whole, key=lambda at: at[1] or 0)] if 2 * numbers[at] <= cells[at]]


def _leave_out(rows: Iterable[PrintedRow], columns: Iterable[_Column]) -> None:
    left_out = set(columns)
    for row in rows:
        kept = [
            i
            for i, (cell, cell_kind) in enumerate(zip(row.cells, row.kinds, strict=True))
            if cell_kind is Kind.NUMBER or (row.grid, cell.place.column) not in left_out
        ]
        if row.grid is not None and len(kept) < len(row.cells):
            row.cells = [row.cells[i] for i in kept]
            row.kinds = [row.kinds[i] for i in kept]
