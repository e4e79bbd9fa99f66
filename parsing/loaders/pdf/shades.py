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


def sides(shades: Sequence[Box]) -> list[Edge]:
    """The sides of the areas that have another one beside them, of their height, and another above or below, of their
    width."""
    distinct = sorted(set(shades))
    beside = _neighboured(distinct, across=True)
    stacked = _neighboured(distinct, across=False)
    return [edge for box in distinct if box in beside and box in stacked for edge in _sides(box)]


def _neighboured(shades: Sequence[Box], *, across: bool) -> set[Box]:
    """Areas with another one beside them (``across``) or below them, whose ends are the same."""
    groups: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for box in shades:
        x0, top, x1, bottom = box
        groups[(round(top), round(bottom)) if across else (round(x0), round(x1))].append(box)
    start, end = (0, 2) if across else (1, 3)
    found: set[Box] = set()
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
