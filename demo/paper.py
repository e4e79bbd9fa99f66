"""An invented report before it is printed, and its printing as the page of a web site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape

from demo.figures import Figures
from demo.places import MadeUpBody
from demo.printing.document import SECTIONS, blocks
from demo.printing.model import Para, PrintedCell, PrintedLine, plain
from demo.printing.web import rows
from demo.prose import Prose
from parsing import form

NOTE = "演示数据：本页机构、地区、数字、文字均为虚构。"


@dataclass(slots=True)
class Paper:
    """A report of one body and year.

    ``texts`` holds what each cell of the form prints; ``rows`` the figures of a row that is printed otherwise;
    ``pictures`` the tables that are printed as a picture; ``headings`` the sections whose heading is printed.
    """

    body: MadeUpBody
    year: int
    edition: str
    figures: Figures
    texts: dict[str, str]
    prose: Prose
    published: str
    rows: dict[str, list[str]] = field(default_factory=dict)
    pictures: set[str] = field(default_factory=set)
    headings: set[int] = field(default_factory=lambda: set(SECTIONS))
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
    editions = dict.fromkeys(form.TABLES, paper.edition)
    for block in blocks((), paper.prose, editions, paper.texts, paper.headings):
        if isinstance(block, Para):
            yield (f"<h2>{block.text}</h2>" if block.kind == "heading" else f"<p>{escape(block.text)}</p>")
        elif paper.pictures.intersection(block.tables):
            yield f"<p><img src={block.tables[0]}.png alt=表格></p>"
        else:
            yield "\n".join(("<table border=1>", *rows(_as_printed(paper, block.lines)), "</table>"))


def _as_printed(paper: Paper, lines: list[PrintedLine]) -> Iterator[PrintedLine]:
    """The lines of a table, those of ``paper.rows`` with other figures."""
    for line in lines:
        row = line.ids[0].rpartition("/")[0] if line.ids else ""
        others = [PrintedCell(text, "figure") for text in paper.rows.get(row, ())]
        yield replace(line, cells=[*(cell for cell in line.cells if cell.id is None), *others]) if others else line
