"""How causes are separated: sums belong to one cause unless the smallest mends are the product of those of the parts.

Sums need no cell in common to be of one cause: two slips that could each be mended alone have as many mends together as
the product of both; where some combinations are missing, or where mending one sum alone would take more cells, it is
one slip that broke them. The finest such division is looked for among the changes of one mend, few as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import combinations

# Cells with the figures that they would have
Changed = Mapping[str, float]
_Set = frozenset[tuple[str, float]]
# What changes do to each sum that they move: (changes) → sum's number and by how much
Effect = Callable[[Iterable[tuple[str, float]]], Mapping[int, float]]


def split(family: Sequence[Changed], effect: Effect) -> list[list[dict[str, float]]]:
    """The mends of each cause, of all smallest mends of a table; one cause where the mends are no product."""
    sets = {frozenset(changed.items()): None for changed in family}
    return [[dict(each) for each in part] for part in _parts(list(sets), effect)] if sets else []


def _parts(family: list[_Set], effect: Effect) -> list[list[_Set]]:
    one = family[0]
    for size in range(1, len(one) // 2 + 1):
        for chosen in combinations(sorted(one), size):
            divided = _divided(family, frozenset(chosen), effect)
            if divided:
                return [*_parts(divided[0], effect), *_parts(divided[1], effect)]
    return [family]


def _divided(family: Collection[_Set], left: _Set, effect: Effect) -> tuple[list[_Set], list[_Set]] | None:
    """The mends of both parts, one of which changes these cells in the first mend; None where they depend on each
    other."""
    right = next(iter(family)) - left
    if not right or not effect(left).keys().isdisjoint(effect(right)):
        return None
    lefts = [each - right for each in family if right <= each]
    rights = [each - left for each in family if left <= each]
    if len(lefts) * len(rights) != len(family):
        return None
    known = set(family)
    return (lefts, rights) if all(a | b in known for a in lefts for b in rights) else None
