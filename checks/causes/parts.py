"""The causes of a table's broken sums, each with its mends: by structure, else by the search's smallest sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from itertools import product as combined
from math import prod
from operator import itemgetter
from typing import NamedTuple

from checks.causes.split import Effect, split
from checks.causes.structure import Structure, effect, structures
from checks.model.mends import Explanation
from checks.sums.explain import TableSums, joined
from checks.sums.explain.budget import MOST_APART, Budget
from checks.sums.explain.plausible import cost
from checks.sums.explain.search import Search

# Structures that are peeled off one after the other
_MOST_STRUCTURES = 3
# A smaller set of cells is a simpler slip than a structure
_SIMPLER = 2
# Combinations of mends that are weighed
_MOST_PRODUCTS = 200
# What a structured slip weighs against single figures, as logarithms of odds (``explain.plausible``)
_COST = 1.0


class CauseMends(NamedTuple):
    """The mends of one cause, likeliest first, each with how unlikely it is; whether there are certainly no others."""

    mends: tuple[tuple[float, Explanation], ...]
    complete: bool


def parts(table: TableSums) -> list[CauseMends]:
    """The causes of the sums of a table that do not hold; none where all can, or where nothing explains them."""
    if table.ranked is None:
        return []
    family = table.feasible
    complete = table.ranked.complete
    size = min(map(len, family), default=_SIMPLER + 1)
    if size == 1:
        return _searched(table, family, complete=complete)
    fitting = structures(table.context, table.search.system, table.context.values)
    if not fitting or (size <= _SIMPLER and len(fitting[0].mended) < len(table.search.apart)):
        return _searched(table, family, complete=complete)
    if size <= _SIMPLER:
        return _beside(_searched(table, family, complete=complete), _structured(table, fitting))
    return _peeled(table, fitting)


def _searched(
    table: TableSums, family: Sequence[Mapping[str, float]], *, complete: bool, base: Mapping[str, float] | None = None
) -> list[CauseMends]:
    """The causes that the smallest sets of cells separate; ``base`` has figures mended before."""
    divided = split(family, _effect(table, {**table.context.values, **(base or {})}))
    firsts = [part[0] for part in divided]
    made = []
    for number, part in enumerate(divided):
        others = {**(base or {})}
        for other, first in enumerate(firsts):
            others |= first if other != number else {}
        made.append(_part(table, part, others, complete=complete))
    return [part for part in made if part.mends]


def _effect(table: TableSums, values: Mapping[str, float | None]) -> Effect:
    """What changes do to the sums without their unknown cells; where that is not what explained them, for unknown cells
    would have to be below zero, to all sums that hang together by unknown cells."""
    system = table.search.system
    groups = _linked(table) if table.is_of_covers else {}

    def moves(changes: Iterable[tuple[str, float]]) -> Mapping[int, float]:
        if table.is_of_covers:
            return {number: 1.0 for cell, _ in changes for number in groups[cell]}
        return effect(system, values, changes)

    return moves


def _linked(table: TableSums) -> dict[str, set[int]]:
    """For each cell the groups of its sums; sums that share an unknown cell are of one group."""
    numbers: dict[str, list[int]] = {}
    for number, equation in enumerate(table.equations):
        for cell in equation.cells:
            numbers.setdefault(cell, []).append(number)
    group = list(range(len(table.equations)))
    for cell in table.unknown:
        sharing = {group[number] for number in numbers[cell]}
        if len(sharing) > 1:
            first = min(sharing)
            group = [first if own in sharing else own for own in group]
    return {cell: {group[number] for number in own} for cell, own in numbers.items()}


def _part(
    table: TableSums, family: Sequence[Mapping[str, float]], others: Mapping[str, float], *, complete: bool
) -> CauseMends:
    weighed = sorted(((cost(table.context, changed), dict(changed)) for changed in family), key=itemgetter(0))
    mends = [(unlikely, table.explanation(changed, others)) for unlikely, changed in weighed]
    return CauseMends(tuple((unlikely, mend) for unlikely, mend in mends if mend), complete)


def product(several: Sequence[CauseMends]) -> CauseMends:
    """Parts taken for one: each mend of it is one of each."""
    every = sorted(
        ((sum(cost for cost, _ in chosen), [mend for _, mend in chosen]) for chosen in _chosen(several)),
        key=itemgetter(0),
    )
    mends = tuple((unlikely, joined(chosen)) for unlikely, chosen in every)
    possible = prod(len(part.mends) for part in several)
    return CauseMends(mends, all(part.complete for part in several) and len(mends) == possible)


def _chosen(several: Sequence[CauseMends]) -> Iterable[tuple[tuple[float, Explanation], ...]]:
    return islice(combined(*(part.mends for part in several)), _MOST_PRODUCTS)


def _structured(table: TableSums, lines: Sequence[Structure]) -> CauseMends:
    mends = [(_COST, table.explanation(each.changed, {}, each.mistake)) for each in lines]
    return CauseMends(tuple((unlikely, mend) for unlikely, mend in mends if mend), complete=True)


def _beside(searched: list[CauseMends], structure: CauseMends) -> list[CauseMends]:
    """A structure that explains all is one more mend where few cells would do too."""
    if not structure.mends or len(searched) > 1:
        return searched
    complete = all(part.complete for part in searched)
    mends = [*(mend for part in searched for mend in part.mends), *structure.mends]
    return [CauseMends(tuple(sorted(mends, key=itemgetter(0))), complete)]


def _peeled(table: TableSums, fitting: Sequence[Structure]) -> list[CauseMends]:
    """The structures one after the other, and the search over what is then still broken."""
    made: list[CauseMends] = []
    base: dict[str, float] = {}
    while fitting and len(made) < _MOST_STRUCTURES:
        made.append(_structured(table, fitting))
        base |= fitting[0].changed
        fitting = structures(table.context, table.search.system, {**table.context.values, **base})
    rest = Search(table.search.system, {**table.context.values, **base}, Budget())
    if not rest.apart:
        return [part for part in made if part.mends]
    sets = [rest.named(changed) for changed in rest.smallest()] if len(rest.apart) <= MOST_APART else []
    return [*made, *_searched(table, sets, complete=rest.complete, base=base)]
