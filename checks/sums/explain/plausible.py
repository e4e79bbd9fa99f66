"""How likely an explanation is, and what may have happened to its cells.

A set of changes is weighed as a whole: what a clerk's slip explains is likelier than what nothing does, and figures
that look like the rest of the table are likelier than figures that don't. Weights are natural logarithms of odds, set
by trial on made-up tables (``make bench`` prints how often the true set comes first).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, combinations
from math import fsum, log

from checks.model.mends import Mistake
from parsing.form import TOTAL, table

Changed = Mapping[str, float]

# Odds against each mistake, as logarithms
_COST = {
    "displaced": 1.0,
    "moved": 1.5,
    "digits_swapped": 1.0,
    "digit_doubled": 1.0,
    "digit_dropped": 1.2,
    "times_ten": 1.0,
    "total_not_updated": 2.0,
    "total_alike": 0.5,
    "other": 2.5,
}
# A whole figure in the cell beside its own, which would be empty
_WHOLE = -1.0
# A slip of short numbers is often mere chance
_CHANCE = 1.0
# How much the size of a figure counts against it
_SIZE = 0.5
# A figure that should be zero is likelier spoiled than one that should not; how much its row and column say of that,
# and how many figures of the whole table their own ones must outweigh
_ZERO_LIKELIER = -0.8
_LINES = 0.5
_WORTH = 8
# The rows whose figures follow from those of other rows
_DERIVED = ("received", TOTAL)


class PrintedTable:
    """A table as printed: its figures by cell, None for cells without a number; some cells were read with doubt."""

    def __init__(
        self, table_id: str, edition: str, values: Mapping[str, float | None], in_doubt: frozenset[str] = frozenset()
    ) -> None:
        self.values = values
        self.in_doubt = in_doubt
        self.unknown = frozenset(cell for cell, value in values.items() if value is None)
        form = table(edition, table_id)
        self.columns = [column.id for column in form.rows[0].columns]
        self.rows = [row.id for row in form.rows]
        self.id = table_id

    def cell(self, row: str, column: str) -> str:
        """``table/row/column``."""
        return f"{self.id}/{row}/{column}"

    def filled(self, cell: str) -> Mistake:
        """What an unknown cell that holds more than nothing comes of: of our reading, or of the body's blank."""
        return Mistake("read_with_doubt" if cell in self.in_doubt else "blank_filled", (cell,))

    @cached_property
    def _lines(self) -> dict[str, tuple[int, int]]:
        """For each row, each column and the table ("") how many of its parts are not zero, and how many it has."""
        rows = [row for row in self.rows if row not in _DERIVED]
        columns = [column for column in self.columns if column != TOTAL]
        grid = [[self.values.get(self.cell(row, column)) for column in columns] for row in rows]
        counts = {f"r:{row}": _filled(line) for row, line in zip(rows, grid, strict=True)}
        counts |= {f"c:{column}": _filled(line) for column, line in zip(columns, zip(*grid, strict=True), strict=True)}
        counts[""] = _filled(list(chain.from_iterable(grid)))
        return counts

    @staticmethod
    def derived(row: str, column: str) -> bool:
        """Whether a cell's figure follows from others: totals, and what was received."""
        return column == TOTAL or row in _DERIVED

    def above_zero(self, row: str, column: str) -> float:
        """The log odds that a cell which one figure or the other would make zero is not: as other figures of its row
        and column are, as far as there are enough of them."""
        cell = self.values.get(self.cell(row, column))
        filled, every = self._less("", cell)
        usual = (filled + 1) / (every + 2)
        lines = (self._less(f"r:{row}", cell), self._less(f"c:{column}", cell))
        odds = [log((f + _WORTH * usual) / (n - f + _WORTH * (1 - usual))) - log(usual / (1 - usual)) for f, n in lines]
        return _ZERO_LIKELIER + _LINES * sum(odds)

    def _less(self, line: str, value: float | None) -> tuple[int, int]:
        """The counts of a line without one of its figures."""
        filled, every = self._lines[line]
        return filled - bool(value), every - 1


def _filled(line: Sequence[float | None]) -> tuple[int, int]:
    """How many figures of a line are not zero, and how many it has."""
    figures = len(line) - line.count(None)
    return figures - line.count(0), figures


def cost(printed: PrintedTable, changed: Changed) -> float:
    """How unlikely a set of changes is; only differences between sets of one table mean anything."""
    happened = mistakes(printed, changed)
    # rounded once, so that sets that are equally likely tie in whatever order their cells come
    return fsum(
        [
            *(_mistake_cost(printed, changed, mistake) for mistake in happened),
            *(_surprise(printed, cell, value) for cell, value in changed.items()),
        ]
    )


def _mistake_cost(printed: PrintedTable, changed: Changed, mistake: Mistake) -> float:
    weight = _COST[mistake.kind]
    if mistake.kind == "moved" and _is_whole(printed, changed, *mistake.cells):
        return _WHOLE
    if mistake.kind in ("digits_swapped", "digit_doubled", "digit_dropped", "times_ten"):
        digits = len(str(int(max(printed.values[mistake.cells[0]] or 0, changed[mistake.cells[0]]))))
        return weight + max(3 - digits, 0) * _CHANCE
    return weight


def _surprise(printed: PrintedTable, cell: str, implied: float) -> float:
    """How much less the implied figure looks like the rest of the table than the printed one."""
    _, row, column = cell.split("/")
    before = printed.values[cell] or 0
    if printed.derived(row, column):
        return 0
    size = _SIZE * (log(max(implied, 1)) - log(max(before, 1)))
    if (implied == 0) == (before == 0):
        return size
    odds = printed.above_zero(row, column)
    return size + (odds if implied == 0 else -odds)


def mistakes(printed: PrintedTable, changed: Changed) -> tuple[Mistake, ...]:
    """What may have happened, each changed cell once: to a whole line, to two cells of a line, to one cell."""
    left = [cell for cell in printed.values if cell in changed]
    happened = []
    for line in _lines_of(left):
        if _displaced(printed, changed, line):
            happened.append(Mistake("displaced", tuple(line)))
            left = [cell for cell in left if cell not in line]
    for pair in combinations(left, 2):
        if set(pair) <= set(left) and _moved(printed, changed, *pair):
            happened.append(Mistake("moved", pair))
            left = [cell for cell in left if cell not in pair]
    return (*happened, *(Mistake(_single(printed, changed, cell), (cell,)) for cell in left))


def _lines_of(cells: Sequence[str]) -> Iterable[list[str]]:
    """The changed cells of each row and each column that has three or more."""
    for part in (1, 2):
        lines: dict[str, list[str]] = {}
        for cell in cells:
            lines.setdefault(cell.split("/")[part], []).append(cell)
        yield from (line for line in lines.values() if len(line) > 2)  # noqa: PLR2004 two are ``moved``


def _displaced(printed: PrintedTable, changed: Changed, line: Sequence[str]) -> bool:
    """Whether a row's or column's implied figures are the printed ones, one cell on or back."""
    _, row, column = line[0].split("/")
    if all(cell.split("/")[1] == row for cell in line):
        cells = [printed.cell(row, each) for each in printed.columns]
    else:
        cells = [printed.cell(each, column) for each in printed.rows]
    before = [printed.values.get(cell) for cell in cells]
    implied = [changed.get(cell, value) for cell, value in zip(cells, before, strict=True)]
    first, last = (min(cells.index(cell) for cell in line), max(cells.index(cell) for cell in line))
    return before[first + 1 : last + 1] == implied[first:last] or before[first:last] == implied[first + 1 : last + 1]


def _moved(printed: PrintedTable, changed: Changed, one: str, other: str) -> bool:
    """Whether as much is missing in one part of a row or column as there is too much in another."""
    (_, row, column), (_, other_row, other_column) = one.split("/"), other.split("/")
    if (row == other_row) == (column == other_column) or TOTAL in (row, column, other_row, other_column):
        return False
    return changed[one] - (printed.values[one] or 0) == (printed.values[other] or 0) - changed[other]


def _is_whole(printed: PrintedTable, changed: Changed, one: str, other: str) -> bool:
    """Whether a figure is in the next cell of its line, and nothing in its own."""
    here, there = printed.values[one], printed.values[other]
    neighbours = any(
        abs(line.index(a) - line.index(b)) == 1
        for line, a, b in zip((printed.rows, printed.columns), one.split("/")[1:], other.split("/")[1:], strict=True)
        if a != b
    )
    return neighbours and (here == 0) != (there == 0) and (changed[one], changed[other]) == (there, here)


def _single(table: PrintedTable, changed: Changed, cell: str) -> str:
    """What may have happened to one figure."""
    before, implied = table.values[cell], changed[cell]
    if _alike(table, changed, cell):
        return "total_alike"
    printed, true = str(before), str(implied)
    if before and implied and (before == 10 * implied or implied == 10 * before):
        return "times_ten"
    if len(printed) == len(true) and _swapped(printed, true):
        return "digits_swapped"
    if before and _lacks_one(printed, true):
        return "digit_dropped"
    if implied and any(printed == true[:n] + true[n] + true[n:] for n in range(len(true))):
        return "digit_doubled"
    return "total_not_updated" if TOTAL in cell.split("/") else "other"


def _alike(printed: PrintedTable, changed: Changed, total: str) -> bool:
    """Whether a total changes as much as a part of its row, or of its column."""
    _, row, column = total.split("/")
    off = changed[total] - (printed.values[total] or 0)
    for cell, value in changed.items():
        _, other_row, other_column = cell.split("/")
        of_row = column == TOTAL and row == other_row and other_column != TOTAL
        of_column = row == TOTAL and column == other_column and other_row != TOTAL
        if (of_row or of_column) and value - (printed.values[cell] or 0) == off:
            return True
    return False


def _swapped(one: str, other: str) -> bool:
    """Whether two neighbouring digits changed places."""
    differ = [n for n in range(len(one)) if one[n] != other[n]]
    return len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(one) == sorted(other)  # noqa: PLR2004


def _lacks_one(short: str, long: str) -> bool:
    return len(long) == len(short) + 1 and any(long[:n] + long[n + 1 :] == short for n in range(len(long)))
