"""Defects of a table's shape: rows and columns that the form has not, tables turned, cut, thinned out or doubled."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from itertools import pairwise
from random import Random

from demo.printing.model import Grid, Para, PrintedCell, PrintedLine
from demo.printing.sheet import RESULTS
from parsing import form
from parsing.loaders import cell_text
from parsing.report import Status
from tests.render.editing import grid_of, insert_line, replace_block, reprint_all
from tests.render.html import divide
from tests.render.layouts import placed
from tests.render.model import Draft, Printed, missing

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
            labels = (
                [] if table == "disputes" else [PrintedCell(first, "head", colspan=grid.lines[at].cells[0].colspan)]
            )
            spans = [cell.colspan for cell in grid.lines[at].figures]
            cells = [PrintedCell(name(n), "head", colspan=span) for n, span in enumerate(spans, 1)]
            insert_line(grid, at, PrintedLine([*labels, *cells]))


def serial_column(draft: Draft, rng: Random) -> None:
    """A column before the labels counts the rows of table 二 or 三."""
    table = rng.choice(("disclosure", "requests"))
    grid = grid_of(draft, table)
    _column(grid, "序号", 0, lambda number: PrintedCell(str(number), "other"))


def remark_column(draft: Draft, rng: Random) -> None:
    """A column of remarks behind the figures of table 二 or 三."""
    table = rng.choice(("disclosure", "requests"))
    grid = grid_of(draft, table)
    _column(grid, "备注", -1, lambda number: PrintedCell(rng.choice(REMARKS), "other"))


def _column(grid: Grid, head: str, side: int, cell: Callable[[int], PrintedCell]) -> None:
    """A column more at one side (0 or -1) of a table: a head over all lines of heads, and a cell for each row."""

    def put(line: PrintedLine, new: PrintedCell) -> None:
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
            put(line, PrintedCell(head, "head", rowspan=heads))


def local_rows(draft: Draft, rng: Random) -> None:
    """Rows of a local form, which the official one has not."""
    for grid in draft.grids:
        for line in [line for line in grid.lines if line.ids and line.label is not None]:
            row = line.ids[0].split("/")[1]
            if row in LOCAL_ROWS and rng.random() < 0.5:
                figures = [PrintedCell(str(rng.randrange(9)), "figure", colspan=cell.colspan) for cell in line.figures]
                assert line.label is not None
                label = PrintedCell(rng.choice(LOCAL_ROWS[row]), "other", colspan=line.label.colspan)
                insert_line(grid, grid.lines.index(line) + 1, PrintedLine([label, *figures]))


def sums_row(draft: Draft, rng: Random) -> None:
    """Table 三 ends in a row 合计 that adds up all its rows."""
    grid = grid_of(draft, "requests")
    columns = [column.id for column in form.table(draft.spec.editions["requests"], "requests").rows[0].columns]
    rows = {cell.rpartition("/")[0] for cell in draft.values if cell.startswith("requests/")}
    sums = [sum(draft.values[f"{row}/{column}"] for row in rows) for column in columns]
    label = PrintedCell(rng.choice(("合计", "合 计", "总合计")), "other", colspan=3)
    grid.lines.append(PrintedLine([label, *[PrintedCell(str(value), "figure") for value in sums]]))


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


def _thin(draft: Draft, table: str, grid: Grid, keep: Callable[[PrintedLine], bool]) -> None:
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
        for cell in [cell for cell in line.cells if cell.role == "figure"]:
            cell.text = ""
            if cell.id is not None:
                draft.reprint(cell, Printed("", None, Status.BLANK, frozenset({(None, Status.MISSING)})))
    draft.vague.add(table)


def cut_with_heads(draft: Draft, rng: Random) -> None:
    """Table 三 goes on in a second table with the heads once more."""
    first, second = _split(draft, rng)
    heads = deepcopy(first.lines[: _head_end(first, "requests")])
    second.lines[:0] = heads


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
    end = _head_end(grid, "requests")
    # in one table with others, these end where the heads begin
    start = max((i + 1 for i, line in enumerate(grid.lines[:end]) if line.ids), default=0)
    del grid.lines[start:end]


def results_unnamed(draft: Draft, rng: Random) -> None:
    """The merged cell 三、本年度办理结果 is empty."""
    for cell in draft.cells():
        if cell.text == RESULTS:
            cell.text = ""


def blank_rows(draft: Draft, rng: Random) -> None:
    """Rows without any text between the rows of the tables."""
    for grid in draft.grids:
        rows = [line for line in grid.lines if line.ids]
        for line in rng.sample(rows, min(rng.randrange(1, 5), len(rows))):
            at = grid.lines.index(line)
            covered = {column for row, column, cell in _reaching(grid, at)}
            free = [column for column in range(grid.width) if column not in covered]
            insert_line(grid, at, PrintedLine([PrintedCell("", "other") for _ in free]))


def _reaching(grid: Grid, at: int) -> list[tuple[int, int, PrintedCell]]:
    """Every row and column that a merged cell from before covers in the line at this place."""
    return [
        (at, column + more, cell)
        for row, column, cell in placed(grid.lines)
        if row < at < row + cell.rowspan
        for more in range(cell.colspan)
    ]


def rows_exchanged(draft: Draft, rng: Random) -> None:
    """Two rows of a table in each other's place, with their labels: read by them, or unclear."""
    for grid in draft.grids:
        pairs = [
            (i, i + 1)
            for i, (line, after) in enumerate(pairwise(grid.lines))
            if _plain(line) and _plain(after) and len(line.cells) == len(after.cells)
        ]
        if pairs:
            i, j = rng.choice(pairs)
            for id_ in [*grid.lines[i].ids, *grid.lines[j].ids]:
                draft.printed[id_] = draft.printed[id_].unsure()
            grid.lines[i], grid.lines[j] = grid.lines[j], grid.lines[i]


def _plain(line: PrintedLine) -> bool:
    """Whether a line is a row whose only label is its own."""
    return bool(line.ids) and line.cells[0].role == "label"


def columns_exchanged(draft: Draft, rng: Random) -> None:
    """Two neighbouring columns of table 三 in each other's place, with their heads: read by them, or unclear."""
    grid = grid_of(draft, "requests")
    columns = form.table(draft.spec.editions["requests"], "requests").rows[0].columns
    first = rng.randrange(1, len(columns) - 3)
    heads = [columns[first].label, columns[first + 1].label]
    for line in grid.lines:
        texts = [cell.text for cell in line.cells]
        if line.ids and len(line.figures) == len(columns):
            at = line.cells.index(line.figures[0]) + first
        elif heads[0] in texts:
            at = texts.index(heads[0])
        else:
            continue
        line.cells[at], line.cells[at + 1] = line.cells[at + 1], line.cells[at]
    reprint_all(draft, "requests", Printed.unsure)


def figures_merged(draft: Draft, rng: Random) -> None:
    """One merged cell for some neighbouring figures of a row, which are all alike: what it says of each is unclear, but
    for a zero or dash over many of them."""
    for line in [line for line in draft.lines() if len(line.figures) > 2]:
        cells = line.figures
        start = next((i for i, (a, b) in enumerate(pairwise(cells)) if a.text == b.text), None)
        if start is None or rng.random() < 0.7:
            continue
        end = next((i for i in range(start, len(cells)) if cells[i].text != cells[start].text), len(cells))
        cells[start].colspan = sum(cell.colspan for cell in cells[start:end])
        for id_ in line.ids:
            draft.printed[id_] = draft.printed[id_].unsure()
        for cell in cells[start:end]:
            assert cell.id is not None
            printed = draft.printed[cell.id]
            own = printed.lenient() if cell_text.stands_in_all(cell.text, cells[start].colspan) else printed.doubtful()
            draft.printed[cell.id] = replace(own, accepts=own.accepts | {(None, Status.MISSING)})
        line.cells = [cell for cell in line.cells if not any(cell is other for other in cells[start + 1 : end])]
