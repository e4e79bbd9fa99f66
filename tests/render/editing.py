"""Changes that many defects make to a draft: tables looked up and exchanged, lines put in under merged cells."""

from __future__ import annotations

from collections.abc import Callable

from tests.render.layouts import placed
from tests.render.model import Block, Draft, Grid, Line, Printed


def grid_of(draft: Draft, table: str) -> Grid:
    """The first printed table that holds this table of the form."""
    return next(grid for grid in draft.grids if table in grid.tables)


def replace_block(draft: Draft, old: Block, *new: Block) -> None:
    """Other blocks in a block's place."""
    at = next(i for i, block in enumerate(draft.blocks) if block is old)
    draft.blocks[at : at + 1] = new


def insert_line(grid: Grid, at: int, line: Line) -> None:
    """A line more before the one at this place; what reaches over the place reaches over it, too."""
    for row, _, cell in placed(grid.lines):
        if row < at < row + cell.rowspan:
            cell.rowspan += 1
    grid.lines.insert(at, line)


def reprint_all(draft: Draft, table: str, change: Callable[[Printed], Printed]) -> None:
    """The truth of every cell of a table anew."""
    for cell in [cell for cell in draft.printed if cell.startswith(table + "/")]:
        draft.printed[cell] = change(draft.printed[cell])
