"""PDF pages on which a table is hard to tell from what is in it or around it."""

from __future__ import annotations

from parsing import parse_report
from tests.pdf.paper import Page, pdf

LABEL, NARROW = 150, 24
ROWS = {
    "received": "一、本年新收政府信息公开申请数量 454 250 258 243 251 259 1715",
    "carried_in": "二、上年结转政府信息公开申请数量 3 5 7 9 11 13 48",
    "granted": "（一）予以公开 241 128 107 122 131 140 869",
    "unavailable.not_held": "1.本机关不掌握相关政府信息 210 120 150 121 121 121 843",
    "total": "（七）总计 451 248 257 243 252 261 1712",
    "carried_out": "四、结转下年度继续办理 6 7 8 9 10 11 51",
}
HEADS = ("自然人", "企业", "科研", "公益", "法律", "其他", "总计")


def test_digits_that_go_on_in_the_next_line_of_a_narrow_column_are_one_number():
    page = Page().text(60, 40, "平泉市水务局2022年政府信息公开工作年度报告", 14)
    page.text(60, 70, "三、收到和处理政府信息公开申请情况")
    xs = [40, 40 + LABEL, *[40 + LABEL + NARROW * n for n in range(1, 8)]]
    page.grid(xs, [90 + 30 * n for n in range(len(ROWS) + 2)])
    for x, text in zip(xs[1:], HEADS, strict=False):
        page.text(x + 1, 108, text, 7)
    for top, row in zip(range(132, 1000, 30), (text.split() for text in ROWS.values()), strict=False):
        page.text(xs[0] + 3, top, row[0], 8)
        for x, text in zip(xs[1:], row[1:], strict=False):
            # three digits fill the column; a fourth goes on below
            for below, part in enumerate((text[:3], text[3:])):
                page.text(x + 2, top + 11 * below, part, 13)
    read = parse_report(pdf(page), "x.pdf").by_id()
    for row, text in ROWS.items():
        figures = [figure for figure in read.values() if figure.id.startswith(f"requests/{row}/")]
        assert [(f.value, f.status.value) for f in figures] == [(int(n), "reported") for n in text.split()[1:]], row


def test_shaded_paragraphs_that_touch_a_table_are_prose():
    page = Page().text(60, 40, "甲市乙区人民政府2024年政府信息公开工作年度报告", 14)
    lines = (
        "一、总体情况",
        "2024年，全区依法公开政府信息，全年共受理政府信息公开申请12件，均已答复。",
        "（三）政府信息管理情况。坚持先审查、后公开，规范发布程序。",
        "二、主动公开政府信息情况",
    )
    for number, line in enumerate(lines):
        top = 60 + 20 * number
        page.drawn.append(f"0.95 g 50 {page.height - top - 20} 490 20 re f 0 g")
        page.text(54, top + 14, line)
    rows = [
        ["第二十条第（五）项", ""],
        ["信息内容", "本年处理决定数量"],
        ["行政许可", "94"],
        ["第二十条第（六）项", ""],
        ["信息内容", "本年处理决定数量"],
        ["行政处罚", "27"],
        ["行政强制", "8"],
    ]
    page.table([50, 295, 540], 60 + 20 * len(lines), rows)
    report = parse_report(pdf(page), "x.pdf")
    assert report.by_id()["disclosure/licensing/decisions"].value == 94
    assert {section.number for section in report.sections if section.heading} >= {1, 2}
    assert "均已答复" in next(section.text for section in report.sections if section.number == 1)
