"""The causes of a table's broken sums, each with its mends: by structure, else by the search's smallest sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from checks.causes.split import split
from checks.causes.structure import Structure, effect, structures
from checks.model.mends import Explanation
from checks.sums.explain import TableSums
from checks.sums.explain.budget import MOST_APART, Budget
from checks.sums.explain.plausible import cost
from checks.sums.explain.search import Search

# Structures that are peeled off one after the other
_MOST_STRUCTURES = 3
# A smaller set of cells is a simpler slip than a structure
_SIMPLER = 2
# What a structured slip weighs against single figures, as logarithms of odds (``explain.plausible``)
_COST = 1.0


class Part(NamedTuple):
    """The mends of one cause, likeliest first, each with how unlikely it is; whether there are certainly no others."""

    mends: tuple[tuple[float, Explanation], ...]
    complete: bool


def parts(table: TableSums) -> list[Part]:
    """The causes of the sums of a table that do not hold; none where all can, or where nothing explains them."""
    if table.ranked is None:
        return []
    family = table.feasible
    complete = table.ranked.complete
    size = min(map(len, family), default=_SIMPLER + 1)
    if size == 1:
        return _searched(table, family, complete=complete)
    found = structures(table.context, table.search.system, table.context.values)
    if not found or (size <= _SIMPLER and len(found[0].mended) < len(table.search.apart)):
        return _searched(table, family, complete=complete)
    if size <= _SIMPLER:
        return _beside(_searched(table, family, complete=complete), _structured(table, found))
    return _peeled(table, found)


def _searched(
    table: TableSums, family: Sequence[Mapping[str, float]], *, complete: bool, base: Mapping[str, float] | None = None
) -> list[Part]:
    """The causes that the smallest sets of cells tell apart; ``base`` has figures mended before."""
    values = {**table.context.values, **(base or {})}
    system = table.search.system
    place = {cell: number for number, cell in enumerate(system.cells)}

    def moves(changes: Iterable[tuple[str, float]]) -> dict[int, float]:
        return effect(system, place, values, changes)

    divided = split(family, moves)
    firsts = [part[0] for part in divided]
    made = []
    for number, part in enumerate(divided):
        others = {**(base or {})}
        for other, first in enumerate(firsts):
            others |= first if other != number else {}
        made.append(_part(table, part, others, complete=complete))
    return [part for part in made if part.mends]


def _part(
    table: TableSums, family: Sequence[Mapping[str, float]], others: Mapping[str, float], *, complete: bool
) -> Part:
    weighed = sorted(((cost(table.context, changed), dict(changed)) for changed in family), key=itemgetter(0))
    mends = [(unlikely, table.explanation(changed, others)) for unlikely, changed in weighed]
    return Part(tuple((unlikely, mend) for unlikely, mend in mends if mend), complete)


def _structured(table: TableSums, found: Sequence[Structure]) -> Part:
    mends = [(_COST, table.explanation(each.changed, {}, each.mistake)) for each in found]
    return Part(tuple((unlikely, mend) for unlikely, mend in mends if mend), complete=True)


def _beside(searched: list[Part], structure: Part) -> list[Part]:
    """A structure that explains all is one more mend where few cells would do too."""
    if not structure.mends or len(searched) > 1:
        return searched
    complete = all(part.complete for part in searched)
    mends = [*(mend for part in searched for mend in part.mends), *structure.mends]
    return [Part(tuple(sorted(mends, key=itemgetter(0))), complete)]


def _peeled(table: TableSums, found: Sequence[Structure]) -> list[Part]:
    """The structures one after the other, and the search over what is then still broken."""
    made: list[Part] = []
    base: dict[str, float] = {}
    while found and len(made) < _MOST_STRUCTURES:
        made.append(_structured(table, found))
        base |= found[0].changed
        found = structures(table.context, table.search.system, {**table.context.values, **base})
    rest = Search(table.search.system, {**table.context.values, **base}, Budget())
    if not rest.apart:
        return [part for part in made if part.mends]
    sets = [rest.named(changed) for changed in rest.smallest()] if len(rest.apart) <= MOST_APART else []
    return [*made, *_searched(table, sets, complete=rest.complete, base=base)]
