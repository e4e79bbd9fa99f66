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
    """The sides of areas that are side by side, where one of them has another above or below; edges are in line."""
    distinct = sorted(set(shades))
    beside = _neighbours(distinct, (0, 2), (1, 3))
    reached = [box for box in _neighbours(distinct, (1, 3), (0, 2)) if box in beside]
    cells = set(reached)
    while reached:
        new = [box for box in beside[reached.pop()] if box not in cells]
        cells.update(new)
        reached += new
    return [edge for box in distinct if box in cells for edge in _sides(box)]


def _neighbours(shades: Sequence[Box], along: tuple[int, int], across: tuple[int, int]) -> dict[Box, list[Box]]:
    """Areas by those that begin where they end, and the other way round, both with an edge ``across`` in line.

    ``along`` and ``across`` are places in a box.
    """
    start, end = along
    touching: dict[Box, list[Box]] = defaultdict(list)
    for edge in across:
        groups: dict[int, list[Box]] = defaultdict(list)
        for box in shades:
            groups[round(box[edge] * _PARTS)].append(box)
        for group in groups.values():
            group.sort(key=lambda box: box[start])
            for one, other in pairwise(group):
                if abs(other[start] - one[end]) <= _APART:
                    touching[one].append(other)
                    touching[other].append(one)
    return touching


def _sides(box: Box) -> list[Edge]:
    x0, top, x1, bottom = box
    return [
        line_edge("h", x0, top, x1, top),
        line_edge("h", x0, bottom, x1, bottom),
        line_edge("v", x0, top, x0, bottom),
        line_edge("v", x1, top, x1, bottom),
    ]
