"""What a printed row's cells are where its label, or a copy, has taken in or spread some of them."""

from __future__ import annotations

from dataclasses import replace

from parsing.document import Cell
from parsing.form import Row
from parsing.tables.printed import PrintedRow
from parsing.wording import values
from parsing.wording.labels import key


def spread(printed: PrintedRow, width: int) -> list[Cell] | None:
    """The only figure of a row, where a copy has written it into every cell that it spans."""
    same = width == 1 and printed.grid is not None and len(printed.cells) == printed.figures > 1
    return printed.cells[:1] if same and len({cell.text for cell in printed.cells}) == 1 else None


def glued(row: Row, printed: PrintedRow) -> bool:
    """Whether digits are at the end of the row's label: a figure that has lost its cell (``规章3``)."""
    label = printed.labels[-1].text if printed.labels else ""
    return label[-1:].isdecimal() and key(label.rstrip("0123456789")) == key(row.label)


def with_displaced(row: Row, printed: PrintedRow) -> PrintedRow:
    """Words between the row's whole label and its figures (详见附表) are in a figure's cell, not in the label."""
    if printed.labels and key(printed.labels[-1].text) == key(row.label):
        return printed
    texts = [key(label.text) for label in printed.labels]
    own = key(row.label)
    place = next((i for i in range(len(texts) - 1, -1, -1) if texts[i] == own), None)
    if place is None or place == len(texts) - 1:
        return printed
    words = printed.labels[place + 1 :]
    return replace(printed, cells=[*words, *printed.cells], kinds=[values.Kind.TEXT] * len(words) + printed.kinds)
