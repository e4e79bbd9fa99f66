"""Defects of tables as wholes: turned, doubled, set beside each other, or with a few rows left."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from random import Random

from demo.printing.model import Grid, Para, PrintedCell, PrintedLine
from parsing import form
from parsing.report import Status
from tests.render.editing import grid_of, in_parts, replace_block, reprint_all
from tests.render.html import divide
from tests.render.model import Draft, Printed, missing


def requests_turned(draft: Draft, rng: Random) -> None:
    """Table 三 with a row for each kind of applicant: read, or unclear."""
    grid = grid_of(draft, "requests")
    cells = {cell.id: cell for line in grid.lines for cell in line.figures}
    rows = form.table(draft.spec.editions["requests"], "requests").rows
    lines = [PrintedLine([PrintedCell("申请人情况", "head"), *[PrintedCell(row.label, "head") for row in rows]])]
    for column in rows[0].columns:
        figures = [cells[f"requests/{row.id}/{column.id}"] for row in rows]
        lines.append(PrintedLine([PrintedCell(column.label, "label"), *figures]))
    replace_block(draft, grid, Grid(("requests",), 1 + len(rows), lines))
    reprint_all(draft, "requests", Printed.unsure)


def last_year_too(draft: Draft, rng: Random) -> None:
    """Table 三 twice, once with last year's figures and a line that says so: this year's, or unclear."""
    grid = grid_of(draft, "requests")
    other = deepcopy(grid)
    other.tables = ()
    reprint_all(draft, "requests", Printed.unsure)
    for cell in [cell for line in other.lines for cell in line.figures]:
        assert cell.id is not None
        value, own = rng.randrange(200), draft.printed[cell.id]
        # whoever cannot tell which table is this year's may offer the other's figure as a likely one
        draft.printed[cell.id] = replace(own, accepts=own.accepts | {(value, Status.UNCLEAR)})
        cell.text, cell.id = str(value), None
    year = draft.spec.year - 1
    caption = Para(rng.choice((f"{year}年收到和处理政府信息公开申请情况", f"附：{year}年（上年）数据")), "prose", 3)
    own = Para(f"{year + 1}年数据", "prose", 3)
    replace_block(draft, grid, *rng.choice(([grid, caption, other], [caption, other, own, grid])))


def tables_beside(draft: Draft, rng: Random) -> None:
    """Tables 二 and 三 side by side in one: read, or unclear."""
    left, right = grid_of(draft, "disclosure"), grid_of(draft, "requests")
    lines = []
    for row in range(max(len(left.lines), len(right.lines))):
        own = left.lines[row].cells if row < len(left.lines) else [PrintedCell("", "title", colspan=left.width)]
        other = right.lines[row].cells if row < len(right.lines) else [PrintedCell("", "title", colspan=right.width)]
        lines.append(PrintedLine([*own, PrintedCell("", "other"), *other]))
    both = Grid(("disclosure", "requests"), left.width + 1 + right.width, lines)
    draft.blocks = [block for block in draft.blocks if block is not left]
    replace_block(draft, right, both)
    for table in both.tables:
        reprint_all(draft, table, Printed.unsure)


def few_rows(draft: Draft, rng: Random) -> None:
    """A table of which two rows are left, under their heads."""
    table = rng.choice(("disclosure", "requests"))
    grid = grid_of(draft, table)
    if table == "disclosure":
        parts = in_parts(grid)
        whole = next((part for part in parts if len([line for line in part.lines if line.ids]) > 1), None)
        kept = whole.lines if whole and rng.random() < 0.5 else [*parts[1].lines, *parts[-1].lines]
    else:
        end = next(i for i, line in enumerate(grid.lines) if line.ids) + 2
        kept = grid.lines[:end]
        divide(kept)
    for cell in [cell for cell in draft.printed if cell.startswith(f"{table}/")]:
        if not any(cell in line.ids for line in kept):
            draft.printed[cell] = missing()
    grid.lines = kept
    draft.vague.add(table)


def spans_wrong(draft: Draft, rng: Random) -> None:
    """A merged group label of table 三 reaches over a row too few or too many: read, or unclear."""
    groups = [cell for cell in draft.cells() if cell.role == "group" and cell.rowspan > 2]
    for cell in rng.sample(groups, min(2, len(groups))):
        cell.rowspan += rng.choice((-1, 1))
    reprint_all(draft, "requests", Printed.unsure)


def spacer_columns(draft: Draft, rng: Random) -> None:
    """A column without any text behind each column of figures of table 三: read, or unclear."""
    grid = grid_of(draft, "requests")
    labels = 3
    for line in grid.lines:
        for cell in [cell for cell in line.cells if cell.role == "head"]:
            cell.colspan *= 2
        line.cells = [new for cell in line.cells for new in ([cell, PrintedCell("", "other")] if cell.id else [cell])]
    grid.width = labels + 2 * (grid.width - labels)
    reprint_all(draft, "requests", lambda printed: printed.unsure() if printed.text else printed.lenient())
