"""The official form as tables of cells, with the spans that 国办公开办函〔2019〕60号 and 〔2021〕30号 give it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby

from demo.printing.model import Grid, PrintedCell, PrintedLine
from parsing import form

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


def figure(cell: str, texts: Mapping[str, str]) -> PrintedCell:
    """The printed cell of a cell of the form."""
    return PrintedCell(texts[cell], "figure", cell)


def disclosure(edition: str, texts: Mapping[str, str]) -> Grid:
    """Table 二: a title line and a head line for each clause of article 20, then its rows."""
    lines: list[PrintedLine] = []
    for row in form.table(edition, "disclosure").rows:
        last = _DISCLOSURE_WIDTH - len(row.columns)
        if row.id in _CLAUSES:
            lines.append(PrintedLine([PrintedCell(_CLAUSES[row.id], "title", colspan=_DISCLOSURE_WIDTH)]))
            heads = [PrintedCell(column.label, "head") for column in row.columns]
            heads[-1].colspan = last
            lines.append(PrintedLine([PrintedCell("信息内容", "head"), *heads]))
        figures = [figure(f"disclosure/{row.id}/{column.id}", texts) for column in row.columns]
        figures[-1].colspan = last
        lines.append(PrintedLine([PrintedCell(row.label, "label"), *figures]))
    return Grid(("disclosure",), _DISCLOSURE_WIDTH, lines)


def requests(edition: str, texts: Mapping[str, str]) -> Grid:
    """Table 三: three head lines, then rows under up to three columns of labels."""
    rows = form.table(edition, "requests").rows
    results = [row for row in rows if row.id not in ("received", "carried_in", "carried_out")]
    lines = _request_heads(rows[0])
    for group, members in groupby(rows, key=lambda row: row.group):
        inside = list(members)
        for position, row in enumerate(inside):
            cells: list[PrintedCell] = []
            if row is results[0]:
                cells.append(PrintedCell(RESULTS, "group", rowspan=len(results)))
            if group and position == 0:
                cells.append(PrintedCell(group, "group", rowspan=len(inside)))
            colspan = _LABELS - (row in results) - (group is not None)
            cells.append(PrintedCell(row.label, "label", colspan=colspan))
            cells += [figure(f"requests/{row.id}/{column.id}", texts) for column in row.columns]
            lines.append(PrintedLine(cells))
    return Grid(("requests",), _LABELS + len(rows[0].columns), lines)


def _request_heads(row: form.Row) -> list[PrintedLine]:
    person, *organisations, total = [column.label for column in row.columns]
    check = PrintedCell(CHECK, "check", colspan=_LABELS, rowspan=3)
    applicants = PrintedCell("申请人情况", "head", colspan=len(row.columns))
    second = [
        PrintedCell(person, "head", rowspan=2),
        PrintedCell("法人或其他组织", "head", colspan=len(organisations)),
        PrintedCell(total, "head", rowspan=2),
    ]
    return [
        PrintedLine([check, applicants]),
        PrintedLine(second),
        PrintedLine([PrintedCell(label, "head") for label in organisations]),
    ]


def disputes(edition: str, texts: Mapping[str, str]) -> Grid:
    """Table 四: fifteen figures in one line under three lines of heads."""
    review, *litigation = form.table(edition, "disputes").rows
    outcomes = [column.label for column in review.columns]
    width = len(outcomes)
    lines = [
        PrintedLine(
            [PrintedCell("行政复议", "head", colspan=width), PrintedCell("行政诉讼", "head", colspan=2 * width)]
        ),
        PrintedLine(
            [PrintedCell(label, "head", rowspan=2) for label in outcomes]
            + [PrintedCell(row.label, "head", colspan=width) for row in litigation]
        ),
        PrintedLine([PrintedCell(label, "head") for _ in litigation for label in outcomes]),
        PrintedLine([figure(cell, texts) for cell in form.table(edition, "disputes").cells]),
    ]
    return Grid(("disputes",), 3 * width, lines)


SHEETS: dict[str, Callable[[str, Mapping[str, str]], Grid]] = {
    "disclosure": disclosure,
    "requests": requests,
    "disputes": disputes,
}
