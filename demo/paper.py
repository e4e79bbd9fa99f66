"""An invented report before it is printed, and its printing as the page of a web site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from demo.figures import Figures
from demo.places import Body
from demo.prose import Prose, heading
from parsing import form

NOTE = "演示数据：本页机构、地区、数字、文字均为虚构。"
_CHECK = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_CLAUSES = {"regulations": "一", "licensing": "五", "penalties": "六", "fees": "八", "procurement": "九"}
_SECTIONS = {"disclosure": 2, "requests": 3, "disputes": 4}
_WIDTH = 4
_LABELS = 3


@dataclass(slots=True)
class Paper:
    """A report of one body and year.

    ``texts`` holds what each cell of the form prints; ``rows`` the figures of a row that is printed otherwise;
    ``pictures`` the tables that are printed as a picture; ``headings`` the sections whose heading stands there.
    """

    body: Body
    year: int
    edition: str
    figures: Figures
    texts: dict[str, str]
    prose: Prose
    published: str
    rows: dict[str, list[str]] = field(default_factory=dict)
    pictures: set[str] = field(default_factory=set)
    headings: set[int] = field(default_factory=lambda: set(range(1, 7)))
    error: str = ""

    @property
    def name(self) -> str:
        """The file's name: the same in every build, and that of no other report."""
        return f"{self.body.region.code}-{self.body.kind}-{self.year}.html"

    @property
    def title(self) -> str:
        """The title as printed."""
        return f"{self.body.name}{self.year}年政府信息公开工作年度报告"

    def number(self, cell: str) -> int:
        """The count that a cell stands for, before any error."""
        return int(self.figures[cell])

    def row(self, table: str, row: str) -> dict[str, str]:
        """Printed texts of a row by column."""
        return {c.id: self.texts[f"{table}/{row}/{c.id}"] for c in form.table(self.edition, table).row(row).columns}


def plain(value: float) -> str:
    """A number as the form prints it."""
    return str(value) if isinstance(value, int) else f"{value:.2f}".rstrip("0").rstrip(".")


def texts(figures: Figures, edition: str) -> dict[str, str]:
    """The printed text of every cell of an edition."""
    return {cell: plain(figures[cell]) for table in form.TABLES for cell in form.table(edition, table).cells}


def html(paper: Paper) -> bytes:
    """The report as a page in UTF-8."""
    title = escape(paper.title)
    return (
        f"<!DOCTYPE html>\n<html lang=zh-CN><head><meta charset=utf-8><title>{title}</title></head>\n<body>\n"
        f"<p>{NOTE}</p>\n<h1>{title}</h1>\n<p>发布日期：{paper.published}</p>\n"
        + "\n".join(_blocks(paper))
        + f"\n<p>{NOTE}</p>\n</body></html>\n"
    ).encode()


def _blocks(paper: Paper) -> Iterator[str]:
    tables = {section: table for table, section in _SECTIONS.items()}
    for section in range(7):
        if section in paper.headings:
            yield f"<h2>{heading(section)}</h2>"
        yield from (f"<p>{escape(text)}</p>" for text in paper.prose[section] if text)
        if section in tables:
            yield _table(paper, tables[section])


def _table(paper: Paper, table: str) -> str:
    if table in paper.pictures:
        return f"<p><img src={table}.png alt=表格></p>"
    lines = {"disclosure": _disclosure, "requests": _requests, "disputes": _disputes}[table](paper)
    return "<table border=1>\n" + "\n".join(f"<tr>{''.join(line)}</tr>" for line in lines) + "\n</table>"


def _cell(text: str, columns: int = 1, rows: int = 1) -> str:
    spans = (f" colspan={columns}" if columns > 1 else "") + (f" rowspan={rows}" if rows > 1 else "")
    return f"<td{spans}>{escape(text)}</td>"


def _figures(paper: Paper, table: str, row: str, width: int = 0) -> list[str]:
    """The figures of a row; the last one spans what is left of ``width`` columns."""
    printed = paper.rows.get(f"{table}/{row}") or list(paper.row(table, row).values())
    cells = [_cell(text) for text in printed[:-1]]
    return [*cells, _cell(printed[-1], max(1, width - len(cells)))]


def _disclosure(paper: Paper) -> Iterator[list[str]]:
    for row in form.table(paper.edition, "disclosure").rows:
        heads = [column.label for column in row.columns]
        if row.id in _CLAUSES:
            yield [_cell(f"第二十条第（{_CLAUSES[row.id]}）项", _WIDTH)]
            yield [_cell("信息内容"), *map(_cell, heads[:-1]), _cell(heads[-1], _WIDTH - len(heads))]
        yield [_cell(row.label), *_figures(paper, "disclosure", row.id, _WIDTH - 1)]


def _requests(paper: Paper) -> Iterator[list[str]]:
    rows = form.table(paper.edition, "requests").rows
    person, *organisations, total = [column.label for column in rows[0].columns]
    yield [_cell(_CHECK, _LABELS, 3), _cell("申请人情况", len(organisations) + 2)]
    yield [_cell(person, 1, 2), _cell("法人或其他组织", len(organisations)), _cell(total, 1, 2)]
    yield [_cell(label) for label in organisations]
    results = [row for row in rows if row.id not in ("received", "carried_in", "carried_out")]
    for group, members in groupby(rows, key=lambda row: row.group):
        inside = list(members)
        for row in inside:
            line = [_cell("三、本年度办理结果", 1, len(results))] if row is results[0] else []
            if group and row is inside[0]:
                line.append(_cell(group, 1, len(inside)))
            line.append(_cell(row.label, _LABELS - (row in results) - (group is not None)))
            yield [*line, *_figures(paper, "requests", row.id)]


def _disputes(paper: Paper) -> Iterator[list[str]]:
    review, *lawsuits = form.table(paper.edition, "disputes").rows
    outcomes = [column.label for column in review.columns]
    width = len(outcomes)
    yield [_cell("行政复议", width), _cell("行政诉讼", 2 * width)]
    yield [_cell(label, 1, 2) for label in outcomes] + [_cell(row.label, width) for row in lawsuits]
    yield [_cell(label) for _ in lawsuits for label in outcomes]
    yield [cell for row in (review, *lawsuits) for cell in _figures(paper, "disputes", row.id)]
