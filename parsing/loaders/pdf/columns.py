"""Tables without ruling lines: columns are where figures are one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parsing.loaders.pdf.lines import TextLine, is_figure

# So many rows must have a figure in each column before an empty place in another row is a blank cell
_MIN_FULL = 2


class PlacedText(NamedTuple):
    """A text of a row and its column, counted from 1."""

    text: str
    column: int


class Columns:
    """The columns of figures of a run of lines, as stretches across the page."""

    def __init__(self, rows: Sequence[Sequence[TextLine]]) -> None:
        figures = sorted((part.x0, part.x1) for row in rows for part in row if is_figure(part.text))
        self.bands: list[tuple[float, float]] = []
        for x0, x1 in figures:
            if self.bands and x0 < self.bands[-1][1]:
                self.bands[-1] = (self.bands[-1][0], max(x1, self.bands[-1][1]))
            else:
                self.bands.append((x0, x1))
        full = sum(1 for row in rows if _figures(row) == len(self.bands))
        self.sure = len(self.bands) > 1 and full >= _MIN_FULL

    def place(self, row: Sequence[TextLine]) -> list[PlacedText]:
        """The row's labels, then a cell for every column; its texts one after the other where columns are not sure."""
        plain = [PlacedText(part.text, number) for number, part in enumerate(row, 1)]
        if not self.sure or not _figures(row):
            return plain
        labels = [part for part in row if self._band(part) is None and part.x0 < self.bands[0][0]]
        cells: dict[int, str] = {}
        for part in row[len(labels) :]:
            band = self._band(part)
            if band is None or band in cells:
                return plain
            cells[band] = part.text
        if any(self._touches(part, band) for band in range(len(self.bands)) if band not in cells for part in row):
            return plain
        first = len(labels) + 1
        return [PlacedText(part.text, number) for number, part in enumerate(labels, 1)] + [
            PlacedText(cells.get(band, ""), first + band) for band in range(len(self.bands))
        ]

    def _touches(self, part: TextLine, band: int) -> bool:
        x0, x1 = self.bands[band]
        return part.x0 < x1 and part.x1 > x0

    def _band(self, part: TextLine) -> int | None:
        middle = (part.x0 + part.x1) / 2
        holding = (i for i, (x0, x1) in enumerate(self.bands) if x0 <= middle <= x1)
        return next(holding, None) if is_figure(part.text) or part.x0 > self.bands[0][0] else None


def _figures(row: Sequence[TextLine]) -> int:
    return sum(1 for part in row if is_figure(part.text))
