"""The cells of an aligned row are given to the form's columns.

Every row bounds where its figures can be: no figure may be left out, and there must be a cell for each column. The
bounds are set in two ways, by column and by distance from the row's label; what the rows of a table agree on most is
the table's layout. A row that does not fit it, or that it lets be read in several ways, is ``unclear``, with a value
only where every way of reading gives it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from parsing.document import Cell
from parsing.tables.printed import PrintedRow
from parsing.wording.values import Kind, read

# How many of a table's rows must agree on where the figures are
_AGREE = 0.7
# A blank row with more cells than this to spare says nothing
_MAX_WAYS = 32


class Way(NamedTuple):
    """Where a row's figures are: from column ``start`` to column ``end`` of the table (``offset`` None), or ``offset``
    cells behind its label."""

    start: int | None
    end: int | None
    offset: int | None


class Layout(NamedTuple):
    """The ways that a table's rows agree on; where they are ``torn``, they agree on none.

    ``apart`` are the columns of the figures where columns that are blank in all rows are between them.

    ``end`` is the column in which the rows end, where they have their columns in common; a row that ends before it has
    lost a cell.
    """

    ways: tuple[Way, ...] = ()
    end: int | None = None
    torn: bool = False
    apart: tuple[int, ...] = ()


UNKNOWN = Layout()


class Group(NamedTuple):
    """The printed rows of one width, and the labels that the form gives their first and their last columns."""

    rows: Sequence[PrintedRow]
    ends: Collection[tuple[str, str]]


def layouts(groups: Mapping[int, Group]) -> dict[tuple[int | None, int], Layout]:
    """The layout of each printed table, by its number and the rows' width; {} where every row has a cell a column.

    ``groups`` are the printed rows of one table of the form, by width.

    Where a table's rows of one width leave several ways open, all printed tables together decide (one may be cut in
    two), then where its rows of other widths begin, then the heads of the first and the last column.
    """
    if all(len(row.cells) == width for width, group in groups.items() for row in group.rows):
        return {}
    ways_of: dict[int | None, dict[int, list[Way]]] = {}
    for width, group in groups.items():
        common = set(_agreed_ways(group.rows, width))
        for number, members in _by_table(group.rows).items():
            ways = _agreed_ways(members, width)
            ways_of.setdefault(number, {})[width] = [way for way in ways if way in common] or ways
    return {
        (number, width): _layout(members, width, _narrowed(ways_of[number], width, group._replace(rows=members)))
        for width, group in groups.items()
        for number, members in _by_table(group.rows).items()
    }


def _by_table(rows: Iterable[PrintedRow]) -> dict[int | None, list[PrintedRow]]:
    tables: dict[int | None, list[PrintedRow]] = {}
    for row in rows:
        tables.setdefault(row.grid, []).append(row)
    return tables


def _narrowed(by_width: Mapping[int, list[Way]], width: int, group: Group) -> list[Way]:
    """The ways of a table's rows of one width that its other rows and its heads leave open."""
    ways = by_width[width]
    if len(ways) > 1:
        others = {(way.start, way.offset) for other, each in by_width.items() if other != width for way in each}
        ways = [way for way in ways if (way.start, way.offset) in others] or ways
    return _under_heads(ways, group) or ways


def _layout(rows: Sequence[PrintedRow], width: int, ways: Sequence[Way]) -> Layout:
    apart = _apart(rows, width)
    if apart:
        return Layout(apart=apart)
    by_column = any(way.start is not None for way in ways)
    return Layout(tuple(ways), _common_end(rows) if by_column else None, torn=not ways and len(rows) > 1)


def _agreed_ways(rows: Sequence[PrintedRow], width: int) -> list[Way]:
    """The ways that most rows fit, if enough do."""
    votes = Counter(way for row in rows for way in dict.fromkeys(_ways(row, width)))
    most = max(votes.values(), default=0)
    return [way for way, count in votes.items() if count == most] if most >= _AGREE * len(rows) else []


def _ways(row: PrintedRow, width: int) -> list[Way]:
    """Every way to read a row."""
    windows = _windows(row.kinds, width)
    return [] if len(windows) > _MAX_WAYS else [way for first in windows for way in _ways_from(row, first, width)]


def _ways_from(row: PrintedRow, first: int, width: int) -> Iterable[Way]:
    if row.grid is not None:
        yield Way(row.cells[first].place.column, row.cells[first + width - 1].place.column, None)
    if row.own or row.grid is None:
        yield Way(None, None, first)


def _windows(kinds: Sequence[Kind], width: int) -> Sequence[int]:
    """Which cells may be the first of ``width`` that hold all of a row's figures."""
    behind = len(kinds) - _blanks(reversed(kinds))
    return range(max(0, behind - width), min(_blanks(kinds), len(kinds) - width) + 1)


def _blanks(kinds: Iterable[Kind]) -> int:
    """How many blank cells there are before the first other one."""
    return sum(1 for _ in takewhile(lambda kind: kind is Kind.BLANK, kinds))


def _under_heads(ways: Sequence[Way], group: Group) -> list[Way]:
    """Of several ways by column those whose ends are under the heads of the form's first and last column."""
    if len(ways) == 1:
        return list(ways)
    labels = {label for ends in group.ends for label in ends}
    named = {(t.text, t.place.column) for row in group.rows for t in row.texts if t.text in labels}
    return [
        way
        for way in ways
        if any((first, way.start) in named and (last, way.end) in named for first, last in group.ends)
    ]


def _apart(rows: Sequence[PrintedRow], width: int) -> tuple[int, ...]:
    """The columns that have any figures, if they are as many as the form's and others are between them."""
    filled = [[c.place.column for c, k in zip(r.cells, r.kinds, strict=True) if k is not Kind.BLANK] for r in rows]
    columns = sorted({column for row in filled for column in row if column})
    between = len(columns) == width > 1 and columns[-1] - columns[0] >= width
    return tuple(columns) if between and any(_blank_between(row, columns) for row in rows) else ()


def _blank_between(row: PrintedRow, columns: Sequence[int]) -> bool:
    """Whether a row has a blank cell between these columns, and not one wide cell in each."""
    return any(columns[0] < (c.place.column or 0) < columns[-1] and c.place.column not in columns for c in row.cells)


def _common_end(rows: Sequence[PrintedRow]) -> int | None:
    """The column that most rows end in."""
    ((end, ending),) = Counter(row.cells[-1].place.column for row in rows).most_common(1)
    return end if ending >= _AGREE * len(rows) else None


def assign(row: PrintedRow, width: int, known: Layout) -> list[Cell] | None:
    """The row's cells for ``width`` columns, in order; None where it cannot be determined which cell is whose."""
    if known is UNKNOWN and len(row.cells) == width:
        return row.cells
    cells = _assigned(row, width, known)
    if cells is None or known.end is None or row.grid is None:
        return cells
    end = row.cells[-1].place.column or 0
    # a row that sticks out of its table has a cell too many; a blank at the end of one that ends before the others may
    # be padding that has moved up in place of a lost cell
    return cells if end == known.end or (end < known.end and cells[-1].text) else None


def _assigned(row: PrintedRow, width: int, known: Layout) -> list[Cell] | None:
    if known.apart:
        cells = [cell for cell in row.cells if cell.place.column in known.apart]
        return cells if len(cells) == width else None
    windows = _windows(row.kinds, width)
    if row.figures == width and len(windows) == 1:
        # with a figure for each column there is one way only, wherever they are
        return row.cells[windows[0] : windows[0] + width]
    if known.ways:
        agreed = set(known.ways)
        windows = [first for first in windows if not agreed.isdisjoint(_ways_from(row, first, width))]
    elif known.torn and row.figures:
        # only figures at both ends show by themselves that none is lost
        windows = [first for first in windows if _is_bounded(row, first, width)]
    readings = {tuple([cell.text for cell in row.cells[first : first + width]]) for first in windows}
    return row.cells[windows[0] : windows[0] + width] if len(readings) == 1 else None


def _is_bounded(row: PrintedRow, first: int, width: int) -> bool:
    return Kind.BLANK not in (row.kinds[first], row.kinds[first + width - 1])


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


def is_sum(values: Sequence[float], at: int) -> bool:
    """Whether the value at this place is the sum of all others."""
    return values[at] > 0 and 2 * values[at] == sum(values)


def led(values: Sequence[float]) -> bool:
    """Whether the last of a row's values is the sum of the others but the first: another number has come before them,
    and one of them is lost."""
    return len(values) > 2 and values[0] != 0 and values[-1] == sum(values[1:-1]) > 0  # noqa: PLR2004


def pushed_on(texts: Sequence[str], width: int) -> bool:
    """Whether cells of groups of ``width``, each with its total last, are totals only where all are moved by one."""
    values = [read(text, "件").value for text in texts]
    if any(value is None and text for value, text in zip(values, texts, strict=True)):
        return False
    numbers = [value or 0 for value in values]
    if sum(map(_holds, _groups(numbers, width))) > len(numbers) // width - 2:
        return False
    moved = (numbers[1:], [0, *numbers[:-1]][width:])
    return any(
        all(map(_holds, whole)) and any(group[-1] for group in whole)
        for whole in ([g for g in _groups(each, width) if len(g) == width] for each in moved)
    )


def _groups(values: Sequence[float], width: int) -> list[Sequence[float]]:
    return [values[start : start + width] for start in range(0, len(values), width)]


def _holds(group: Sequence[float]) -> bool:
    *parts, total = group
    return total == sum(parts)


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
