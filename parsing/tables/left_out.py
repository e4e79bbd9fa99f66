"""Tables that leave out columns of the form: 自然人 and 总计 alone, or 总计.

The heads place the figures that are there, where each column has its own and every row all of them; the others the
document does not have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from parsing.document import Cell
from parsing.form import TOTAL, Row
from parsing.tables.own_heads import heads_above
from parsing.tables.printed import Placed, PrintedRow
from parsing.wording.labels import column_names, key
from parsing.wording.values import Kind, read

# So many rows make a table
_MIN_ROWS = 3
# May count for all columns that are left out
_OTHERS = "other_organisation"


def placed_in_part(placed: Sequence[Placed], rows: Sequence[PrintedRow]) -> dict[str, list[Cell | None]]:
    """The cells of rows in the form's order, by the rows' ids, None for columns that the table leaves out; {} where the
    heads do not say which they are."""
    if len(placed) < _MIN_ROWS or not all(map(_is_short, placed)):
        return {}
    by_row: dict[str, list[Cell | None]] = {}
    columns: set[tuple[str, ...]] = set()
    for each, heads in heads_above(placed, rows):
        cells = _cells(each.row, each.printed.cells, heads)
        columns.add(tuple([id_ for id_, cell in zip(each.row.column_ids, cells, strict=True) if cell]))
        if cells[-1] is None or not _may_add_up(cells):
            return {}
        by_row[each.row.id] = cells
    whole = len(by_row) == len(placed) and len(columns) == 1
    return by_row if whole and _OTHERS not in columns.pop() else {}


def _is_short(each: Placed) -> bool:
    row = each.row
    return (
        row.column_ids[-1] == TOTAL
        and each.printed.grid is not None
        and len(each.printed.cells) < len(row.columns)
        and Kind.WORDS not in each.printed.kinds
    )


def _cells(row: Row, cells: Sequence[Cell], heads: Mapping[int | None, str]) -> list[Cell | None]:
    """The cell of each of a row's columns under its head; all None where a cell has no head, or two have the same."""
    names = [column_names().get(name := key(heads.get(cell.place.column, "")), name) for cell in cells]
    if "" in names or len(set(names)) < len(names):
        return [None] * len(row.columns)
    by_name = dict(zip(names, cells, strict=True))
    return [by_name.get(key(label)) for label in row.column_labels]


def _may_add_up(cells: Sequence[Cell | None]) -> bool:
    """Whether the total is at least what the other columns that are there come to."""
    *parts, total = [read(cell.text, "件").value or 0 if cell else 0 for cell in cells]
    return sum(parts) <= total


def is_narrow(placed: Sequence[Placed]) -> bool:
    """Whether the first row of a table has fewer cells than columns."""
    return bool(placed) and len(placed[0].printed.cells) < len(placed[0].row.columns)
