"""Changes that defects make to a draft: tables looked up, exchanged and divided, lines put in under merged cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from demo.printing.model import Block, Grid, PrintedCell, PrintedLine
from demo.printing.sheet import figure
from parsing import form
from tests.render.layouts import placed
from tests.render.model import Draft, Printed, texts


def grid_of(draft: Draft, table: str) -> Grid:
    """The first printed table that holds this table of the form."""
    return next(grid for grid in draft.grids if table in grid.tables)


def replace_block(draft: Draft, old: Block, *new: Block) -> None:
    """Other blocks in a block's place."""
    at = next(i for i, block in enumerate(draft.blocks) if block is old)
    draft.blocks[at : at + 1] = new


def insert_line(grid: Grid, at: int, line: PrintedLine) -> None:
    """A line more before the one at this place; what reaches over the place reaches over it, too."""
    for row, _, cell in placed(grid.lines):
        if row < at < row + cell.rowspan:
            cell.rowspan += 1
    grid.lines.insert(at, line)


def reprint_all(draft: Draft, table: str, change: Callable[[Printed], Printed]) -> None:
    """The truth of every cell of a table anew."""
    for cell in [cell for cell in draft.printed if cell.startswith(table + "/")]:
        draft.printed[cell] = change(draft.printed[cell])


def in_three(edition: str, printed: Mapping[str, Printed]) -> list[Grid]:
    """Table 四 as three tables of five figures each."""
    grids = []
    for row in form.table(edition, "disputes").rows:
        heads = [PrintedCell(column.label, "head") for column in row.columns]
        figures = [figure(f"disputes/{row.id}/{column.id}", texts(printed)) for column in row.columns]
        title = row.label if row.id == "review" else f"行政诉讼{row.label}"
        lines = [
            PrintedLine([PrintedCell(title, "head", colspan=len(heads))]),
            PrintedLine(heads),
            PrintedLine(figures),
        ]
        grids.append(Grid(("disputes",), len(heads), lines))
    return grids


def in_parts(grid: Grid) -> list[Grid]:
    """Table 二 as one table for each clause of article 20."""
    parts: list[Grid] = []
    for line in grid.lines:
        if line.cells and line.cells[0].role == "title":
            parts.append(Grid(grid.tables, grid.width, []))
        parts[-1].lines.append(line)
    return parts
