"""Which fewest printed cells explain all broken sums: look-up for one cell, tried one after the other beyond.

Smallest sets have a sum with only one of their cells in it. So the search takes a broken sum, tries each of its
cells with the figure that would mend it, and goes on with what is then still broken; the last cell is looked up by the
sums that it would have to mend. Broken sums that share no cell each need a cell of their own: where there are more of
them than cells may still change, the way is given up, and where there are as many, one of them is enough to follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checks.sums.explain.budget import Budget
from checks.sums.explain.system import System
from checks.sums.unknowns import TOLERANCE
from parsing.wording.values import tidy

# Sets kept for ranking
_MOST_FOUND = 400
# Larger sets are not looked for: where figures are no counts, nothing is tried, and no size would have any
_LARGEST = 6
# The fewest cells of a set in which every sum has two of them or none
_HANG_TOGETHER = 4

# Cell numbers with the figures they would have
Changed = dict[int, float]


class Search:
    """The search over one table's sums; a change is taken back after each try, so that nothing is copied."""

    def __init__(self, system: System, values: Mapping[str, float | None], budget: Budget) -> None:
        self.system = system
        self.budget = budget
        held = self.values = [values.get(cell) or 0 for cell in system.cells]
        self.differences = [sum([weight * held[cell] for cell, weight in each.items()]) for each in system.weights]
        self.changed: Changed = {}
        self.seen: set[frozenset[tuple[int, float]]] = set()
        self.size = 0
        self.apart = self._apart(self.broken())
        self.found: dict[frozenset[tuple[int, float]], Changed] = {}

    @property
    def complete(self) -> bool:
        """Whether nothing was left out so far.

        Four cells and more may hang together so that no sum has only one of them; such sets need two cells more than
        there are broken sums apart.
        """
        return not self.cut and (self.size < _HANG_TOGETHER or len(self.apart) > self.size - 2)

    @property
    def cut(self) -> bool:
        """Whether the search gave up."""
        return self.budget.spent or len(self.found) >= _MOST_FOUND

    def broken(self) -> int:
        """The sums that do not hold, as a bit mask."""
        mask = 0
        for number, difference in enumerate(self.differences):
            if not -TOLERANCE <= difference <= TOLERANCE:
                mask |= 1 << number
        return mask

    def smallest(self) -> list[Changed]:
        """Every set of the smallest size that has any; none where the search was cut short before it found one, or
        where no sum is broken."""
        broken = self.broken()
        self.size = len(self.apart) - 1
        while broken and not self.found and not self.cut and self.size < _LARGEST:
            self.size += 1
            self.seen.clear()
            self._mend(self.size, broken)
        return list(self.found.values())

    def named(self, changed: Changed) -> dict[str, float]:
        """A set by its cells' ids."""
        return {self.system.cells[cell]: value for cell, value in changed.items()}

    def _apart(self, broken: int) -> list[int]:
        """Broken sums that share no cell, as many as two simple ways find."""
        clash = self.system.clash
        first, last = [], []
        left = broken
        while left:
            first.append((left & -left).bit_length() - 1)
            left &= ~clash[first[-1]]
        left = broken
        while left:
            last.append(left.bit_length() - 1)
            left &= ~clash[last[-1]]
        return first if len(first) >= len(last) else last

    def _mend(self, left: int, broken: int) -> None:
        if not broken:
            self.found.setdefault(frozenset(self.changed.items()), dict(self.changed))
            return
        if left == 1:
            self._look_up(broken)
            return
        apart = self._apart(broken)
        if len(apart) > left:
            return
        for cell, value in self._candidates(broken, apart, left):
            if self.cut:
                return
            before = self.values[cell]
            self.changed[cell] = value
            state = frozenset(self.changed.items())
            if state not in self.seen:
                self.seen.add(state)
                self.budget.states += 1
                self._mend(left - 1, self._set(cell, value, broken))
                self._set(cell, before, 0)
            del self.changed[cell]

    def _set(self, cell: int, value: float, broken: int) -> int:
        """Change a cell, and the sums that are then broken."""
        moved = value - self.values[cell]
        self.values[cell] = value
        for number, weight in self.system.member[cell]:
            difference = self.differences[number] + weight * moved
            self.differences[number] = difference
            if -TOLERANCE <= difference <= TOLERANCE:
                broken &= ~(1 << number)
            else:
                broken |= 1 << number
        return broken

    def _look_up(self, broken: int) -> None:
        """The cells that mend all broken sums and break no other."""
        for cell in self.system.signature.get(broken, ()):
            moves = {-self.differences[number] / weight for number, weight in self.system.member[cell]}
            value = tidy(self.values[cell] + moves.pop())
            same = all(-TOLERANCE <= self.values[cell] + move - value <= TOLERANCE for move in moves)
            if same and _is_count(value) and cell not in self.changed:
                changed = {**self.changed, cell: value}
                self.found.setdefault(frozenset(changed.items()), changed)

    def _candidates(self, broken: int, apart: list[int], left: int) -> Iterator[tuple[int, float]]:
        """Cells of broken sums, each with the figure that mends one of them."""
        weights = self.system.weights
        if len(apart) == left:
            followed = [min(apart, key=lambda number: len(weights[number]))]
        else:
            followed = [number for number in range(len(weights)) if broken >> number & 1]
        for number in followed:
            difference = self.differences[number]
            for cell, weight in weights[number].items():
                value = tidy(self.values[cell] - difference / weight)
                if _is_count(value) and cell not in self.changed:
                    yield cell, value


def _is_count(value: float) -> bool:
    """Whether a cell could hold it: counts are whole and not below zero."""
    return value >= 0 and value == int(value)
