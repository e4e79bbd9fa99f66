"""Tables without ruling lines: labels of several lines are whole, or the figures beside them are in doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from parsing import parse_report
from parsing.loaders import pdf as loader
from parsing.report import Status
from tests.pdf.paper import Page, pdf
from tests.pdf.test_printed import styled
from tests.render import render
from tests.render.score import compare_cells
from tests.sizes import sized

PROSE = "本机关严格执行中华人民共和国政府信息公开条例的各项规定。"
COLUMNS = (160, 240, 320)
LABELS = (("一、本年新收", "申请数量"), ("二、上年结转",), ("（一）予以", "公开的各类", "信息"), ("（二）其他",))
FIGURES = (("12", "7", "19"), ("3", "0", "3"), ("14", "6", "20"), ("1", "1", "2"))


def sheet(*, gap: float, middle: bool, labels: Sequence[Sequence[str]] = LABELS) -> Page:
    """Rows below each other, ``gap`` points between them; figures beside their labels' middles or their first lines."""
    page = Page().text(60, 60, PROSE)
    top = 120.0
    for lines, figures in zip(labels, FIGURES, strict=True):
        for number, line in enumerate(lines):
            page.text(60, top + 14 * number, line)
        base = top + 7 * (len(lines) - 1) * middle
        for x, figure in zip(COLUMNS, figures, strict=True):
            page.text(x, base, figure)
        top += 14 * len(lines) + gap
    return page


def rows(page: Page) -> list[list[str]]:
    return [[cell.raw for cell in line.cells] for line in loader.load(pdf(page)).lines if line.table]


WHOLE = [["".join(label), *figures] for label, figures in zip(LABELS, FIGURES, strict=True)]


@pytest.mark.parametrize("middle", [True, False])
@pytest.mark.parametrize("gap", [0, 2, 8])
def test_labels_of_several_lines_are_whole(gap, middle):
    document = loader.load(pdf(sheet(gap=gap, middle=middle)))
    assert [[cell.raw for cell in line.cells] for line in document.lines if line.table] == WHOLE
    assert document.doubts == frozenset()


def test_labels_of_one_line_are_left_alone():
    plain = [("一、新收",), ("二、结转",), ("（一）公开",), ("（二）其他",)]
    assert rows(sheet(gap=0, middle=True, labels=plain)) == [
        [*label, *figures] for label, figures in zip(plain, FIGURES, strict=True)
    ]


def test_lines_that_belong_to_either_row_leave_figures_in_doubt():
    page = sheet(gap=0, middle=False)
    # a line more above the first row: it may be the head, or the first row's label
    page.text(60, 106, "单位")
    document = loader.load(pdf(page))
    figures = {cell.place for line in document.lines if line.table for cell in line.cells if cell.text.isdecimal()}
    assert len(figures) == 12
    assert figures <= document.doubts


def test_a_row_with_its_whole_label_is_sure_among_those_in_doubt():
    labels = (
        ("一、本年新收", "申请数量"),
        ("（一）予以公开",),
        ("（二）部分", "公开（区分处理的", "只计这一情形）"),
        ("（七）总计",),
    )
    page = sheet(gap=0, middle=False, labels=labels)
    page.text(60, 106, "单位")
    document = loader.load(pdf(page))
    sure = [
        [cell.raw for cell in line.cells]
        for line in document.lines
        if line.table and not document.doubts.intersection(line.places)
    ]
    assert sure == [["（一）予以公开", *FIGURES[1]], ["（七）总计", *FIGURES[3]]]


def test_a_label_of_several_rows_stands_with_one_of_them():
    page = Page().text(60, 60, PROSE).text(60, 134, "不予公开")
    for number, (label, figures) in enumerate(
        zip((("国家", "秘密"), ("商业", "秘密"), ("其他",)), FIGURES, strict=False)
    ):
        for line, text in enumerate(label):
            page.text(115, 120 + 32 * number + 14 * line, text)
        for x, figure in zip(COLUMNS, figures, strict=True):
            page.text(x, 120 + 32 * number, figure)
    found = rows(page)
    assert [row[-4:] for row in found] == [
        ["国家秘密", *FIGURES[0]],
        ["商业秘密", *FIGURES[1]],
        ["其他", *FIGURES[2]],
    ]
    assert sum("不予公开" in row for row in found) == 1


def test_a_figure_close_behind_a_label_is_a_figure():
    page = Page().text(60, 60, PROSE)
    for number, (label, figures) in enumerate(zip(("规章和其他类文件", "其他", "许可"), FIGURES, strict=False)):
        page.text(60, 120 + 16 * number, label)
        for x, figure in zip((144, *COLUMNS[1:]), figures, strict=True):
            page.text(x, 120 + 16 * number, figure)
    assert rows(page) == [["规章和其他类文件", *FIGURES[0]], ["其他", *FIGURES[1]], ["许可", *FIGURES[2]]]


STYLE = (
    "<meta charset=utf-8><style>@page{{size:A4;margin:2.5cm 2.6cm}}body{{font-family:'Noto Serif CJK SC';line-height:28pt}}"
    "table{{width:100%;line-height:1.3;{0}}}td{{border:none!important;{1}}}"
    "td p{{margin:0;line-height:1.3!important;text-indent:0!important}}{2}</style></head>"
)
STYLES = {
    "spaced": (("border-collapse:separate!important;border-spacing:2px", "", ""), 0.9),
    "lines across": (("border-collapse:collapse", "border-bottom:1px solid #999!important", ""), 0.4),
    # where the head of its table is on the page before, most of a striped table is not read
    "striped": (("border-collapse:collapse", "", "tr:nth-child(even){background:#eee}"), 0.3),
    "shaded cells": (("border-collapse:separate!important;border-spacing:2px", "background:#eee", ""), 1.0),
    "lines are the ground": (
        ("background:#000!important;border-collapse:separate!important;border-spacing:1px", "background:#fff", ""),
        1.0,
    ),
}


@pytest.mark.parametrize("name", sized(["spaced", "lines are the ground"], list(STYLES)))
def test_tables_that_a_browser_prints_without_lines(print_page, name):
    style, least = STYLES[name]
    case = render(1, "html_word", [])
    page = styled(case.text, STYLE.format(*style))
    report = parse_report(print_page(re.sub(r'\sborder="?\d"?', "", page)), "page.pdf")
    outcomes, _ = compare_cells(case, report)
    assert not outcomes["wrong"] and not outcomes["invented"], outcomes
    assert outcomes["right"] >= least * outcomes.total(), outcomes
    assert any(figure.status is Status.REPORTED for figure in report.figures)
