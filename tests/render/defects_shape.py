"""Defects of a table's shape: rows and columns that the form has not, tables turned, cut, thinned out or doubled."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from itertools import pairwise
from random import Random

from parsing import form
from parsing.report import Status
from tests.render.editing import grid_of, insert_line, replace_block, reprint_all
from tests.render.html import divide
from tests.render.model import Cell, Draft, Grid, Line, Para, Printed, blank, missing
from tests.render.sheet import RESULTS

PARTS = ("（续表）", "续表：", "")
LOCAL_ROWS = {
    "normative_documents": ("其他主动公开文件", "其他文件"),
    "licensing": ("其他行政权力事项", "行政确认"),
    "coercion": ("行政征收", "行政检查"),
    "received": ("其中：网上申请", "其中：当面申请"),
    "carried_in": ("其中：信函申请",),
}
REMARKS = ("", "", "", "无", "含上年结转", "见说明")
_NUMBERINGS: tuple[Callable[[int], str], ...] = (
    str,
    lambda n: chr(64 + n),
    "（{}）".format,
    "栏{}".format,
)


def _head_end(grid: Grid, table: str) -> int:
    """The number of the first line with figures of a table."""
    return next(i for i, line in enumerate(grid.lines) if line.ids and line.ids[0].startswith(table))


def column_numbers(draft: Draft, rng: Random) -> None:
    """A row under the heads counts the columns: 1, 2, 3 …, A, B, C, or 栏次 1 2 3."""
    name = rng.choice(_NUMBERINGS)
    first = rng.choice(("栏次", "甲", "", "序号"))
    tables = rng.choice((("requests",), ("disputes",), ("disclosure",), ("disclosure", "requests", "disputes")))
    for grid in draft.grids:
        for table in [table for table in tables if table in grid.tables]:
            at = _head_end(grid, table)
            labels = [] if table == "disputes" else [Cell(first, "head", colspan=grid.lines[at].cells[0].colspan)]
            spans = [cell.colspan for cell in grid.lines[at].figures]
            cells = [Cell(name(n), "head", colspan=span) for n, span in enumerate(spans, 1)]
            insert_line(grid, at, Line([*labels, *cells]))


def disclosure_turned(draft: Draft, rng: Random) -> None:
    """Table 二 with rows and columns exchanged, clause by clause."""
    clauses: list[Grid] = []
    for line in grid_of(draft, "disclosure").lines:
        if line.cells and line.cells[0].role == "title":
            clauses.append(Grid(("disclosure",), 0, []))
        clauses[-1].lines.append(line)
    turned = [Grid(("disclosure",), 0, _turned(clause.lines)) for clause in clauses]
    for grid in turned:
        grid.width = max(len(line.cells) for line in grid.lines)
        grid.lines[0].cells[0].colspan = grid.width
    replace_block(draft, grid_of(draft, "disclosure"), *turned)


def _turned(lines: list[Line]) -> list[Line]:
    """A title, and under it heads and rows exchanged."""
    title, *rows = lines
    columns = [[line.cells[i] for line in rows] for i in range(len(rows[0].cells))]
    for head, *cells in columns:
        head.role, head.colspan = ("head" if head is columns[0][0] else "label"), 1
        for cell in cells:
            cell.role, cell.colspan = ("head" if cell.role == "label" else cell.role), 1
    return [title, *[Line(column) for column in columns]]


def disputes_turned(draft: Draft, rng: Random) -> None:
    """Table 四 with a row for each outcome and a column for each procedure."""
    grid = grid_of(draft, "disputes")
    cells = {cell.id: cell for line in grid.lines for cell in line.figures}
    rows = form.table(draft.spec.editions["disputes"], "disputes").rows
    heads = [Cell(text, "head") for text in (rng.choice(("处理结果", "结果", "")), *[row.label for row in rows])]
    lines = [Line(heads)]
    for column in rows[0].columns:
        figures = [cells[f"disputes/{row.id}/{column.id}"] for row in rows]
        lines.append(Line([Cell(column.label, "label"), *figures]))
    replace_block(draft, grid, Grid(("disputes",), 1 + len(rows), lines))


def requests_turned(draft: Draft, rng: Random) -> None:
    """Table 三 with a row for each kind of applicant: read, or unclear."""
    grid = grid_of(draft, "requests")
    cells = {cell.id: cell for line in grid.lines for cell in line.figures}
    rows = form.table(draft.spec.editions["requests"], "requests").rows
    lines = [Line([Cell("申请人情况", "head"), *[Cell(row.label, "head") for row in rows]])]
    for column in rows[0].columns:
        figures = [cells[f"requests/{row.id}/{column.id}"] for row in rows]
        lines.append(Line([Cell(column.label, "label"), *figures]))
    replace_block(draft, grid, Grid(("requests",), 1 + len(rows), lines))
    reprint_all(draft, "requests", Printed.unsure)


def serial_column(draft: Draft, rng: Random) -> None:
    """A column before the labels counts the rows of table 二 or 三."""
    table = rng.choice(("disclosure", "requests"))
    grid = grid_of(draft, table)
    _column(grid, "序号", 0, lambda number: Cell(str(number), "other"))


def remark_column(draft: Draft, rng: Random) -> None:
    """A column of remarks behind the figures of table 二 or 三."""
    table = rng.choice(("disclosure", "requests"))
    grid = grid_of(draft, table)
    _column(grid, "备注", -1, lambda number: Cell(rng.choice(REMARKS), "other"))


def _column(grid: Grid, head: str, side: int, cell: Callable[[int], Cell]) -> None:
    """A column more at one side (0 or -1) of a table: a head over all lines of heads, and a cell for each row."""

    def put(line: Line, new: Cell) -> None:
        line.cells.insert(len(line.cells) if side else 0, new)

    grid.width += 1
    number = heads = 0
    for position, line in enumerate(grid.lines):
        if line.cells and line.cells[0].role == "title":
            line.cells[0].colspan += 1
        elif line.ids:
            heads = 0
            put(line, cell(number := number + 1))
        elif line.cells and heads == 0:
            rest = grid.lines[position:]
            heads = next((i for i, other in enumerate(rest) if other.ids), len(rest))
            put(line, Cell(head, "head", rowspan=heads))


def local_rows(draft: Draft, rng: Random) -> None:
    """Rows of a local form, which the official one has not."""
    for grid in draft.grids:
        for line in [line for line in grid.lines if line.ids and line.label is not None]:
            row = line.ids[0].split("/")[1]
            if row in LOCAL_ROWS and rng.random() < 0.5:
                figures = [Cell(str(rng.randrange(9)), "figure", colspan=cell.colspan) for cell in line.figures]
                assert line.label is not None
                label = Cell(rng.choice(LOCAL_ROWS[row]), "other", colspan=line.label.colspan)
                insert_line(grid, grid.lines.index(line) + 1, Line([label, *figures]))


def sums_row(draft: Draft, rng: Random) -> None:
    """Table 三 ends in a row 合计 that adds up all its rows."""
    grid = grid_of(draft, "requests")
    columns = [column.id for column in form.table(draft.spec.editions["requests"], "requests").rows[0].columns]
    rows = {cell.rpartition("/")[0] for cell in draft.values if cell.startswith("requests/")}
    sums = [sum(draft.values[f"{row}/{column}"] for row in rows) for column in columns]
    label = Cell(rng.choice(("合计", "合 计", "总合计")), "other", colspan=3)
    grid.lines.append(Line([label, *[Cell(str(value), "figure") for value in sums]]))


def rows_joined(draft: Draft, rng: Random) -> None:
    """A row goes on in the same line of text as the one before it."""
    grids = [grid for grid in draft.grids if len([line for line in grid.lines if line.ids]) > 2]
    for _ in range(rng.choice((1, 2))):
        lines = rng.choice(grids).lines
        found = [line for before, line in pairwise(lines) if before.ids and line.ids]
        rng.choice(found).joined = True


def rows_pushed_left(draft: Draft, rng: Random) -> None:
    """Rows with fewer labels than columns for them begin at the left edge and end in blanks."""
    draft.push_left = True
    reprint_all(draft, "requests", Printed.unsure)


def few_rows(draft: Draft, rng: Random) -> None:
    """Only two or three rows of table 三 are there, and of table 二 only one clause."""
    grid = grid_of(draft, "requests")
    kept = rng.sample(("received", "carried_in", "carried_out"), rng.choice((2, 2, 3)))
    _thin(draft, "requests", grid, lambda line: not line.ids or line.ids[0].split("/")[1] in kept)
    grid = grid_of(draft, "disclosure")
    clauses = [i for i, line in enumerate(grid.lines) if line.cells[0].role == "title"]
    start = rng.choice(clauses)
    end = next((i for i in clauses if i > start), len(grid.lines))
    inside = {id(line) for line in grid.lines[start:end]}
    _thin(draft, "disclosure", grid, lambda line: id(line) in inside)


def _thin(draft: Draft, table: str, grid: Grid, keep: Callable[[Line], bool]) -> None:
    """Only the lines that are kept; the others' figures are missing."""
    lost = [cell for line in grid.lines if not keep(line) for cell in line.ids]
    grid.lines = [line for line in grid.lines if keep(line)]
    for cell in lost:
        draft.printed[cell] = missing()
    draft.vague.add(table)


def cut_off(draft: Draft, rng: Random) -> None:
    """The document ends within table 三."""
    grid = grid_of(draft, "requests")
    end = rng.randrange(_head_end(grid, "requests") + 2, len(grid.lines))
    ends = {id(line) for line in grid.lines[:end]}
    divide(grid.lines[:end])
    _thin(draft, "requests", grid, lambda line: id(line) in ends)
    at = next(i for i, block in enumerate(draft.blocks) if block is grid)
    del draft.blocks[at + 1 :]
    reprint_all(draft, "disputes", lambda _: missing())


def labels_only(draft: Draft, rng: Random) -> None:
    """A table with all its labels and not one figure: cells that are blank, or not there."""
    table = rng.choice(("disclosure", "requests"))
    for line in grid_of(draft, table).lines:
        for cell in line.figures:
            assert cell.id is not None
            draft.reprint(cell, Printed("", None, Status.BLANK, frozenset({(None, Status.MISSING)})))
    draft.vague.add(table)


def many_blanks(draft: Draft, rng: Random) -> None:
    """A share of all cells is empty, from a tenth to nearly all, and at least one in each row."""
    share = rng.choice((0.1, 0.3, 0.5, 0.7, 0.85, 0.95))
    for line in draft.lines():
        certain = [cell for cell in line.figures if draft.printed[cell.id or ""].status is Status.REPORTED]
        chosen = [cell for cell in certain if rng.random() < share]
        for cell in chosen or (rng.sample(certain, 1) if len(certain) > 1 else []):
            draft.reprint(cell, blank())


def disputes_blank(draft: Draft, rng: Random) -> None:
    """Fifteen blank cells under the heads of table 四."""
    for line in grid_of(draft, "disputes").lines:
        for cell in line.figures:
            draft.reprint(cell, blank())


def cut_with_heads(draft: Draft, rng: Random) -> None:
    """Table 三 goes on in a second table with the heads once more."""
    first, second = _split(draft, rng)
    heads = deepcopy(first.lines[: _head_end(first, "requests")])
    second.lines[:0] = heads


def cut_narrower(draft: Draft, rng: Random) -> None:
    """Table 三 goes on in a second table without heads and without the column of 三、本年度办理结果."""
    _, second = _split(draft, rng)
    if second.lines[0].cells[0].role != "group" or second.lines[0].cells[0].text:
        return
    second.lines[0].cells.pop(0)
    for line in second.lines:
        label = line.label
        if label is not None and label.colspan == 3:
            label.colspan = 2
    second.width -= 1


def _split(draft: Draft, rng: Random) -> tuple[Grid, Grid]:
    """Table 三 as two tables with a word or nothing between them."""
    grid = grid_of(draft, "requests")
    at = rng.randrange(_head_end(grid, "requests") + 3, len(grid.lines) - 1)
    lines = grid.lines[:at]
    carried = divide(lines)
    rest = grid.lines[at:]
    rest[0].cells[:0] = carried
    parts = Grid(grid.tables, grid.width, lines), Grid(grid.tables, grid.width, rest)
    word = rng.choice(PARTS)
    replace_block(draft, grid, parts[0], *([Para(word, "prose", 3)] if word else [Para("", "prose", 3)]), parts[1])
    return parts


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
        own = left.lines[row].cells if row < len(left.lines) else [Cell("", "title", colspan=left.width)]
        other = right.lines[row].cells if row < len(right.lines) else [Cell("", "title", colspan=right.width)]
        lines.append(Line([*own, Cell("", "other"), *other]))
    both = Grid(("disclosure", "requests"), left.width + 1 + right.width, lines)
    draft.blocks = [block for block in draft.blocks if block is not left]
    replace_block(draft, right, both)
    for table in both.tables:
        reprint_all(draft, table, Printed.unsure)


def sections_moved(draft: Draft, rng: Random) -> None:
    """Sections in another order, each with its table and its old number."""
    starts = [i for i, block in enumerate(draft.blocks) if isinstance(block, Para) and block.kind == "heading"]
    if len(starts) < 6:
        return
    ends = [*starts[1:], len(draft.blocks)]
    sections = [draft.blocks[start:end] for start, end in zip(starts, ends, strict=True)]
    moved = sections[1:5]
    rng.shuffle(moved)
    order = [sections[0], *moved, *sections[5:]]
    draft.blocks[starts[0] :] = [block for section in order for block in section]


def heads_gone(draft: Draft, rng: Random) -> None:
    """No heads over table 三: only its rows."""
    grid = grid_of(draft, "requests")
    del grid.lines[: _head_end(grid, "requests")]


def dispute_heads_gone(draft: Draft, rng: Random) -> None:
    """No heads over table 四: fifteen figures under the section's heading."""
    grid = grid_of(draft, "disputes")
    del grid.lines[: _head_end(grid, "disputes")]


def results_unnamed(draft: Draft, rng: Random) -> None:
    """The merged cell 三、本年度办理结果 is empty."""
    for cell in draft.cells():
        if cell.text == RESULTS:
            cell.text = ""
