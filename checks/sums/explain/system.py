"""A table's sums over its printed cells, with the cells without a number taken out.

The sums of a table are an error-correcting code: a wrong cell breaks its own set of them, each by as much as it is off.
An unknown cell can take up any difference; so of the sums that share one, one is given up and taken off the others.
What remains speaks of printed cells only. (That unknown cells are not below zero is looked at afterwards.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import chain
from typing import NamedTuple

from checks.sums.equations import Equation, sums

# What a cell adds to a sum: +1 in its total, -1 in its parts; other numbers arise where sums are taken off each other
Weights = dict[int, int]


class System(NamedTuple):
    """Sums over cells, both numbered.

    ``weights``: for each sum its cells with their weights. ``member``: for each cell its sums with its weight.
    ``signature``: the cells by the sums that they break, as a bit mask. ``clash``: for each sum the sums, itself among
    them, that share a cell with it, as a bit mask.
    """

    cells: tuple[str, ...]
    weights: tuple[Weights, ...]
    member: tuple[tuple[tuple[int, int], ...], ...]
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
    signature: dict[int, tuple[int, ...]] = {}
    for cell, listed in enumerate(member):
        if listed:
            mask = _mask(number for number, _ in listed)
            signature[mask] = (*signature.get(mask, ()), cell)
    clash = tuple(_mask(chain.from_iterable([n for n, _ in member[cell]] for cell in each)) for each in weights)
    return System(cells, tuple(weights), tuple(tuple(listed) for listed in member), signature, clash)


def _mask(numbers: Iterable[int]) -> int:
    mask = 0
    for number in numbers:
        mask |= 1 << number
    return mask


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
    factor = Fraction(weights[cell], given_up[cell])
    left, right = factor.denominator, factor.numerator
    taken = {c: left * weights.get(c, 0) - right * given_up.get(c, 0) for c in {**weights, **given_up}}
    return {c: weight for c, weight in taken.items() if weight}
