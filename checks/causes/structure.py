"""Slips with a structure: the figures of a line are one cell off, two lines are exchanged, totals were not carried.

They break more sums than a search cell by cell could look at, and each is a single slip. What a line's cells would have
to be is read off the sums that cross it; a slip is one where those are figures that are printed beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import combinations, groupby, pairwise, starmap
from operator import itemgetter, or_
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
    """A row or column: its cells, their figures, the sums of each as a bit mask, and those that have several of it."""

    cells: Sequence[str]
    figures: Sequence[float | None]
    masks: Sequence[int]
    own: int


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
        cells = [[printed.cell(row, column) for column in printed.columns] for row in printed.rows]
        self.rows = [self._line(line) for line in cells]
        self.columns = [self._line(line) for line in zip(*cells, strict=True)]
        # sums over several rows and several columns, of a table with unknown cells
        self.mixed = _spread(self.rows) & _spread(self.columns)

    def hypotheses(self) -> Iterator[tuple[str, Changed]]:
        """What may have happened, most telling first: (kind, cells with their figures)."""
        for line in (*self.rows, *self.columns):
            if self._may_be_displaced(line):
                yield from (("displaced", changed) for changed in self._displaced(line))
        yield from (("exchanged", changed) for changed in self._exchanged())
        yield from (("not_carried", changed) for changed in self._not_carried())

    def judged(self, kind: str, changed: Changed) -> Structure | None:
        """The slip, if it changes enough cells, each to a count, and every sum that it moves then holds."""
        if len(changed) < _FEWEST or any(value < 0 or value != int(value) for value in changed.values()):
            return None
        moved = effect(self.system, self.values, changed.items())
        holds = all(abs(self.differences[number] + by) <= TOLERANCE for number, by in moved.items())
        return Structure(changed, Mistake(kind, tuple(changed)), frozenset(moved)) if moved and holds else None

    def _line(self, cells: Sequence[str]) -> _Line:
        mask_of = self.system.mask_of
        masks = [mask_of.get(cell, 0) for cell in cells]
        return _Line(cells, list(map(self.values.get, cells)), masks, _shared(masks))

    def _needs(self, line: _Line) -> list[float | None]:
        """By how much each cell of a line is off by the sums that cross it; None where they say different things, or
        nothing."""
        return [self._need(cell, line.own) for cell in line.cells]

    def _need(self, cell: str, own: int) -> float | None:
        needs = {
            tidy(-self.differences[number] / weight) if self.differences[number] else 0
            for number, weight in self.system.sums_of.get(cell, ())
            if not own >> number & 1
        }
        return needs.pop() if len(needs) == 1 else None

    def _may_be_displaced(self, line: _Line) -> bool:
        """Whether enough cells of a line are off by as much as the figure beside them differs, all in one direction."""
        crossing = ~(line.own | self.holding)
        touched = [n for n, mask in enumerate(line.masks) if mask & crossing]
        if len(touched) < _FEWEST - 1:
            return False
        off = {n: need for n in touched if (need := self._need(line.cells[n], line.own))}
        figures = (None, *line.figures, None)
        fitting = [
            sum([_apart(figures[n + 1], figures[n + 1 + step]) == need for n, need in off.items()]) for step in (1, -1)
        ]
        return max(fitting) >= _FEWEST - 1

    def _displaced(self, line: _Line) -> Iterator[Changed]:
        """The figures of the line, or of a stretch of it, moved one cell on or back; what fell off follows from the
        sums."""
        cells, printed, needs = line.cells, line.figures, self._needs(line)
        ahead = list(starmap(_apart, pairwise(printed)))
        behind = [None if off is None else -off for off in ahead]
        for step, offs in ((1, [*ahead, None]), (-1, [None, *behind])):
            fits = [off == need is not None for off, need in zip(offs, needs, strict=True)]
            # a stretch changes its own cells and one more
            for stretch in [run for run in _stretches(fits) if len(run) >= _FEWEST - 1]:
                end = stretch[-1] + 1 if step == 1 else stretch[0] - 1
                changed = {cells[n]: printed[n + step] for n in stretch if needs[n]}
                if needs[end]:
                    changed[cells[end]] = tidy((printed[end] or 0) + (needs[end] or 0))
                yield {cell: value for cell, value in changed.items() if value is not None}

    def _exchanged(self) -> Iterator[Changed]:
        """Two rows, or a column and the totals, in each other's place."""
        balanced = [name in _BALANCED for name in self.printed.rows]
        for (of_one, one), (of_other, other) in combinations(zip(balanced, self.rows, strict=True), 2):
            if (of_one or of_other) and self._may_swap(one, other):
                yield _swapped(one, other)
        *parts, totals = self.columns
        for column in parts:
            if self._may_swap(column, totals):
                yield _swapped(column, totals)

    def _may_swap(self, one: _Line, other: _Line) -> bool:
        """Whether no sum shows at once that it would be broken: one that holds, and has only one of two figures that
        differ."""
        telling = self.holding & ~(one.own | other.own | self.mixed)
        for a, b, left, right in zip(one.figures, other.figures, one.masks, other.masks, strict=True):
            if a is None or b is None or ((left ^ right) & telling and abs(b - a) >= 1):
                return False
        return True

    def _not_carried(self) -> Iterator[Changed]:
        """A line of totals was not brought up to date; or none of the totals was."""
        total_row = next((row for row, name in zip(self.rows, self.printed.rows, strict=True) if name == TOTAL), None)
        for line in filter(None, (total_row, self.columns[-1])):
            yield self._updated(line)
        for line, name in zip(self.rows, self.printed.rows, strict=True):
            if name in _BALANCED and name != TOTAL and not any(line.figures):
                yield self._updated(line)

    def _updated(self, line: _Line) -> Changed:
        needs = self._needs(line)
        if None in needs:
            return {}
        offs = zip(line.cells, line.figures, needs, strict=True)
        return {cell: tidy((figure or 0) + need) for cell, figure, need in offs if need}


def _swapped(one: _Line, other: _Line) -> Changed:
    changed: Changed = {}
    for left, right, a, b in zip(one.cells, other.cells, one.figures, other.figures, strict=True):
        if a is None or b is None:
            return {}
        if a != b:
            changed |= {left: b, right: a}
    return changed


def _apart(one: float | None, other: float | None) -> float | None:
    """By how much a figure differs from another; None where one is unknown."""
    return None if one is None or other is None else exact(other - one)


def _spread(lines: Iterable[_Line]) -> int:
    """The sums that have cells of several lines, as a bit mask."""
    return _shared(reduce(or_, line.masks, 0) for line in lines)


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
