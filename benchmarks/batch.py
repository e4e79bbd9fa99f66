"""Pages of twenty made-up sites for ``benchmarks.reading``: each page with a body, figures and prose of its own.

A template is what a site's editor gives all its pages: the markup around the report, of headings, paragraphs and cells.
Plain pages have some 7 KB, those pasted from Word some 44 KB. Zeros are printed, left blank or dashed, by page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from functools import cache
from random import Random
from typing import NamedTuple

from opencc import OpenCC

from demo.printing import sheet
from demo.printing.document import heading
from demo.printing.model import Grid, Number, PrintedCell
from parsing.form import TABLES
from tests.render import figures, prose
from tests.render.model import Body, Printed, blank, number, texts

TEMPLATES = 20
WARM_UP = 40
ZEROS = ("0", "0", "", "/")
_SCALES = figures.SCALES[1:]
_WORDS = re.findall(
    "..",
    "政府信息公开工作制度平台栏目建设群众企业服务政策解读文件管理机制责任监督"
    "培训会议审查发布保障推进落实完善加强优化规范提升及时准确全面重点领域民生"
    "财政教育医疗环境项目数据网站专栏渠道互动回应关切标准目录指南",
)
_WORD_FONT = "font-family:仿宋_GB2312"


class Page(NamedTuple):
    """A page's bytes in UTF-8, and what is wanted of it: the figures that it prints, by cell."""

    data: bytes
    printed: Mapping[str, str]


class _Template(NamedTuple):
    """A site's markup: tags of headings, paragraphs and cells, and what surrounds the report."""

    heading: str
    paragraph: str
    table: str
    row: str
    cell: str
    inside: str
    head: str
    before: str
    behind: str
    empty: str
    edition: str


def pages(count: int, *, word: bool, traditional: bool = False, broken: bool = False, start: int = 0) -> Iterator[Page]:
    """Pages in templates by turns. ``broken``: one to three figures are others than the sums give."""
    for seed in range(start, start + count):
        rng = Random(f"page {seed}")
        page = _page(_template(seed % TEMPLATES, word=word), rng, broken=broken)
        text = _converter().convert(page[0]) if traditional else page[0]
        yield Page(text.encode(), page[1])


@cache
def _converter() -> OpenCC:
    return OpenCC("s2t")


@cache
def _template(index: int, *, word: bool) -> _Template:
    rng = Random(f"template {index}")
    links = [
        f'<a href="/{rng.choice(("c", "col", "zwgk"))}{n}/">{_phrase(rng, 2)}</a>' for n in range(rng.randrange(1, 6))
    ]
    name = rng.choice(("content", "zoom", "article", "TRS_Editor", "main"))
    inside, paragraph = "{}", rng.choice(("<p>{}</p>", "<div>{}</div>"))
    cell = rng.choice(("<td{}>{}</td>", "<td{}>{}</td>", "<td{}> {} </td>", "<td{}><p>{}</p></td>"))
    if word:
        size, width = rng.choice(("9.0", "10.5", "12.0")), rng.randrange(40, 90)
        span = f'<span lang="EN-US" style="font-size:{size}pt;{_WORD_FONT}">{{}}</span>'
        inside = f'<p class="MsoNormal" align="center">{span}</p>'
        paragraph = f'<p class="MsoNormal" style="text-indent:32.0pt;line-height:28.0pt">{span}</p>'
        cell = f'<td width="{width}"{{}}>{{}}</td>'
    return _Template(
        heading=rng.choice(("<h2>{}</h2>", "<p><strong>{}</strong></p>", "<p>{}</p>", "<div><b>{}</b></div>")),
        paragraph=paragraph,
        table=rng.choice(('<table border="1">', '<table cellspacing="0">', "<table><tbody>", '<table width="100%">')),
        row=rng.choice(("<tr>{}</tr>", '<tr height="30">{}</tr>')),
        cell=cell,
        inside=inside,
        head=rng.choice(("<h1>{}</h1>", '<div class="title">{}</div>', "<p align=center>{}</p>")),
        before=f'<div class="nav">{" | ".join(links)}</div><div id="{name}">',
        behind=rng.choice(('</div><div class="foot">版权所有 网站标识码:3201000000</div>', "</div>")),
        empty="&nbsp;" if word else rng.choice(("", "&nbsp;")),
        edition=("2021", "2021", "2021", "2019")[index % 4],
    )


def _page(template: _Template, rng: Random, *, broken: bool) -> tuple[str, dict[str, str]]:
    body = figures.body(rng)
    year = rng.choice((2019, 2020) if template.edition == "2019" else (2021, 2022, 2023, 2024))
    values = figures.figure_set(rng, dict.fromkeys(TABLES, template.edition), rng.choice(_SCALES))
    if broken:
        values |= _spoilt(values, rng)
    printed = _printed(values, rng.choice(ZEROS))
    title = f"{body.full_name}{year}年政府信息公开工作年度报告"
    parts = [
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>{template.before}',
        template.head.format(title),
        f"<p>发布日期：{year + 1}-01-{rng.randrange(10, 29)}</p>",
        *_sections(template, _texts(rng, body, year, values), printed),
        f"{template.behind}</body></html>",
    ]
    return "\n".join(parts), {cell: shown.text for cell, shown in printed.items()}


def _spoilt(values: Mapping[str, Number], rng: Random) -> dict[str, Number]:
    """One to three figures of the requests table, changed."""
    cells = rng.sample([cell for cell in values if cell.startswith("requests/")], rng.randrange(1, 4))
    return {cell: values[cell] + rng.randrange(1, 9) for cell in cells}


def _printed(values: Mapping[str, Number], zero: str) -> dict[str, Printed]:
    nothing = number(0, zero) if zero else blank()
    return {cell: number(value) if value else nothing for cell, value in values.items()}


def _sections(template: _Template, written: Mapping[int, list[str]], printed: dict[str, Printed]) -> Iterator[str]:
    grids = (sheet.disclosure, sheet.requests, sheet.disputes)
    for section in range(1, 7):
        yield template.heading.format(heading(section))
        if section in written:
            yield from (template.paragraph.format(html.escape(text)) for text in written[section])
        else:
            yield _table(template, grids[section - 2](template.edition, texts(printed)))


def _texts(rng: Random, body: Body, year: int, values: dict[str, Number]) -> dict[int, list[str]]:
    """Prose of the sections that have no table."""
    stated = rng.sample(prose.overview(rng, body, year, values), 1)
    return {
        1: [prose.introduction(body, year, full=True), *stated],
        5: [_filling(rng)],
        6: [prose.other_matters(rng, year)],
    }


def _filling(rng: Random) -> str:
    """Words as reports have them, of which no two have the same."""
    return (
        "。".join("，".join(_phrase(rng, rng.randrange(3, 6)) for _ in range(rng.randrange(2, 4))) for _ in range(2))
        + "。"
    )


def _phrase(rng: Random, words: int) -> str:
    return "".join(rng.choices(_WORDS, k=words))


def _table(template: _Template, grid: Grid) -> str:
    rows = (template.row.format("".join(_cell(template, cell) for cell in line.cells)) for line in grid.lines)
    return f"{template.table}{''.join(rows)}</table>"


def _cell(template: _Template, cell: PrintedCell) -> str:
    spans = "".join(
        f' {name}="{span}"' for name, span in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if span > 1
    )
    return template.cell.format(spans, template.inside.format(html.escape(cell.text) or template.empty))
