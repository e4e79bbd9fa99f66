"""Shaded areas that are a table's cells.

A table may be drawn without a line, as areas side by side and one below the other. The shade of a paragraph, of a row
or of every other row is no cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from parsing.loaders.pdf.grid import NEAR, Edge, line_edge
from parsing.loaders.pdf.paths import Box

# Cells are so near each other at most (points)
_APART = 2 * NEAR
# Edges are in line to so many parts of a point
_PARTS = 4


def sides(shades: Sequence[Box]) -> list[Edge]:
    """The sides of the areas that have another one beside them and another one above or below, their edges in line."""
    distinct = sorted(set(shades))
    beside = _joined(distinct, (0, 2), (1, 3))
    stacked = _joined(distinct, (1, 3), (0, 2))
    return [edge for box in distinct if box in beside and box in stacked for edge in _sides(box)]


def _joined(shades: Sequence[Box], along: tuple[int, int], across: tuple[int, int]) -> set[Box]:
    """Areas where another one ends or begins, both with an edge ``across`` in line; all of them as places in a box."""
    start, end = along
    found: set[Box] = set()
    for edge in across:
        groups: dict[int, list[Box]] = defaultdict(list)
        for box in shades:
            groups[round(box[edge] * _PARTS)].append(box)
        for group in groups.values():
            group.sort(key=lambda box: box[start])
            for one, other in pairwise(group):
                if abs(other[start] - one[end]) <= _APART:
                    found |= {one, other}
    return found


def _sides(box: Box) -> list[Edge]:
    x0, top, x1, bottom = box
    return [
        line_edge("h", x0, top, x1, top),
        line_edge("h", x0, bottom, x1, bottom),
        line_edge("v", x0, top, x0, bottom),
        line_edge("v", x1, top, x1, bottom),
    ]
