"""Where the error is: the smallest sets of cells that, changed, would make every sum hold.

The sums of a table are an error-correcting code: a wrong cell breaks its own set of them, and by the same amount. The
search takes a broken sum, tries each of its cells with the figure that would mend it, and goes on with what is then
still broken; sets are tried from the smallest on. Cells without a number may take any number of zero or more for
nothing. Nothing found here is ever written back.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import islice, product

from checks.equations import Equation, equations
from checks.findings import Change
from checks.kinds import Known
from checks.rules import rules
from parsing.form import TOTAL
from parsing.report import Report
from parsing.values import tidy

# Sets of more cells explain nothing any more; more explanations than this nobody reads
_MOST_CELLS = 3
_MOST = 10
# With more cells unknown than this, nearly anything would explain a broken sum
_MOST_UNKNOWN = 12
# States looked at before the search gives up, to bound its time
_MOST_STATES = 20_000
# A cell stands in at most three sums
_MOST_SUMS = 3
_TOLERANCE = 1e-6

Values = dict[str, float]


def explain(report: Report, known: Known) -> tuple[tuple[Change, ...], ...]:
    """All smallest explanations of a report's broken sums, likeliest first, at most ten; () where nothing is broken or
    no set of up to three cells in a table explains it."""
    per_table = []
    for table_id in ("requests", "disputes"):
        edition = report.editions.get(table_id)
        if edition is None:
            continue
        search = _Search(_sums(table_id, edition), known)
        if search.broken():
            per_table.append(search.smallest())
    if not per_table or not all(per_table):
        return ()
    found = [tuple(change for part in parts for change in part) for parts in product(*per_table)]
    return tuple(islice(sorted(found, key=_oddness), _MOST))


@cache
def _sums(table_id: str, edition: str) -> tuple[Equation, ...]:
    named = [rule for rule in rules().values() if rule.equation and rule.equation["table"] == table_id]
    return tuple(equation for rule in named for equation in equations(rule.id, edition))


class _Search:
    """The search over one table's sums. A sum is broken by how much its total is above its parts; a cell's change is
    taken back after each try, so that nothing is copied."""

    def __init__(self, sums: tuple[Equation, ...], known: Known) -> None:
        self.sums = [(equation.parts, equation.total) for equation in sums]
        self.known = {cell: known.get(cell) for equation in sums for cell in equation.cells}
        self.unknown = frozenset(cell for cell, value in self.known.items() if value is None)
        self.values: Values = {cell: value or 0 for cell, value in self.known.items()}
        self.differences = [self._difference(*sides) for sides in self.sums]
        # the sums that a cell stands in, and which way it moves them
        self.member: dict[str, list[tuple[int, int]]] = {cell: [] for cell in self.known}
        for number, (parts, total) in enumerate(self.sums):
            for cell in parts:
                self.member[cell].append((number, -1))
            for cell in total:
                self.member[cell].append((number, 1))
        self.changed: Values = {}
        self.seen: set[frozenset[tuple[str, float]]] = set()
        self.found: dict[frozenset[tuple[str, float]], Values] = {}

    def _difference(self, parts: tuple[str, ...], total: tuple[str, ...]) -> float:
        return sum(self.values[c] for c in total) - sum(self.values[c] for c in parts)

    def broken(self) -> list[int]:
        """The sums that do not hold; amounts agree to the last printed digit."""
        return [
            n for n, difference in enumerate(self.differences) if difference > _TOLERANCE or difference < -_TOLERANCE
        ]

    def smallest(self) -> list[tuple[Change, ...]]:
        """Every explanation of the smallest size that has any."""
        if len(self.unknown) > _MOST_UNKNOWN:
            return []
        for size in range(_MOST_CELLS + 1):
            self.seen.clear()
            self._mend(size)
            if self.found:
                # mended by unknown cells alone: no figure needs to be wrong
                return [self._changes(changed) for changed in self.found.values()] if size else []
        return []

    def _mend(self, left: int) -> None:
        if len(self.seen) > _MOST_STATES:
            return
        broken = self.broken()
        if not broken:
            printed = {cell: value for cell, value in self.changed.items() if cell not in self.unknown}
            self.found.setdefault(frozenset(printed.items()), printed)
            return
        free = sum(1 for cell in self.unknown if cell not in self.changed)
        if len(broken) > _MOST_SUMS * (left + free):
            return
        for cell, value in self._candidates(broken, left):
            state = frozenset({**self.changed, cell: value}.items())
            if state not in self.seen:
                self.seen.add(state)
                before = self.values[cell]
                self.changed[cell] = value
                self._set(cell, value)
                self._mend(left - (cell not in self.unknown))
                self._set(cell, before)
                del self.changed[cell]

    def _set(self, cell: str, value: float) -> None:
        moved = value - self.values[cell]
        self.values[cell] = value
        for number, sign in self.member[cell]:
            self.differences[number] += sign * moved

    def _candidates(self, broken: list[int], left: int) -> list[tuple[str, float]]:
        """Cells of broken sums, each with the figure that mends one of them."""
        common = self._common(broken) if left == 1 and not self.unknown else None
        found = []
        for number in broken:
            parts, total = self.sums[number]
            for cell in (*parts, *total):
                if cell in self.changed or (common is not None and cell not in common):
                    continue
                if cell not in self.unknown and not left:
                    continue
                difference = self.differences[number]
                value = tidy(self.values[cell] + (difference if cell in parts else -difference))
                if value >= 0:
                    found.append((cell, value))
        return found

    def _common(self, broken: list[int]) -> frozenset[str]:
        """The cells that stand in all broken sums: only one of them can be the last to change."""
        return frozenset.intersection(*(frozenset(self.sums[number][0] + self.sums[number][1]) for number in broken))

    def _changes(self, changed: Mapping[str, float]) -> tuple[Change, ...]:
        order = {cell: number for number, cell in enumerate(self.known)}
        return tuple(self._change(cell, changed[cell]) for cell in sorted(changed, key=order.__getitem__))

    def _change(self, cell: str, implied: float) -> Change:
        table, row, column = cell.split("/")
        return Change(table, row, column, self.known[cell], implied)


def _oddness(changes: tuple[Change, ...]) -> tuple[float, float]:
    """How unlikely a set is: slips of digits and totals that were not updated come first, then small differences."""
    likely = sum(_is_slip(change) + (TOTAL in (change.row, change.column)) / 2 for change in changes)
    return len(changes) - likely, sum(abs((change.implied or 0) - (change.reported or 0)) for change in changes)


def _is_slip(change: Change) -> bool:
    """Whether one figure turns into the other by swapping, dropping or doubling a digit."""
    if change.reported is None or change.implied is None:
        return False
    printed, implied = str(change.reported), str(change.implied)
    if sorted(printed) == sorted(implied):
        return True
    short, long = sorted((printed, implied), key=len)
    return len(long) == len(short) + 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
