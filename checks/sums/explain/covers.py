"""The fewest printed cells that, free to change, let the unknown cells be filled: found by what each failure demands.

Where a choice of cells does not suffice, a linear program names further cells of which at least one has to change: a
demand. Smallest choices are looked for among those that meet every demand known so far, so that most choices are
dismissed without a program, and none is missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from checks.model.known import Known
from checks.sums.equations import Equation
from checks.sums.explain.budget import MOST_APART, Budget

if TYPE_CHECKING:
    from checks.sums.programs import Repair

Cells = frozenset[str]

# Sets looked for; likelier ones may be among the later
_MOST_FOUND = 20


class Covers:
    """The search over one table's sums. Demands are kept: they hold for whatever is asked later."""

    def __init__(self, equations: Sequence[Equation], known: Known, budget: Budget) -> None:
        self.equations = equations
        self.known = known
        self.budget = budget
        self.demands: list[Cells] = []
        self.found: list[Cells] = []
        self.complete = True

    @cached_property
    def repair(self) -> Repair:
        """The programs over these sums."""
        # scipy takes a third of a second to load, and most reports never need it
        from checks.sums.programs import Repair  # noqa: PLC0415

        return Repair(self.equations, self.known)

    def dismisses(self, changed: Iterable[str]) -> bool:
        """Whether changing only these cells is known not to suffice."""
        return any(demand.isdisjoint(changed) for demand in self.demands)

    def ask(self, freed: Cells) -> Cells | None:
        """What is demanded where only these cells change; None where they suffice."""
        self.budget.solves += 1
        demand = self.repair.demand(freed)
        if demand is not None:
            self.demands.append(demand)
        return demand

    def smallest(self) -> list[dict[str, float]]:
        """The sets of the smallest size that has any, each with the least change; ``complete`` unless there may be
        others."""
        self.ask(frozenset())
        size = 0
        while not self.found and not self.budget.spent and size <= MOST_APART:
            size = max(size + 1, _apart(self.demands))
            self._extend(frozenset(), frozenset(), size)
        self.complete = bool(self.found) and not self._ended
        self.budget.solves += len(self.found)
        figures = [self.repair.figures(cells) for cells in sorted(self.found, key=self._in_form)]
        return [changed for changed in figures if changed is not None]

    @property
    def _ended(self) -> bool:
        return self.budget.spent or len(self.found) >= _MOST_FOUND

    def _in_form(self, cells: Cells) -> list[int]:
        return sorted(map(self.repair.place.__getitem__, cells))

    def _extend(self, chosen: Cells, barred: Cells, left: int) -> None:
        """Every sufficient set of these cells and at most so many others, none of them barred."""
        self.budget.states += 1
        demands = [demand - barred for demand in self.demands if demand.isdisjoint(chosen)]
        if not demands:
            demand = self.ask(chosen)
            if demand is None:
                self.found.append(chosen)
                return
            demands = [demand - barred]
        if _apart(demands) > left:
            return
        fewest = min((len(demand), n) for n, demand in enumerate(demands))[1]
        for cell in sorted(demands[fewest], key=self.repair.place.__getitem__):
            if self._ended:
                return
            self._extend(chosen | {cell}, barred, left - 1)
            barred |= {cell}


def _apart(demands: Iterable[Cells]) -> int:
    """How many demands at least have no cell in common: each takes a cell of its own."""
    taken: Cells = frozenset()
    apart = 0
    for demand in sorted(demands, key=len):
        if demand.isdisjoint(taken):
            taken |= demand
            apart += 1
    return apart
