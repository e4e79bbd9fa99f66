"""Defects of whole rows: figures too few or too many, a number in two cells, blanks and labels that are gone."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from demo.printing.model import PrintedCell, PrintedLine
from parsing.report import Status
from tests.render.layouts import FLOWING, GRID, PADDED, SHEETS
from tests.render.model import Draft, gone, lost_blank


def _whole(draft: Draft, line: PrintedLine) -> bool:
    """Whether every figure of the line is a number and stands where it should."""
    return bool(line.ids) and all(draft.printed[cell].status is Status.REPORTED for cell in line.ids)


def _rows(draft: Draft, rng: Random, most: int, *, disclosure: bool = True) -> list[PrintedLine]:
    """Up to ``most`` whole rows of two figures or more."""
    found = [line for line in draft.lines() if len(line.ids) > 1 and _whole(draft, line)]
    if not disclosure:
        found = [line for line in found if not line.ids[0].startswith("disclosure")]
    return rng.sample(found, min(rng.randrange(1, most + 1), len(found)))


def _doubt(draft: Draft, line: PrintedLine) -> None:
    """Nobody can tell any more which figure of the row is whose."""
    for cell in line.ids:
        draft.printed[cell] = draft.printed[cell].doubtful()


def row_short(draft: Draft, rng: Random) -> None:
    """Rows with one figure too few.

    Table 二 is left out where the padding of its short rows looks like a blank cell.
    """
    plain_rows = draft.spec.layout not in PADDED | GRID | SHEETS
    for line in _rows(draft, rng, 3, disclosure=plain_rows):
        _doubt(draft, line)
        lost = rng.choice(line.figures)
        assert lost.id is not None
        draft.printed[lost.id] = gone(draft.values[lost.id])
        line.cells.remove(lost)
        line.extra = -1


def row_long(draft: Draft, rng: Random) -> None:
    """Rows with one figure too many."""
    for line in _rows(draft, rng, 3):
        _doubt(draft, line)
        first = line.cells.index(line.figures[0])
        stray = PrintedCell(rng.choice(("0", line.figures[-1].text)), "figure")
        line.cells.insert(rng.randrange(first, len(line.cells) + 1), stray)
        line.extra = 1


def split_number(draft: Draft, rng: Random) -> None:
    """A number of two digits or more in two cells."""
    found = [
        (line, cell)
        for line in draft.lines()
        if len(line.ids) > 1 and _whole(draft, line)
        for cell in line.figures
        if cell.text.isdecimal() and len(cell.text) > 1
    ]
    if found:
        line, cell = rng.choice(found)
        _doubt(draft, line)
        at = rng.randrange(1, len(cell.text))
        line.cells.insert(line.cells.index(cell) + 1, PrintedCell(cell.text[at:], "figure"))
        cell.text = cell.text[:at]
        line.extra = 1


def trailing_blanks_lost(draft: Draft, rng: Random) -> None:
    """Rows whose last cells are blank and have no separator of their own, so that they end too early."""
    plain_rows = draft.spec.layout not in PADDED | GRID | SHEETS
    for line in _rows(draft, rng, 3, disclosure=plain_rows):
        tail = line.figures[-rng.randrange(1, min(3, len(line.ids))) :]
        _doubt(draft, line)
        for cell in tail:
            draft.reprint(cell, lost_blank())
            line.cells.remove(cell)
        line.extra = -len(tail)


def label_lost(draft: Draft, rng: Random) -> None:
    """A row without its label. Where rows have no lines of their own, the row before is in doubt as well."""
    found = [line for line in draft.lines() if line.label is not None and _whole(draft, line)]
    if not found:
        return
    line = rng.choice(found)
    label = line.label
    assert label is not None
    label.text = ""
    doubtful = [line]
    if draft.spec.layout in FLOWING:
        lines = [other for other in draft.lines() if other.ids]
        doubtful += lines[max(lines.index(line) - 1, 0) : lines.index(line)]
    for row in doubtful:
        for cell in row.ids:
            draft.printed[cell] = draft.printed[cell].lenient()


def total_first(draft: Draft, rng: Random) -> None:
    """Table 三 with 总计 before the applicants, its heads as well: read by the heads, or unclear."""
    for line in draft.lines():
        cells = line.cells
        applicants = [i for i, cell in enumerate(cells) if cell.id and cell.id.startswith("requests/")]
        heads = [i for i, cell in enumerate(cells) if cell.role == "head" and cell.text == "自然人"]
        if applicants or heads:
            cells.insert((applicants or heads)[0], cells.pop((applicants or [*range(len(cells))])[-1]))
        for cell in [cell.id for cell in cells if cell.id in draft.printed and cell.id.startswith("requests/")]:
            draft.printed[cell] = draft.printed[cell].unsure()


def blur_blanks(draft: Draft) -> None:
    """The truth in a layout in which only distances tell where blank cells are: as printed, or unclear."""
    for line in draft.lines():
        if any(not cell.text for cell in line.figures):
            for cell in line.figures:
                assert cell.id is not None
                printed = draft.printed[cell.id].unsure()
                draft.printed[cell.id] = printed if cell.text else replace(printed, accepts=printed.accepts | _LOST)


def doubt_moved(draft: Draft) -> None:
    """The truth of rows without a total whose last number is the sum of the others: it may be the total that has moved."""
    for line in draft.lines():
        *parts, total = [draft.printed[cell] for cell in line.ids] or [lost_blank()]
        values = [printed.value or 0 for printed in parts]
        while values and not values[-1]:
            values.pop()
        if total.status is Status.BLANK and len(values) > 1 and sum(values) == 2 * values[-1]:
            for cell in line.ids:
                draft.printed[cell] = draft.printed[cell].unsure()


_LOST = lost_blank().answers


def lose_blanks(draft: Draft) -> None:
    """The truth in a layout in which blank cells leave no trace: the rows that have any are short."""
    for line in draft.lines():
        empty = [cell.id for cell in line.figures if cell.id and not cell.text]
        if not empty:
            continue
        _doubt(draft, line)
        for cell in empty:
            draft.printed[cell] = lost_blank()
