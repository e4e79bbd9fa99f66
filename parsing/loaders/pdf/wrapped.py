"""Labels of several lines in a table without ruling lines: which lines are one label, and whose figures it names.

A label's lines are nearer to each other than to the next label. Where lines and figures do not fit together, nothing is
gathered, and the figures are in doubt.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from parsing.loaders.cell_text import is_label
from parsing.loaders.pdf.lines import TextLine, is_figure, joined, line_of
from parsing.normalise import normalise
from parsing.wording.labels import key, row_keys

# All in parts of the font's size.
# A line that is so near a row's baseline is on it
_ON_ROW = 0.35
# Lines of one label are no further apart than the nearest ones and so much
_SLACK = 0.08
# Lines further apart are no lines of one label
_FAR = 2.5
# A gap that parts two columns of labels
_COLUMN_GAP = 0.5
# In parts of the distance of lines: how far a label may begin above its figures, and how near its middle is to them
_FAR_ABOVE = 12
_NEAR_MIDDLE = 0.25
# No more parts of labels than this are near each other
_MOST = 12
# Figures so near behind a label are a column of their own, where others are below
_BEHIND = 0.2

Row = Sequence[TextLine]


class Gathered(NamedTuple):
    """Rows with whole labels, None for lines that are part of another row's label; ``sure``: they fit together.

    Where they do not, the rows in ``named`` have the whole label of a row of the form in their own line."""

    rows: list[list[TextLine] | None]
    sure: bool
    named: frozenset[int] = frozenset()


class _Part(NamedTuple):
    """A piece of a label, and the number of its line."""

    place: int
    line: TextLine


@dataclass(slots=True)
class _Label:
    """The lines of one label, and the rows of figures beside them."""

    lines: list[TextLine]
    rows: list[int] = field(default_factory=list)

    @property
    def x0(self) -> float:
        return min(line.x0 for line in self.lines)

    @property
    def x1(self) -> float:
        return max(line.x1 for line in self.lines)


def split_figures(row: Row, bands: Sequence[tuple[float, float]]) -> list[TextLine]:
    """The row's parts; a figure close behind a label is a part of its own where a column of figures is."""
    lines: list[TextLine] = []
    for part in row:
        cut = _figure_behind(part)
        label, figure = line_of(part.glyphs[:cut]), line_of(part.glyphs[cut:])
        if cut and label and figure and any(figure.x0 < x1 and figure.x1 > x0 for x0, x1 in bands):
            lines += [label, figure]
        else:
            lines.append(part)
    return lines


def _figure_behind(part: TextLine) -> int:
    """Where the figure begins that is a little behind the other text of a part; 0 where there is none."""
    glyphs = part.glyphs
    start = len(glyphs)
    while start and glyphs[start - 1].text.isascii():
        start -= 1
    if not 0 < start < len(glyphs) or glyphs[start].x0 - glyphs[start - 1].x1 < _BEHIND * part.size:
        return 0
    return start if is_figure("".join(glyph.text for glyph in glyphs[start:])) else 0


def gather(rows: Sequence[Row], bands: Sequence[tuple[float, float]]) -> Gathered:
    """The rows of a run of lines with labels that are whole, given the columns of figures."""
    bases = {
        place: max(part.base for part in row)
        for place, row in enumerate(rows)
        if any(is_figure(part.text) for part in row)
    }
    parts = [
        _Part(place, line) for place, row in enumerate(rows) for part in row for line in _columns(part, bands[0][0])
    ]
    loose = [part for part in parts if part.place not in bases]
    whole = all(any(is_label(part.text) for part in rows[place]) for place in bases)
    if not loose or not bases or whole:
        return Gathered([list(row) for row in rows], sure=True)
    for labels in (_by_distance(parts, bases), _aligned(parts, bases)):
        named = _named(labels, bases)
        if named is not None:
            return Gathered(_filled(rows, named, bases), sure=True)
    own = frozenset(place for place in bases if _has_own_label(rows[place]))
    return Gathered([list(row) for row in rows], sure=False, named=own)


def _has_own_label(row: Row) -> bool:
    """Whether what is left of a row's first figure is the whole label of a row of the form."""
    first = next(number for number, part in enumerate(row) if is_figure(part.text))
    return first > 0 and key(normalise(row[first - 1].text).text) in row_keys()


def _columns(part: TextLine, edge: float) -> list[TextLine]:
    """The pieces of a label's line that are in different columns; nothing where it is no label's."""
    if part.x1 > edge or is_figure(part.text):
        return []
    ends = [0]
    for number, (one, other) in enumerate(pairwise(part.glyphs), 1):
        if other.x0 - one.x1 > _COLUMN_GAP * part.size:
            ends.append(number)
    pieces = (line_of(part.glyphs[start:stop]) for start, stop in pairwise([*ends, len(part.glyphs)]))
    return [piece for piece in pieces if piece is not None]


def _above(parts: Sequence[_Part]) -> list[_Part | None]:
    """For each part the nearest one above it that it overlaps, near enough to be of the same label."""
    parts_above: list[_Part | None] = []
    near: list[_Part] = []
    for part in parts:
        line = part.line
        near = [other for other in near if line.base - other.line.base <= _FAR * line.size][-_MOST:]
        over = [o for o in near if o.line.x0 < line.x1 and o.line.x1 > line.x0 and o.line.base < line.base]
        parts_above.append(max(over, key=lambda other: other.line.base, default=None))
        near.append(part)
    return parts_above


def _pitch(parts: Sequence[_Part], above: Sequence[_Part | None], bases: Mapping[int, float]) -> float:
    """How far apart the lines of one label are, 0 where each label has one line."""
    gaps = [
        part.line.base - other.line.base
        for part, other in zip(parts, above, strict=True)
        if other is not None and (part.place not in bases or other.place not in bases)
    ]
    pitch = min(gaps, default=0.0)
    heights = [below - base for base, below in pairwise(bases.values())]
    first = min(bases.values())
    heads = all(part.line.base < first for part in parts if part.place not in bases)
    return 0.0 if heads and heights and pitch >= min(heights) - _SLACK * parts[0].line.size else pitch


def _by_distance(parts: Sequence[_Part], bases: Mapping[int, float]) -> list[_Label]:
    """Labels where the lines of each are nearer to each other than to the next label."""
    above = _above(parts)
    pitch = _pitch(parts, above, bases)
    labels: list[_Label] = []
    home: dict[int, _Label] = {}
    for part, other in zip(parts, above, strict=True):
        label = home.get(id(other))
        close = other is not None and part.line.base - other.line.base <= pitch + _SLACK * part.line.size
        if label is not None and close and other is not None and label.lines[-1] is other.line:
            label.lines.append(part.line)
        else:
            label = _Label([part.line])
            labels.append(label)
        home[id(part)] = label
    return labels


def _aligned(parts: Sequence[_Part], bases: Mapping[int, float]) -> list[_Label]:
    """Labels whose lines are all equally far apart: the figures are beside their middle, or beside their first line.

    Nothing where both may be, or neither.
    """
    pitch = _pitch(parts, _above(parts), bases)
    lines = [part.line for part in parts if not _has_other_beside(part, parts, pitch)]
    if not pitch or not lines:
        return []
    centred, topped = _centred(lines, bases, pitch), _topped(lines, bases, pitch)
    aligned = centred or topped
    if not aligned or (centred and topped):
        return []
    taken = {id(line) for label in aligned for line in label.lines}
    others = [part for part in parts if id(part.line) not in taken]
    return [*aligned, *_by_distance(others, bases)] if others else aligned


def _centred(lines: Sequence[TextLine], bases: Mapping[int, float], pitch: float) -> list[_Label]:
    first = min(bases.values())
    for start in range(len(lines) - 1, -1, -1):
        if first - _FAR_ABOVE * pitch <= lines[start].base <= first + _NEAR_MIDDLE * pitch:
            labels = _chain(lines, start, bases, pitch)
            if labels:
                return labels
    return []


def _topped(lines: Sequence[TextLine], bases: Mapping[int, float], pitch: float) -> list[_Label]:
    heights = [line.base for line in lines]
    starts = [bisect_left(heights, base - _NEAR_MIDDLE * pitch) for base in bases.values()]
    beside = all(
        start < len(lines) and abs(heights[start] - base) <= _NEAR_MIDDLE * pitch
        for start, base in zip(starts, bases.values(), strict=True)
    )
    if not beside or (starts[0] and heights[starts[0]] - heights[starts[0] - 1] <= pitch * (1 + _NEAR_MIDDLE)):
        return []
    stop = starts[-1] + 1
    while stop < len(lines) and heights[stop] - heights[stop - 1] <= pitch * (1 + _SLACK):
        stop += 1
    ends = pairwise([*starts, stop])
    return [_Label(list(lines[one:end]), [place]) for (one, end), place in zip(ends, bases, strict=True)]


def _has_other_beside(part: _Part, parts: Sequence[_Part], pitch: float) -> bool:
    """Whether another label is between this one and the figures."""
    start = bisect_left(parts, part.line.base - pitch / 2, key=lambda other: other.line.base)
    stop = bisect_right(parts, part.line.base + pitch / 2, key=lambda other: other.line.base)
    return any(other.line.x0 >= part.line.x1 for other in parts[start:stop][:_MOST])


def _chain(lines: Sequence[TextLine], start: int, bases: Mapping[int, float], pitch: float) -> list[_Label]:
    """A label a row, each as far above its figures as below; nothing where a line is too many or too few."""
    labels: list[_Label] = []
    for place, base in bases.items():
        stop = start
        if start < len(lines):
            end = 2 * base - lines[start].base
            while stop < len(lines) and lines[stop].base <= end + _NEAR_MIDDLE * pitch:
                stop += 1
        if stop == start or abs(lines[stop - 1].base - end) > _NEAR_MIDDLE * pitch:
            return []
        labels.append(_Label(list(lines[start:stop]), [place]))
        start = stop
    left = lines[start : start + 1]
    return [] if left and left[0].base - lines[start - 1].base <= pitch * (1 + _SLACK) else labels


def _named(labels: Sequence[_Label], bases: Mapping[int, float]) -> list[_Label] | None:
    """The labels that name rows of figures, with these rows; None where a row has no label or a label no row."""
    places, heights = list(bases), list(bases.values())
    for label in labels:
        size = label.lines[0].size
        low = bisect_left(heights, label.lines[0].base - _ON_ROW * size)
        high = bisect_right(heights, label.lines[-1].base + _ON_ROW * size)
        label.rows = label.rows or places[low:high]
    named = [label for label in labels if label.rows]
    right: dict[int, float] = {}
    for label in named:
        if len(label.rows) == 1:
            right[label.rows[0]] = max(label.x0, right.get(label.rows[0], 0.0))
    for label in labels:
        middle = label.lines[len(label.lines) // 2].base
        if label.rows or not heights[0] < middle < heights[-1]:
            continue
        # a label of several rows, in the middle of them
        after = min(bisect_left(heights, middle), len(heights) - 1)
        nearest = min((after - 1, after), key=lambda number: abs(heights[number] - middle))
        if right.get(places[nearest], 0.0) < label.x1:
            return None
        label.rows = [places[nearest]]
        named.append(label)
    if right and len(right) < len(bases):
        return None
    return named if right else None


def _filled(rows: Sequence[Row], named: Sequence[_Label], bases: Mapping[int, float]) -> list[list[TextLine] | None]:
    """The rows of figures with whole labels; lines that are all taken are None."""
    taken = {id(glyph) for label in named for line in label.lines for glyph in line.glyphs}
    filled: list[list[TextLine] | None] = []
    for place, row in enumerate(rows):
        left = [part for part in row if id(part.glyphs[0]) not in taken]
        if place not in bases:
            filled.append(left or None)
            continue
        labels = sorted((label for label in named if label.rows[0] == place), key=lambda label: label.x0)
        filled.append([*map(_whole, labels), *left])
    return filled


def _whole(label: _Label) -> TextLine:
    line = label.lines[0]
    return replace(line, text=joined([part.text for part in label.lines]), x0=label.x0, x1=label.x1)
