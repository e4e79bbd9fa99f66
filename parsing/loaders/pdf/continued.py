"""A table that a page's end cuts is one table again.

What the cut leaves behind is taken out: the blank rest of a merged label cell, a repeated head, the second half of a
row whose first half is on the page before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz, process

from parsing import form
from parsing.loaders.pdf.grid import NEAR, BoxedCell, GridRow, GridTable, distinct
from parsing.loaders.pdf.lines import TextLine, is_figure, joined
from parsing.loaders.pdf.pages import Sheet
from parsing.normalise import normalise_text
from parsing.wording.labels import key
from parsing.wording.values import Kind, kind

# Parts of one table are of one width to this (points)
_SAME_WIDTH = 2 * NEAR
# So many of the second part's columns must be the first part's
_SAME_COLUMNS = 0.5
# Text spilled from a cell is so near below it, in parts of its size
_NEXT_LINE = 2.0
# How like a label of the form the halves of one are together, and how much more than each alone
_ALIKE = 0.8
_MORE_ALIKE = 0.02
# A repeated head has no more rows
_MAX_HEAD = 6


class _Hanging(NamedTuple):
    """A cell at the lower end of a table's part. ``spans``: it is merged over several rows; ``cut``: its lower line is
    not drawn."""

    cell: BoxedCell
    x0: float
    x1: float
    spans: bool
    cut: bool


class Joiner:
    """One table as its parts come in, page after page."""

    def __init__(self, first: GridTable) -> None:
        self.table = first
        self.page = first.rows[-1].page
        self.hanging = _lower_end(first, {})

    def takes(self, part: GridTable) -> bool:
        """Whether this part, the first thing on its page, goes on with the table."""
        table = self.table
        if part.rows[0].page != self.page + 1 or abs((part.x1 - part.x0) - (table.x1 - table.x0)) > _SAME_WIDTH:
            return False
        edges, shift = table.edges, table.x0 - part.x0
        own = part.edges
        same = sum(1 for x in own if any(abs(x + shift - edge) <= _SAME_WIDTH for edge in edges))
        return same >= _SAME_COLUMNS * len(own)

    def add(self, part: GridTable) -> None:
        """Append a part that the table takes."""
        self._align(part)
        del part.rows[: _repeated_head(self.table.rows, part.rows)]
        taken = self._take_first_row(part.rows[0]) if part.rows else {}
        self.hanging = _lower_end(part, taken) if part.rows else self.hanging
        self.page = part.rows[-1].page if part.rows else self.page + 1
        for row in part.rows:
            row.cells = [cell for cell in row.cells if id(cell) not in taken]
        self.table.rows += [row for row in part.rows if row.cells]

    def _align(self, part: GridTable) -> None:
        """Set the part's columns on the table's: pages with mirrored margins print them further left or right."""
        shift = self.table.x0 - part.x0
        known = distinct(x for row in self.table.rows for cell in row.cells for x in (cell.x0, cell.x1))
        for row in part.rows:
            for cell in row.cells:
                cell.x0, cell.x1 = (_nearest(known, x + shift) for x in (cell.x0, cell.x1))

    def _take_first_row(self, row: GridRow) -> dict[int, _Hanging]:
        """The first row's cells that are the rest of a cell before the cut, by their ids."""
        pairs = [(self._above(cell), cell) for cell in row.cells]
        spanning = {id(cell): above for above, cell in pairs if above and _spans(above, cell, row)}
        taken = {i: above for i, above in spanning.items() if not _by_id(row, i).text}
        plain = [(above, cell) for above, cell in pairs if above and id(cell) not in spanning]
        if len(plain) + len(spanning) == len(pairs) and _one_row(plain):
            merged = [(above, cell) for above, cell in pairs if above and id(cell) in spanning]
            for above, cell in [*plain, *[pair for pair in merged if _cut(*pair)]]:
                taken[id(cell)] = above
                above.cell.text = joined([text for text in (above.cell.text, cell.text) if text])
                above.cell.sure &= cell.sure
        return taken

    def _above(self, cell: BoxedCell) -> _Hanging | None:
        near = (h for h in self.hanging if abs(h.x0 - cell.x0) <= _SAME_WIDTH and abs(h.x1 - cell.x1) <= _SAME_WIDTH)
        return next(near, None)


def gather_spilled(sheets: Sequence[Sheet]) -> None:
    """Put text below a page's last line across, and in one column, into that column's cell.

    A browser ends the ruling lines with the last row, and lets the text of a merged cell run on below it.
    """
    for sheet, following in pairwise(sheets):
        if not sheet.tables or not following.tables:
            continue
        table, part = sheet.tables[-1], following.tables[0]
        bottom = max(cell.bottom for row in table.rows for cell in row.cells)
        below = [line for line in sheet.lines if line.base > bottom]
        if not below or any(line.base <= part.top for line in following.lines) or not Joiner(table).takes(part):
            continue
        home = next((end.cell for end in _lower_end(table, {}) if all(_inside(line, end) for line in below)), None)
        if home is not None and below[0].base - bottom <= _NEXT_LINE * below[0].size:
            home.text = joined([text for text in (home.text, *[line.text for line in below]) if text])
            sheet.lines = [line for line in sheet.lines if line.base <= bottom]


def _inside(line: TextLine, end: _Hanging) -> bool:
    return end.x0 <= line.x0 and line.x1 <= end.x1 and kind(line.text) is Kind.TEXT


def _nearest(known: Sequence[float], x: float) -> float:
    nearest = min(known, key=lambda edge: abs(edge - x))
    return nearest if abs(nearest - x) <= _SAME_WIDTH else x


def _by_id(row: GridRow, wanted: int) -> BoxedCell:
    return next(cell for cell in row.cells if id(cell) == wanted)


def _spans(above: _Hanging, cell: BoxedCell, row: GridRow) -> bool:
    return above.spans or cell.bottom > row.bottom + NEAR


def _cut(above: _Hanging, cell: BoxedCell) -> bool:
    """Whether neither page draws a line between the two."""
    return above.cut and cell.open_above


def _lower_end(part: GridTable, taken: dict[int, _Hanging]) -> list[_Hanging]:
    """The cells that end where the part ends; a cell that is the rest of one before the cut replaces it."""
    bottom = max(cell.bottom for row in part.rows for cell in row.cells)
    last = part.rows[-1]
    hanging = []
    for row in part.rows:
        for cell in row.cells:
            if cell.bottom < bottom - NEAR:
                continue
            before = taken.get(id(cell))
            spans = row is not last or (before is not None and before.spans)
            hanging.append(_Hanging(before.cell if before else cell, cell.x0, cell.x1, spans, cell.open_below))
    return hanging


def _one_row(pairs: Sequence[tuple[_Hanging, BoxedCell]]) -> bool:
    """Whether the cells below the cut are the rest of those above: no line parts them, or a label is whole only so."""
    filled = [(above.cell.text, cell.text) for above, cell in pairs if above.cell.text and cell.text]
    if not pairs or any(is_figure(above) and is_figure(below) for above, below in filled):
        return False
    if all(_cut(above, cell) for above, cell in pairs):
        return True
    return bool(filled) and all(_is_one_label(*pair) for pair in filled)


def _is_one_label(above: str, below: str) -> bool:
    """Whether two halves are together much more like a label of the form than each by itself."""
    whole = _likeness(above + below)
    return whole >= _ALIKE and whole > max(_likeness(above), _likeness(below)) + _MORE_ALIKE


def _likeness(text: str) -> float:
    best = process.extractOne(key(normalise_text(text)), _labels(), scorer=fuzz.ratio)
    return best[1] / 100 if best else 0.0


@cache
def _labels() -> tuple[str, ...]:
    """Every label that the form prints, without punctuation."""
    rows = [row for table in form.tables().values() for row in table.rows]
    texts = {row.label for row in rows} | {row.group for row in rows if row.group}
    return tuple({key(text) for text in texts | {column.label for row in rows for column in row.columns}})


def _repeated_head(rows: Sequence[GridRow], below: Sequence[GridRow]) -> int:
    """How many of the second part's first rows repeat the table's own first rows, which have no figures."""
    count = 0
    for first, again in zip(rows[:_MAX_HEAD], below, strict=False):
        texts = [cell.text for cell in again.cells]
        if texts != [cell.text for cell in first.cells] or not any(texts) or any(map(is_figure, texts)):
            break
        count += 1
    return count if count < len(below) else 0
