"""A page's ruling lines → its tables: rows of cells with their boxes and lines of text.

pdfplumber joins the lines, and the cells to tables. Added here are lines that were never drawn: where upright lines end
together without a line across, a row goes on at the next page, and where lines across end so, a table has no sides.
Both are closed, so that their cells are found.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from pdfplumber.table import (
    TableSettings,
    cells_to_tables,
    merge_edges,
)
from pdfplumber.utils.geometry import filter_edges

from parsing.loaders.pdf.glyphs import Glyph
from parsing.loaders.pdf.lines import fills, joined, text_lines

Edge: TypeAlias = dict[str, Any]
Box: TypeAlias = tuple[float, float, float, float]

# Lines nearer than this (points) are one line
NEAR = 3.0
# Cells thinner than this are the gap of a double line
_THIN = 4.0
# Texts keep away from their cells' lines (points) as far as the table's longest do, but not further than this
_MOST_MARGIN = 6.0
# A page with more lines, or more places where lines may cross, is a drawing; looking for its cells would take minutes
_MAX_EDGES = 4000
_MAX_CROSSINGS = 10_000
_SETTINGS = TableSettings()


@dataclass(slots=True)
class BoxedCell:
    """A cell with its box on the page. ``open_above`` and ``open_below``: the page's ends cut it there."""

    x0: float
    top: float
    x1: float
    bottom: float
    open_above: bool = False
    open_below: bool = False
    glyphs: list[Glyph] = field(default_factory=list)
    text: str = ""
    sure: bool = True

    @property
    def height(self) -> float:
        """From the upper to the lower line."""
        return self.bottom - self.top


@dataclass(slots=True)
class GridRow:
    """Cells whose upper lines agree, from left to right, and their page."""

    cells: list[BoxedCell]
    page: int

    @property
    def bottom(self) -> float:
        """Where the row ends: cells that reach further down are merged with cells below."""
        return min(cell.bottom for cell in self.cells)


@dataclass(slots=True)
class GridTable:
    """A table, or the part of one on a page."""

    rows: list[GridRow]
    top: float
    x0: float
    x1: float

    @property
    def edges(self) -> list[float]:
        """The columns' left edges."""
        return distinct(cell.x0 for row in self.rows for cell in row.cells)


def line_edge(orientation: str, x0: float, top: float, x1: float, bottom: float) -> Edge:
    """A line as pdfplumber's table functions take it: ``h`` is level, ``v`` upright."""
    place = {"x0": x0, "top": top, "x1": x1, "bottom": bottom, "width": x1 - x0, "height": bottom - top}
    return {"orientation": orientation, "object_type": "line"} | place


def distinct(values: Iterable[float]) -> list[float]:
    """Values in ascending order, those nearer than a line's width taken for one."""
    distinct: list[float] = []
    for value in sorted(values):
        if not distinct or value - distinct[-1] > NEAR:
            distinct.append(value)
    return distinct


def tables(edges: Sequence[Edge], glyphs: Sequence[Glyph], page: int) -> tuple[list[GridTable], list[Glyph]]:
    """The tables between a page's ruling lines, with their text, and the glyphs outside of them.

    What has no row of two cells is no table: a frame around prose, an underline, a shaded heading.
    """
    kept = empty_tables(edges, page)
    return kept, _fill(kept, glyphs) if kept else list(glyphs)


def empty_tables(edges: Sequence[Edge], page: int) -> list[GridTable]:
    """The tables between a page's ruling lines, nothing in their cells yet."""
    if not edges:
        return []
    closing = _closing_edges(edges)
    closed = merge_edges([*edges, *closing], NEAR, NEAR, NEAR, NEAR) if closing else list(edges)
    grids = [_table(boxes, edges, closing, page) for boxes in cells_to_tables(_boxes(_crossings(closed)))]
    return [table for table in grids if any(len(row.cells) > 1 for row in table.rows)]


def ruling_lines(lines: Sequence[Edge]) -> list[Edge]:
    """A page's lines, snapped and joined; none where there are none across or none upright."""
    edges = filter_edges(lines, min_length=_SETTINGS.edge_min_length_prefilter)
    if len(edges) > _MAX_EDGES or len({edge["orientation"] for edge in edges}) < 2:  # noqa: PLR2004 both ways
        return []
    merged = merge_edges(edges, NEAR, NEAR, NEAR, NEAR)
    kept: list[Edge] = filter_edges(merged, min_length=_SETTINGS.edge_min_length)
    upright = sum(1 for edge in kept if edge["orientation"] == "v")
    return kept if upright * (len(kept) - upright) <= _MAX_CROSSINGS else []


_Crossings: TypeAlias = dict[tuple[float, float], tuple[set[int], set[int]]]


def _crossings(edges: Sequence[Edge]) -> _Crossings:
    """Where lines cross or meet, x and y: the numbers of the upright lines there, and of those across."""
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    across = sorted((edge for edge in edges if edge["orientation"] == "h"), key=itemgetter("top"))
    heights = [edge["top"] for edge in across]
    crossings: _Crossings = {}
    for number, line in enumerate(upright):
        x = line["x0"]
        first = bisect_left(heights, line["top"] - NEAR)
        for other in range(first, bisect_right(heights, line["bottom"] + NEAR)):
            if across[other]["x0"] - NEAR <= x <= across[other]["x1"] + NEAR:
                lines, others = crossings.setdefault((x, heights[other]), (set(), set()))
                lines.add(number)
                others.add(other)
    return crossings


def _boxes(crossings: _Crossings) -> list[Box]:
    """The smallest box below and right of each crossing whose four sides are drawn."""
    below: dict[float, list[float]] = defaultdict(list)
    right: dict[float, list[float]] = defaultdict(list)
    for x, y in sorted(crossings):
        below[x].append(y)
        right[y].append(x)
    boxes = (_smallest(x, y, crossings, below[x], right[y]) for x, y in sorted(crossings))
    return [box for box in boxes if box is not None]


def _smallest(x: float, y: float, crossings: _Crossings, below: list[float], right: list[float]) -> Box | None:
    upright, across = crossings[x, y]
    columns = [x1 for x1 in right[bisect_right(right, x) :] if across & crossings[x1, y][1]]
    for bottom in below[bisect_right(below, y) :]:
        lines, others = crossings[x, bottom]
        if not upright & lines:
            continue
        for x1 in columns:
            corner = crossings.get((x1, bottom))
            if corner and corner[0] & crossings[x1, y][0] and corner[1] & others:
                return x, y, x1, bottom
    return None


class _Axis(NamedTuple):
    """One way of lines: the names of its ends, of where such a line is, of the other way's ends, and how many lines
    must end together to be closed."""

    orientation: str
    ends: tuple[str, str]
    at: str
    across: tuple[str, str]
    least: int


# Two upright lines make a row, but two lines across may be underlines
_AXES = (
    _Axis("v", ("top", "bottom"), "x0", ("x0", "x1"), 2),
    _Axis("h", ("x0", "x1"), "top", ("top", "bottom"), 3),
)


def _closing_edges(edges: Sequence[Edge]) -> list[Edge]:
    """A line for each place at which lines end together and one of them ends in nothing."""
    closing = []
    for axis in _AXES:
        lines = [edge for edge in edges if edge["orientation"] == axis.orientation]
        others = [edge for edge in edges if edge["orientation"] != axis.orientation]
        for end in axis.ends:
            for place in distinct(line[end] for line in lines):
                ending = [line for line in lines if 0 <= line[end] - place <= NEAR]
                if len(ending) >= axis.least and any(_loose(line, end, axis, others) for line in ending):
                    closing.append(_closing(ending, place, axis))
    return closing


def _loose(line: Edge, end: str, axis: _Axis, others: Sequence[Edge]) -> bool:
    place, at = line[end], line[axis.at]
    first, last = axis.across
    return not any(
        abs(place - other[axis.ends[0]]) <= NEAR and other[first] - NEAR <= at <= other[last] + NEAR for other in others
    )


def _closing(ending: Sequence[Edge], place: float, axis: _Axis) -> Edge:
    """The line that joins these ends."""
    first, last = min(line[axis.at] for line in ending), max(line[axis.at] for line in ending)
    edge: Edge = {"orientation": "h" if axis.orientation == "v" else "v"}
    edge |= dict.fromkeys(axis.ends, place) | dict(zip(axis.across, (first, last), strict=True))
    return edge | {"width": edge["x1"] - edge["x0"], "height": edge["bottom"] - edge["top"]}


def _table(boxes: Sequence[Box], edges: Sequence[Edge], closing: Sequence[Edge], page: int) -> GridTable:
    """Cells of one table in rows, by their upper lines."""
    ruled = [edge for edge in edges if edge["orientation"] == "h"] if closing else []
    kept = [box for box in boxes if box[2] - box[0] > _THIN and box[3] - box[1] > _THIN] or list(boxes)
    rows = []
    for _, members in groupby(sorted(kept, key=lambda box: (box[1], box[0])), key=lambda box: box[1]):
        cells = [BoxedCell(*box, *_openings(box, ruled, closing)) for box in members]
        rows.append(GridRow(cells, page))
    x0, x1 = min(box[0] for box in kept), max(box[2] for box in kept)
    return GridTable(rows, min(box[1] for box in kept), x0, x1)


def _openings(box: Box, ruled: Sequence[Edge], closing: Sequence[Edge]) -> tuple[bool, bool]:
    """Whether the box is open above and below: a line that was added closes it, and none of the page's own."""
    x0, top, x1, bottom = box
    middle = (x0 + x1) / 2

    def open_at(height: float) -> bool:
        own = any(abs(e["top"] - height) <= NEAR and e["x0"] <= middle <= e["x1"] for e in ruled)
        return not own and any(e["orientation"] == "h" and abs(e["top"] - height) <= NEAR for e in closing)

    return open_at(top), open_at(bottom)


def _fill(tables: Sequence[GridTable], glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Put every glyph into its cell and make the cells' texts; the glyphs that are in no cell."""
    finders = [_Finder(table) for table in tables]
    outside = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        cell = next((cell for finder in finders if (cell := finder.at(x, y))), None)
        if cell is None:
            outside.append(glyph)
        else:
            cell.glyphs.append(glyph)
    for table in tables:
        _set_texts([cell for row in table.rows for cell in row.cells if cell.glyphs])
    return outside


def _set_texts(cells: Sequence[BoxedCell]) -> None:
    """Make the texts of a table's cells of their glyphs."""
    lines = [text_lines(cell.glyphs) for cell in cells]
    margins = [
        min(line.x0 - cell.x0, cell.x1 - line.x1) for cell, own in zip(cells, lines, strict=True) for line in own
    ]
    margin = max(min(margins, default=0.0), 0.0)
    for cell, own in zip(cells, lines, strict=True):
        inside = cell.x1 - cell.x0 - 2 * min(margin, _MOST_MARGIN)
        cell.text = joined([line.text for line in own], full=len(own) > 1 and fills(own, inside))
        cell.sure = all(glyph.sure for glyph in cell.glyphs)


class _Finder:
    """Which cell of a table a point is in."""

    def __init__(self, table: GridTable) -> None:
        cells = [cell for row in table.rows for cell in row.cells]
        self.xs = sorted({x for cell in cells for x in (cell.x0, cell.x1)})
        self.ys = sorted({y for cell in cells for y in (cell.top, cell.bottom)})
        self.squares: dict[tuple[int, int], BoxedCell] = {}
        for cell in cells:
            for column in range(bisect_right(self.xs, cell.x0), bisect_right(self.xs, cell.x1)):
                for row in range(bisect_right(self.ys, cell.top), bisect_right(self.ys, cell.bottom)):
                    self.squares[column, row] = cell

    def at(self, x: float, y: float) -> BoxedCell | None:
        """The cell at this point, None outside the table."""
        return self.squares.get((bisect_right(self.xs, x), bisect_right(self.ys, y)))
