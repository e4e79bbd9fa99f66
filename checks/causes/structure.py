"""Slips with a structure: the figures of a line are one cell off, two lines are exchanged, totals were not carried.

They break more sums than a search cell by cell could look at, and each is a single slip. What a line's cells would have
to be is read off the sums that cross it; a slip is one where those are figures that are printed beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from checks.model.mends import Mistake
from checks.sums.equations import exact
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


class _Line(NamedTuple):
    """A row or column: its cells, their figures, and the sums of each as a bit mask."""

    cells: Sequence[str]
    figures: Sequence[float | None]
    masks: Sequence[int]


class _Lines:
    """The rows and columns of a table against its sums."""

    def __init__(self, printed: PrintedTable, system: System, values: Mapping[str, float | None]) -> None:
        self.printed = printed
        self.system = system
        self.values = values
        held = [values.get(cell) or 0 for cell in system.cells]
        self.differences = [sum([weight * held[cell] for cell, weight in each.items()]) for each in system.weights]
        self.broken = [number for number, off in enumerate(self.differences) if abs(off) > TOLERANCE]
        self.holding = sum([1 << number for number, off in enumerate(self.differences) if not off])
        self.rows = [[printed.cell(row, column) for column in printed.columns] for row in printed.rows]
        self.columns = [list(line) for line in zip(*self.rows, strict=True)]

    def hypotheses(self) -> Iterator[tuple[str, Changed]]:
        """What may have happened, most telling first: (kind, cells with their figures)."""
        for line in (*self.rows, *self.columns):
            needs = self._needs(line, at_least=_FEWEST - 1)
            if sum(map(bool, needs)) >= _FEWEST - 1:
                yield from (("displaced", changed) for changed in self._displaced(line, needs))
        yield from (("exchanged", changed) for changed in self._exchanged())
        yield from (("not_carried", changed) for changed in self._not_carried())

    def judged(self, kind: str, changed: Changed) -> Structure | None:
        """The slip, if it changes enough cells, each to a count, and every sum that it moves then holds."""
        if len(changed) < _FEWEST or any(value < 0 or value != int(value) for value in changed.values()):
            return None
        moved = effect(self.system, self.values, changed.items())
        holds = all(abs(self.differences[number] + by) <= TOLERANCE for number, by in moved.items())
        return Structure(changed, Mistake(kind, tuple(changed)), frozenset(moved)) if moved and holds else None

    def _needs(self, line: Sequence[str], *, at_least: int = 0) -> list[float | None]:
        """By how much each cell of a line is off by the sums that cross it; None where they say different things, or
        nothing. Empty where fewer cells can be off."""
        masks = self._masks(line)
        own = _shared(masks)
        crossing = ~(own | self.holding)
        if sum([mask & crossing != 0 for mask in masks]) < at_least:
            return []
        return [self._need(cell, own) for cell in line]

    def _need(self, cell: str, own: int) -> float | None:
        needs = {
            tidy(-self.differences[number] / weight) if self.differences[number] else 0
            for number, weight in self.system.sums_of.get(cell, ())
            if not own >> number & 1
        }
        return needs.pop() if len(needs) == 1 else None

    def _masks(self, line: Sequence[str]) -> list[int]:
        """The sums of each cell of a line, as bit masks."""
        mask_of = self.system.mask_of
        return [mask_of.get(cell, 0) for cell in line]

    def _displaced(self, line: Sequence[str], needs: Sequence[float | None]) -> Iterator[Changed]:
        """The figures of the line, or of a stretch of it, moved one cell on or back; what fell off follows from the
        sums."""
        printed = [self.values.get(cell) for cell in line]
        ahead = [None if a is None or b is None else exact(b - a) for a, b in pairwise(printed)]
        behind = [None if off is None else -off for off in ahead]
        for step, offs in ((1, [*ahead, None]), (-1, [None, *behind])):
            fits = [off == need is not None for off, need in zip(offs, needs, strict=True)]
            # a stretch changes its own cells and one more
            for stretch in [run for run in _stretches(fits) if len(run) >= _FEWEST - 1]:
                end = stretch[-1] + 1 if step == 1 else stretch[0] - 1
                changed = {line[n]: printed[n + step] for n in stretch if needs[n]}
                if needs[end]:
                    changed[line[end]] = tidy((printed[end] or 0) + (needs[end] or 0))
                yield {cell: value for cell, value in changed.items() if value is not None}

    def _exchanged(self) -> Iterator[Changed]:
        """Two rows, or a column and the totals, in each other's place."""
        balanced = [name in _BALANCED for name in self.printed.rows]
        rows = list(zip(balanced, map(self._line, self.rows), strict=True))
        for (of_one, one), (of_other, other) in combinations(rows, 2):
            if (of_one or of_other) and self._may_swap(one, other):
                yield _swapped(one, other)
        *parts, totals = map(self._line, self.columns)
        for column in parts:
            if self._may_swap(column, totals):
                yield _swapped(column, totals)

    def _line(self, cells: Sequence[str]) -> _Line:
        return _Line(cells, list(map(self.values.get, cells)), self._masks(cells))

    def _may_swap(self, one: _Line, other: _Line) -> bool:
        """Whether no sum shows at once that it would be broken: one that holds, and has only one of two figures that
        differ."""
        both = [left | right for left, right in zip(one.masks, other.masks, strict=True)]
        telling = self.holding & ~_shared(both)
        for a, b, left, right in zip(one.figures, other.figures, one.masks, other.masks, strict=True):
            if a is None or b is None or ((left ^ right) & telling and abs(b - a) >= 1):
                return False
        return True

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


def _swapped(one: _Line, other: _Line) -> Changed:
    changed: Changed = {}
    for left, right, a, b in zip(one.cells, other.cells, one.figures, other.figures, strict=True):
        if a is None or b is None:
            return {}
        if a != b:
            changed |= {left: b, right: a}
    return changed


def _shared(masks: Iterable[int]) -> int:
    """What more than one of the bit masks has."""
    seen = shared = 0
    for mask in masks:
        shared |= seen & mask
        seen |= mask
    return shared


def _stretches(fits: Sequence[bool]) -> Iterator[list[int]]:
    """The places of each run that fits."""
    for does, run in groupby(enumerate(fits), key=itemgetter(1)):
        if does:
            yield [place for place, _ in run]


def effect(
    system: System, values: Mapping[str, float | None], changes: Iterable[tuple[str, float]]
) -> dict[int, float]:
    """What changes of cells do to the sums: by how much each sum that they move is moved, by its number."""
    moved: dict[int, float] = {}
    for cell, value in changes:
        by = value - (values.get(cell) or 0)
        for number, weight in system.sums_of.get(cell, ()):
            moved[number] = moved.get(number, 0) + weight * by
    return {number: by for number, by in moved.items() if abs(by) > TOLERANCE}
