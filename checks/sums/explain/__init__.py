"""Where the error is: the smallest sets of printed cells that, changed, would make every sum hold.

Sets are searched table by table: by look-up and trial (``search``), and with the help of linear programs where unknown
cells are beyond that (``covers``). They are put in the order in which they are likely (``plausible``). Cells without a
number may hold anything of zero or more for nothing. Nothing found here is ever written back.

What that may cost is counted (``budget``). Where so many sums are broken that no figure could be singled out, nothing
is searched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, product
from operator import itemgetter
from typing import NamedTuple

from checks.model.known import Known
from checks.model.mends import Change, Explanation, Mistake
from checks.sums.equations import sums
from checks.sums.explain.budget import MOST_APART, Budget
from checks.sums.explain.covers import Covers
from checks.sums.explain.plausible import PrintedTable, cost, mistakes
from checks.sums.explain.search import Search
from checks.sums.explain.system import full_system, system
from checks.sums.unknowns import SUMMED, Filling, fill
from parsing.report import Report

# More explanations than this nobody reads
_MOST = 10

# Ids of printed cells with the figures they would have
Changed = dict[str, float]


class Explained(NamedTuple):
    """The smallest explanations, likeliest first, at most ten; whether the search for them came to its end; and whether
    there are none because too many figures disagree."""

    explanations: tuple[Explanation, ...] = ()
    searched: bool = True
    too_many: bool = False


class _Ranked(NamedTuple):
    """A table's explanations with how unlikely each is, and whether there are certainly no others of their size."""

    explanations: list[tuple[float, Explanation]]
    complete: bool


def explain(report: Report, known: Known, budget: Budget | None = None) -> Explained:
    """The explanations of a report's broken sums, within the budget."""
    return explained(tables(report, known, budget))


def tables(report: Report, known: Known, budget: Budget | None = None) -> list[TableSums]:
    """The tables of a report that have sums, as printed."""
    budget = budget or Budget()
    editions = [(table_id, report.editions.get(table_id)) for table_id in SUMMED]
    return [TableSums(table_id, edition, known, report.doubtful, budget) for table_id, edition in editions if edition]


def explained(tables: Sequence[TableSums]) -> Explained:
    """The explanations of the tables' broken sums.

    Tables are explained apart; an explanation of the report takes one of each table that has broken sums.
    """
    per_table = []
    for table in tables:
        ranked = table.ranked
        if ranked is not None:
            per_table.append(ranked)
        if ranked is not None and not ranked.explanations:
            return Explained((), ranked.complete, not ranked.complete)
    complete = all(ranked.complete for ranked in per_table)
    choices = product(*(ranked.explanations for ranked in per_table)) if per_table else ()
    together = sorted(choices, key=lambda chosen: sum(unlikely for unlikely, _ in chosen))
    return Explained(tuple(joined([each for _, each in chosen]) for chosen in islice(together, _MOST)), complete)


def joined(parts: Sequence[Explanation]) -> Explanation:
    """Explanations taken together."""
    return Explanation(
        tuple(change for part in parts for change in part.changes),
        tuple(mistake for part in parts for mistake in part.mistakes),
        tuple(fill for part in parts for fill in part.fills),
    )


class TableSums:
    """A table as printed, its sums, and what has been found out of them."""

    def __init__(self, table_id: str, edition: str, known: Known, in_doubt: frozenset[str], budget: Budget) -> None:
        self.equations = [equation for _, equation in sums(table_id, edition)]
        full = full_system(table_id, edition)
        printed = dict(zip(full.cells, map(known.get, full.cells), strict=True))
        self.context = PrintedTable(table_id, edition, printed, in_doubt)
        self.unknown = self.context.unknown
        reduced = system(self.equations, self.unknown) if self.unknown else full
        self.search = Search(reduced, printed, budget)
        self.budget = budget
        self.family: Sequence[Changed] = ()
        self.is_of_covers = False
        self._fillings: dict[frozenset[tuple[str, float]], Filling] = {}

    @cached_property
    def covers(self) -> Covers:
        """The search with linear programs, begun when it is first asked for."""
        return Covers(self.equations, self.context.values, self.budget)

    @cached_property
    def ranked(self) -> _Ranked | None:
        """The explanations; None where all sums can hold. ``family`` then has every set of their size that was found,
        likeliest or not; ``is_of_covers`` where linear programs found them."""
        if self.unknown:
            if fill(self.equations, self.context.values).feasible:
                return None
        elif not self.search.apart:
            return None
        if len(self.search.apart) > MOST_APART:
            return _Ranked([], complete=False)
        self.family = [self.search.named(changed) for changed in self.search.smallest()]
        ranked = list(islice(self._likeliest(self.family), _MOST))
        if ranked:
            return _Ranked(ranked, self.search.complete)
        self.family = self.covers.smallest()
        self.is_of_covers = True
        return _Ranked(list(islice(self._likeliest(self.family), _MOST)), self.covers.complete)

    @property
    def feasible(self) -> list[Changed]:
        """Those of the family that the unknown cells can go with."""
        return [changed for changed in self.family if self._filled(changed).feasible]

    def _likeliest(self, sets: Sequence[Changed]) -> Iterator[tuple[float, Explanation]]:
        """The sets that the unknown cells can go with, likeliest first."""
        weighed = [(cost(self.context, changed), changed) for changed in sets]
        for unlikely, changed in sorted(weighed, key=itemgetter(0)):
            filling = self._filled(changed)
            if filling.feasible:
                yield unlikely, self._explanation(changed, filling)

    def explanation(
        self, changed: Changed, others: Mapping[str, float], mistake: Mistake | None = None
    ) -> Explanation | None:
        """A set in words' stead, where the unknown cells can go with it and with changes that others ask for; None
        where they cannot. ``mistake`` is what happened, if that is known."""
        filling = self._filled({**others, **changed})
        if not filling.feasible:
            return None
        return self._explanation(changed, filling, mistake)

    def _filled(self, changed: Changed) -> Filling:
        """How the unknown cells can go with a set."""
        if not self.unknown:
            return Filling.none()
        key = frozenset(changed.items())
        if key not in self._fillings:
            self._fillings[key] = self._fill(changed)
        return self._fillings[key]

    def _fill(self, changed: Changed) -> Filling:
        if (self.budget.spent and not self.covers.found) or self.covers.dismisses(changed):
            return Filling.impossible()
        self.budget.solves += 1
        filling = fill(self.equations, {**self.context.values, **changed})
        if not filling.feasible:
            self.covers.ask(frozenset(changed))
        return filling

    def _explanation(self, changed: Changed, filling: Filling, mistake: Mistake | None = None) -> Explanation:
        fills = tuple(Change.of(cell, None, value) for cell, value in filling.implied.items() if value)
        happened = (mistake,) if mistake else mistakes(self.context, changed)
        found = (*happened, *(self.context.filled(change.cell) for change in fills))
        before = self.context.values
        changes = tuple(Change.of(cell, value, changed[cell]) for cell, value in before.items() if cell in changed)
        return Explanation(changes, found, fills)
