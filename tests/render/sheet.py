"""The official form as printed tables, with the spans that 国办公开办函〔2019〕60号 and 〔2021〕30号 give it."""

from __future__ import annotations

from itertools import groupby

from parsing import form
from tests.render.model import Cell, Grid, Line, Printed

CHECK = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RESULTS = "三、本年度办理结果"
_CLAUSES = {
    "regulations": "第二十条第（一）项",
    "licensing": "第二十条第（五）项",
    "penalties": "第二十条第（六）项",
    "fees": "第二十条第（八）项",
    "procurement": "第二十条第（九）项",
}
_DISCLOSURE_WIDTH = 4
_LABELS = 3


def _figure(cell: str, printed: dict[str, Printed], colspan: int = 1) -> Cell:
    return Cell(printed[cell].text, "figure", cell, colspan)


def disclosure(edition: str, printed: dict[str, Printed]) -> Grid:
    """Table 二: a title line and a head line for each clause of article 20, then its rows."""
    lines: list[Line] = []
    for row in form.table(edition, "disclosure").rows:
        last = _DISCLOSURE_WIDTH - len(row.columns)
        if row.id in _CLAUSES:
            lines.append(Line([Cell(_CLAUSES[row.id], "title", colspan=_DISCLOSURE_WIDTH)]))
            heads = [Cell(column.label, "head") for column in row.columns]
            heads[-1].colspan = last
            lines.append(Line([Cell("信息内容", "head"), *heads]))
        figures = [_figure(f"disclosure/{row.id}/{column.id}", printed) for column in row.columns]
        figures[-1].colspan = last
        lines.append(Line([Cell(row.label, "label"), *figures]))
    return Grid(("disclosure",), _DISCLOSURE_WIDTH, lines)


def requests(edition: str, printed: dict[str, Printed]) -> Grid:
    """Table 三: three head lines, then rows under up to three columns of labels."""
    rows = form.table(edition, "requests").rows
    results = [row for row in rows if row.id not in ("received", "carried_in", "carried_out")]
    lines = _request_heads(rows[0])
    for group, members in groupby(rows, key=lambda row: row.group):
        inside = list(members)
        for position, row in enumerate(inside):
            cells: list[Cell] = []
            if row is results[0]:
                cells.append(Cell(RESULTS, "group", rowspan=len(results)))
            if group and position == 0:
                cells.append(Cell(group, "group", rowspan=len(inside)))
            colspan = _LABELS - (row in results) - (group is not None)
            cells.append(Cell(row.label, "label", colspan=colspan))
            cells += [_figure(f"requests/{row.id}/{column.id}", printed) for column in row.columns]
            lines.append(Line(cells))
    return Grid(("requests",), _LABELS + len(rows[0].columns), lines)


def _request_heads(row: form.Row) -> list[Line]:
    person, *organisations, total = [column.label for column in row.columns]
    check = Cell(CHECK, "check", colspan=_LABELS, rowspan=3)
    applicants = Cell("申请人情况", "head", colspan=len(row.columns))
    second = [
        Cell(person, "head", rowspan=2),
        Cell("法人或其他组织", "head", colspan=len(organisations)),
        Cell(total, "head", rowspan=2),
    ]
    return [Line([check, applicants]), Line(second), Line([Cell(label, "head") for label in organisations])]


def disputes(edition: str, printed: dict[str, Printed]) -> Grid:
    """Table 四: fifteen figures in one line under three lines of heads."""
    review, *litigation = form.table(edition, "disputes").rows
    outcomes = [column.label for column in review.columns]
    width = len(outcomes)
    lines = [
        Line([Cell("行政复议", "head", colspan=width), Cell("行政诉讼", "head", colspan=2 * width)]),
        Line(
            [Cell(label, "head", rowspan=2) for label in outcomes]
            + [Cell(row.label, "head", colspan=width) for row in litigation]
        ),
        Line([Cell(label, "head") for _ in litigation for label in outcomes]),
        Line([_figure(cell, printed) for cell in form.table(edition, "disputes").cells]),
    ]
    return Grid(("disputes",), 3 * width, lines)


def disputes_in_three(edition: str, printed: dict[str, Printed]) -> list[Grid]:
    """Table 四 as three tables of five figures each."""
    grids = []
    for row in form.table(edition, "disputes").rows:
        heads = [Cell(column.label, "head") for column in row.columns]
        figures = [_figure(f"disputes/{row.id}/{column.id}", printed) for column in row.columns]
        title = row.label if row.id == "review" else f"行政诉讼{row.label}"
        lines = [Line([Cell(title, "head", colspan=len(heads))]), Line(heads), Line(figures)]
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
