"""The cells of an aligned row are given to the form's columns.

A row with exactly the form's number of cells is read in order. Blank cells too many come from merged cells or from
padding; which ones they are is told by the rows of the same table that are full. A row that is short or long of a
figure is never filled from the left: its columns are ``unclear``, with a value only where every way of reading agrees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from parsing.document import Cell
from parsing.rows import PrintedRow
from parsing.values import Kind, read

# How many of a table's full rows must agree on where the figures stand
_AGREE = 0.7
_MIN_FULL = 2


class Layout(NamedTuple):
    """Where figures stand in the rows of one table: from column ``start`` on, or ``offset`` cells behind the label.

    ``labels_inside`` says that other rows print labels where this layout expects figures, so that a leading blank may
    be a label's. ``end`` is the column in which all rows end; a row that ends before it has lost a cell.
    """

    start: int | None = None
    offset: int | None = None
    labels_inside: bool = False
    end: int | None = None


UNKNOWN = Layout()


def layout(rows: Sequence[PrintedRow], width: int) -> Layout:
    """The layout that a table's full rows agree on; nothing is known where there are none."""
    full = [row for row in rows if row.grid is not None and row.figures == width and len(row.cells) >= width]
    if len(full) < _MIN_FULL:
        return UNKNOWN
    offsets = Counter(_first_figure(row) for row in full)
    offset, behind_label = offsets.most_common(1)[0]
    relative = offset if behind_label >= _AGREE * len(full) else None
    start, in_column = _common_start(full, width)
    # rows pushed to the left, with their padding behind them, agree on the offset and not on the column
    if in_column < behind_label or in_column < _AGREE * len(full):
        return Layout(offset=relative)
    inside = sum(1 for row in rows if _label_column(row) >= start)
    ends = Counter(row.cells[-1].place.column for row in full)
    end, ending = ends.most_common(1)[0]
    return Layout(start, relative, inside > len(rows) * (1 - _AGREE), end if ending >= _AGREE * len(full) else None)


def _first_figure(row: PrintedRow) -> int:
    return next(i for i, k in enumerate(row.kinds) if k is not Kind.BLANK)


def _common_start(full: list[PrintedRow], width: int) -> tuple[int, int]:
    """The column that most full rows have their first figure in, without a gap up to the last, and how many do."""
    columns = [
        [c.place.column or 0 for c, k in zip(row.cells, row.kinds, strict=True) if k is not Kind.BLANK] for row in full
    ]
    spans = Counter((found[0], found[-1]) for found in columns)
    (first, last), agreeing = spans.most_common(1)[0]
    return first, agreeing if last - first == width - 1 else 0


def _label_column(row: PrintedRow) -> int:
    """The column right before the row's cells, where its own label stands; 0 without a label in its line."""
    return (row.cells[0].place.column or 1) - 1 if row.own and row.cells else 0


def assign(row: PrintedRow, width: int, known: Layout) -> list[Cell] | None:
    """The row's cells for ``width`` columns, in order; None where it cannot be told which cell is whose."""
    cells = _assigned(row, width, known)
    if cells is None or known.end is None or row.grid is None:
        return cells
    end = row.cells[-1].place.column or 0
    # a row that sticks out of its table has a cell too many; a blank at the end of one that ends before the others may
    # be padding that has moved up in place of a lost cell
    return cells if end == known.end or (end < known.end and cells[-1].text) else None


def _assigned(row: PrintedRow, width: int, known: Layout) -> list[Cell] | None:
    cells, kinds = row.cells, row.kinds
    if known.start is not None and not known.labels_inside and row.grid is not None:
        return _by_column(cells, kinds, known.start, width)
    if known.labels_inside:
        lead = next((i for i, k in enumerate(kinds) if k is not Kind.BLANK), len(kinds))
        cells, kinds = cells[lead:], kinds[lead:]
    if len(cells) == width:
        return list(cells)
    if len(cells) < width:
        return None
    return _trim(cells, kinds, width, known.offset)


def _by_column(cells: list[Cell], kinds: list[Kind], start: int, width: int) -> list[Cell] | None:
    wanted = {column: position for position, column in enumerate(range(start, start + width))}
    found: list[Cell | None] = [None] * width
    for cell, kind in zip(cells, kinds, strict=True):
        position = wanted.get(cell.place.column or 0)
        if position is not None:
            found[position] = cell
        elif kind is not Kind.BLANK:
            return None
    return [cell for cell in found if cell is not None] if None not in found else None


def _trim(cells: list[Cell], kinds: list[Kind], width: int, offset: int | None) -> list[Cell] | None:
    """Drop blank cells before or behind until ``width`` are left, if there is one way only or the table shows which."""
    excess = len(cells) - width
    before, behind = _blanks(kinds), _blanks(reversed(kinds))
    ways = range(max(0, excess - behind), min(excess, before) + 1)
    if not ways:
        return None
    # padding stands behind the figures unless the table's full rows show otherwise
    preferred = offset if offset is not None else 0
    lead = preferred if preferred in ways else ways[0] if len(ways) == 1 else None
    return cells[lead : lead + width] if lead is not None else None


def _blanks(kinds: Iterable[Kind]) -> int:
    """How many blank cells there are before the first other one."""
    return sum(1 for _ in takewhile(lambda kind: kind is Kind.BLANK, kinds))


def moved_left(texts: Sequence[str], width: int) -> bool:
    """Whether cells of groups of ``width``, each with its total last, read as if some figures were lost and all behind
    them had moved up, blanks behind them: their totals are totals only where a gap is put back."""
    if not texts or texts[-1]:
        return False
    values: list[float | None] = [read(text, "件").value for text in texts]
    figures = list(values)
    while figures and figures[-1] is None:
        figures.pop()
    if None in figures or not any(figures):
        return False
    if len(values) == width:
        *parts, total = figures
        return bool(parts) and total == sum(part or 0 for part in parts)
    if len(values) - len(figures) > 1 or min(_rests(values, width)) >= 0:
        return False
    gaps = ([*figures[:gap], None, *figures[gap:]] for gap in range(len(figures)))
    return any(min(_rests(put_back, width)) >= 0 for put_back in gaps)


def _rests(values: Sequence[float | None], width: int) -> list[float]:
    """What each group's blank addends make up of its total; negative where nothing can save it."""
    rests: list[float] = []
    for start in range(0, len(values), width):
        *parts, total = values[start : start + width]
        rest = 0 if total is None else total - sum(part or 0 for part in parts)
        rests.append(rest if None in parts else -abs(rest))
    return rests


def agreed(cells: Sequence[Cell], kinds: Sequence[Kind], width: int) -> list[Cell | None]:
    """The likely cell of each column of a row with too few or too many figures, where all its figures are the same.

    Any way of reading gives an inner column that figure; a short row's ends may be the ones lost, so they get None.
    """
    filled = [cell for cell, kind in zip(cells, kinds, strict=True) if kind is not Kind.BLANK]
    slack = len(filled) - width
    if not 0 < abs(slack) < width or len(filled) < 2 or len({cell.text for cell in filled}) > 1:  # noqa: PLR2004
        return [None] * width
    lost = max(-slack, 0)
    return [filled[0] if lost <= column < width - lost else None for column in range(width)]
