"""Slips with a structure: the figures of a line are one cell off, two lines are exchanged, totals were not carried.

They break more sums than a search cell by cell could look at, and each is a single slip. What a line's cells would have
to be is read off the sums that cross it; a slip is one where those are figures that are printed beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, groupby
from operator import itemgetter
from typing import NamedTuple

from checks.model.mends import Mistake
from checks.sums.explain.plausible import PrintedTable
from checks.sums.explain.system import System
from checks.sums.unknowns import TOLERANCE
from parsing.form import TOTAL
from parsing.wording.values import tidy

# Fewer cells are looked for one by one
_FEWEST = 3
# What these rows hold follows from others, so that exchanging one of them breaks sums
_BALANCED = ("received", "carried_in", TOTAL, "carried_out")

Changed = dict[str, float]


class Structure(NamedTuple):
    """One slip: the cells with the figures they should have, what happened, and the sums that it mends, by number."""

    changed: Changed
    mistake: Mistake
    mended: frozenset[int]


def structures(printed: PrintedTable, system: System, values: Mapping[str, float | None]) -> list[Structure]:
    """The structured slips that mend every sum they touch; those that mend the most sums, and the same ones."""
    table = _Lines(printed, system, values)
    if len(table.broken) < _FEWEST:
        return []
    fitting = [made for kind, changed in table.hypotheses() if (made := table.judged(kind, changed))]
    if not fitting:
        return []
    most = max((each.mended for each in fitting), key=len)
    alike = {frozenset(each.changed.items()): each for each in fitting if each.mended == most}
    return list(alike.values())


class _Lines:
    """The rows and columns of a table against its sums."""

    def __init__(self, printed: PrintedTable, system: System, values: Mapping[str, float | None]) -> None:
        self.printed = printed
        self.system = system
        self.values = values
        self.place = {cell: number for number, cell in enumerate(system.cells)}
        held = [values.get(cell) or 0 for cell in system.cells]
        self.differences = [sum(weight * held[cell] for cell, weight in each.items()) for each in system.weights]
        self.broken = [number for number, off in enumerate(self.differences) if abs(off) > TOLERANCE]
        self.rows = [[printed.cell(row, column) for column in printed.columns] for row in printed.rows]
        self.columns = [list(line) for line in zip(*self.rows, strict=True)]

    def hypotheses(self) -> Iterator[tuple[str, Changed]]:
        """What may have happened, most telling first: (kind, cells with their figures)."""
        for line in (*self.rows, *self.columns):
            needs = self._needs(line)
            if sum(bool(need) for need in needs) >= _FEWEST - 1:
                yield from (("displaced", changed) for changed in self._displaced(line, needs))
        yield from (("exchanged", changed) for changed in self._exchanged())
        yield from (("not_carried", changed) for changed in self._not_carried())

    def judged(self, kind: str, changed: Changed) -> Structure | None:
        """The slip, if it changes enough cells, each to a count, and every sum that it moves then holds."""
        if len(changed) < _FEWEST or any(value < 0 or value != int(value) for value in changed.values()):
            return None
        moved = effect(self.system, self.place, self.values, changed.items())
        holds = all(abs(self.differences[number] + by) <= TOLERANCE for number, by in moved.items())
        return Structure(changed, Mistake(kind, tuple(changed)), frozenset(moved)) if moved and holds else None

    def _needs(self, line: Sequence[str]) -> list[float | None]:
        """By how much each cell of a line is off by the sums that cross it; None where they say different things, or
        nothing."""
        own = self._own(line)
        return [self._need(cell, own) for cell in line]

    def _own(self, line: Sequence[str]) -> frozenset[int]:
        """The sums that have more than one cell of the line."""
        seen: set[int] = set()
        own: set[int] = set()
        for cell in line:
            for number, _ in self._member(cell):
                (own if number in seen else seen).add(number)
        return frozenset(own)

    def _need(self, cell: str, own: frozenset[int]) -> float | None:
        needs = {tidy(-self.differences[number] / weight) for number, weight in self._member(cell) if number not in own}
        return needs.pop() if len(needs) == 1 else None

    def _member(self, cell: str) -> tuple[tuple[int, int], ...]:
        return self.system.member[self.place[cell]] if self.values.get(cell) is not None else ()

    def _displaced(self, line: Sequence[str], needs: Sequence[float | None]) -> Iterator[Changed]:
        """The figures of the line, or of a stretch of it, moved one cell on or back; what fell off follows from the
        sums."""
        printed = [self.values.get(cell) for cell in line]
        for step in (1, -1):
            fits = [_off(printed, n, n + step) == need is not None for n, need in enumerate(needs)]
            for stretch in _stretches(fits):
                end = stretch[-1] + 1 if step == 1 else stretch[0] - 1
                changed = {line[n]: printed[n + step] for n in stretch if needs[n]}
                if needs[end]:
                    changed[line[end]] = tidy((printed[end] or 0) + (needs[end] or 0))
                yield {cell: value for cell, value in changed.items() if value is not None}

    def _exchanged(self) -> Iterator[Changed]:
        """Two rows, or a column and the totals, in each other's place."""
        for one, other in combinations(range(len(self.rows)), 2):
            if {self.printed.rows[one], self.printed.rows[other]} & set(_BALANCED):
                yield self._swapped(self.rows[one], self.rows[other])
        *parts, totals = self.columns
        for column in parts:
            yield self._swapped(column, totals)

    def _swapped(self, one: Sequence[str], other: Sequence[str]) -> Changed:
        changed: Changed = {}
        for left, right in zip(one, other, strict=True):
            a, b = self.values.get(left), self.values.get(right)
            if a is None or b is None:
                return {}
            if a != b:
                changed |= {left: b, right: a}
        return changed

    def _not_carried(self) -> Iterator[Changed]:
        """A line of totals was not brought up to date; or none of the totals was."""
        total_row = next((row for row, name in zip(self.rows, self.printed.rows, strict=True) if name == TOTAL), None)
        for line in filter(None, (total_row, self.columns[-1])):
            yield self._updated(line, self._needs(line))
        for line, name in zip(self.rows, self.printed.rows, strict=True):
            if name in _BALANCED and name != TOTAL and not any(self.values.get(cell) for cell in line):
                yield self._updated(line, self._needs(line))

    def _updated(self, line: Sequence[str], needs: Sequence[float | None]) -> Changed:
        if None in needs:
            return {}
        return {cell: tidy((self.values[cell] or 0) + need) for cell, need in zip(line, needs, strict=True) if need}


def _off(printed: Sequence[float | None], here: int, there: int) -> float | None:
    """By how much the figure of one cell differs from that of another; None beyond the line's ends."""
    if not 0 <= there < len(printed):
        return None
    a, b = printed[here], printed[there]
    return None if a is None or b is None else tidy(b - a)


def _stretches(fits: Sequence[bool]) -> Iterator[list[int]]:
    """The places of each run that fits."""
    for does, run in groupby(enumerate(fits), key=itemgetter(1)):
        if does:
            yield [place for place, _ in run]


def effect(
    system: System,
    place: Mapping[str, int],
    values: Mapping[str, float | None],
    changes: Iterable[tuple[str, float]],
) -> dict[int, float]:
    """What changes of cells do to the sums: by how much each sum that they move is moved, by its number."""
    moved: dict[int, float] = {}
    for cell, value in changes:
        by = value - (values.get(cell) or 0)
        for number, weight in system.member[place[cell]]:
            moved[number] = moved.get(number, 0) + weight * by
    return {number: by for number, by in moved.items() if abs(by) > TOLERANCE}
