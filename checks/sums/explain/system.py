"""A table's sums over its printed cells, with the cells without a number taken out.

The sums of a table are an error-correcting code: a wrong cell breaks its own set of them, each by as much as it is off.
An unknown cell can take up any difference; so of the sums that share one, one is given up and taken off the others.
What remains speaks of printed cells only. (That unknown cells are not below zero is looked at afterwards.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, reduce
from itertools import chain
from math import gcd
from operator import or_
from typing import NamedTuple

from checks.sums.equations import Equation, sums

# What a cell adds to a sum: +1 in its total, -1 in its parts; other numbers arise where sums are taken off each other
Weights = dict[int, int]


class System(NamedTuple):
    """Sums over cells, both numbered.

    ``weights``: for each sum its cells with their weights. ``member``: for each cell its sums with its weight; those
    of a cell's id: ``sums_of``, and as a bit mask ``mask_of``, without cells that have none. ``signature``: the cells
    by the sums that they break, as a bit mask. ``clash``: for each sum the sums, itself among them, that share a cell
    with it, as a bit mask.
    """

    cells: tuple[str, ...]
    weights: tuple[Weights, ...]
    member: tuple[tuple[tuple[int, int], ...], ...]
    sums_of: Mapping[str, tuple[tuple[int, int], ...]]
    mask_of: Mapping[str, int]
    signature: Mapping[int, tuple[int, ...]]
    clash: tuple[int, ...]


@cache
def full_system(table_id: str, edition: str) -> System:
    """A table's sums where every cell has a number."""
    return system(tuple(equation for _, equation in sums(table_id, edition)), frozenset())


def system(equations: Sequence[Equation], unknown: frozenset[str]) -> System:
    """The sums over the cells that are not unknown."""
    cells = tuple(dict.fromkeys(chain.from_iterable(equation.cells for equation in equations)))
    place = {cell: number for number, cell in enumerate(cells)}
    weights = [{place[c]: -1 for c in equation.parts} | {place[c]: 1 for c in equation.total} for equation in equations]
    weights = _without(weights, [place[cell] for cell in cells if cell in unknown])
    member: list[list[tuple[int, int]]] = [[] for _ in cells]
    for number, each in enumerate(weights):
        for cell, weight in each.items():
            member[cell].append((number, weight))
    sums_of = {cells[cell]: tuple(listed) for cell, listed in enumerate(member) if listed}
    masks = [sum([1 << number for number, _ in listed]) for listed in member]
    signature: dict[int, tuple[int, ...]] = {}
    for cell, mask in enumerate(masks):
        if mask:
            signature[mask] = (*signature.get(mask, ()), cell)
    clash = tuple(reduce(or_, [masks[cell] for cell in each]) for each in weights)
    mask_of = {cell: mask for cell, mask in zip(cells, masks, strict=True) if mask}
    return System(cells, tuple(weights), tuple(map(tuple, member)), sums_of, mask_of, signature, clash)


def _without(weights: list[Weights], unknown: Iterable[int]) -> list[Weights]:
    """The sums with the unknown cells taken out: of the sums that share one the shortest is given up."""
    for cell in unknown:
        sharing = [each for each in weights if cell in each]
        if not sharing:
            continue
        given_up = min(sharing, key=len)
        weights = [
            _take_off(each, given_up, cell) if cell in each else each for each in weights if each is not given_up
        ]
    return [each for each in weights if each]


def _take_off(weights: Weights, given_up: Weights, cell: int) -> Weights:
    left, right = given_up[cell], weights[cell]
    common = gcd(left, right) if left > 0 else -gcd(left, right)
    left, right = left // common, right // common
    taken = {c: left * weight for c, weight in weights.items()} if left != 1 else dict(weights)
    for c, weight in given_up.items():
        taken[c] = taken.get(c, 0) - right * weight
    return {c: weight for c, weight in taken.items() if weight}
