"""What single layouts of PDF files give: each document is drawn for its test."""

from __future__ import annotations

import pytest

from parsing.loaders import pdf as loader
from tests.pdf.paper import Page, pdf

XS = (60, 200, 260, 320, 380)
PROSE = "本机关严格执行中华人民共和国政府信息公开条例的各项规定。"


def rows(*pages: Page, **options: str) -> list[list[str]]:
    """The printed texts of every row of a table."""
    return [[cell.raw for cell in line.cells] for line in loader.load(pdf(*pages, **options)).lines if line.table]


def prose(*pages: Page) -> list[str]:
    return [line.cells[0].raw for line in loader.load(pdf(*pages)).lines if line.table is None]


def page(*, top: bool = True) -> Page:
    """A page with a line of prose above, so that it has text whatever else is on it."""
    return Page().text(60, 60, PROSE) if top else Page()


def _body(sheet: Page, top: float, first: str) -> Page:
    for number in range(8):
        sheet.text(60, top + 16 * number, f"{first}部分第{'一二三四五六七八'[number]}段的文字到此结束。")
    return sheet


def test_a_table_has_rows_columns_and_pages():
    sheet = page()
    sheet.table(XS, 100, [["信息内容", "制发", "废止", "现行"], ["规章", "1", "", "14"]])
    document = loader.load(pdf(sheet))
    line = [line for line in document.lines if line.table][1]
    assert [cell.raw for cell in line.cells] == ["规章", "1", "", "14"]
    assert [cell.place.as_dict() for cell in line.cells] == [
        {"table": 1, "row": 2, "column": n, "page": 1} for n in (1, 2, 3, 4)
    ]
    assert document.lines[0].cells[0].place.as_dict() == {"line": 1, "page": 1}


def test_merged_cells_are_no_cells_and_blank_ones_are():
    sheet = page()
    sheet.line(60, 100, 380, 100).line(120, 120, 380, 120).line(60, 140, 380, 140)
    for x in (60, 120, 380):
        sheet.line(x, 100, x, 140)
    sheet.line(200, 100, 200, 140)
    sheet.text(65, 122, "合并").text(125, 112, "甲").text(125, 132, "乙").text(210, 112, "3")
    assert rows(sheet) == [["合并", "甲", "3"], ["乙", ""]]


def test_stacked_letters_are_one_word_and_stacked_figures_are_two():
    sheet = page()
    sheet.table(XS, 100, [["结\n果", "结果\n维持", "1\n4", "14"], ["合计", "13,61\n2", "-\n3", "1\n234"]])
    assert rows(sheet) == [["结果", "结果维持", "1\n4", "14"], ["合计", "13,612", "-\n3", "1\n234"]]


def test_figures_far_apart_in_a_cell_are_no_thousands():
    sheet = page()
    sheet.table(XS, 100, [["规章", "", "", ""], ["其他", "5", "6", "7"]])
    sheet.text(205, 112, "1", 8).text(225, 112, "234", 8)
    assert rows(sheet)[0] == ["规章", "1  234", "", ""]


def test_bold_print_and_watermarks_are_not_read_twice():
    sheet = page()
    sheet.table(XS, 100, [["总计", "11", "0", "0"], ["其他", "2", "3", "4"]])
    sheet.text(63.4, 111, "总计", 8).text(203.4, 111, "11", 8)
    sheet.text(150, 130, "内部资料", 40, "0.7 0.7 -0.7 0.7")
    assert rows(sheet) == [["总计", "11", "0", "0"], ["其他", "2", "3", "4"]]


def test_radicals_are_characters_and_unknown_glyphs_make_no_figure():
    sheet = page()
    sheet.table(XS, 100, [["⾏政许可", "1\ue0004", "1☆4", "3"], ["其他", "5", "6", "7"]])
    assert rows(sheet, unknown="☆")[0] == ["行政许可", "1□4", "1□4", "3"]


def test_a_table_cut_by_a_page_end_is_one():
    first, second = page(), Page()
    first.table(XS, 700, [["一、新收", "1", "2", "3"], ["二、结转", "4", "5", "6"]])
    second.table(XS, 60, [["四、结转", "7", "", "9"], ["其他", "1", "1", "2"]])
    first.text(290, 815, "- 1 -")
    second.text(290, 815, "- 2 -").text(60, 200, PROSE)
    document = loader.load(pdf(first, second))
    tables = {line.table for line in document.lines if line.table}
    assert tables == {1}
    places = [line.cells[0].place for line in document.lines if line.table]
    assert [(place.row, place.page) for place in places] == [(1, 1), (2, 1), (3, 2), (4, 2)]
    assert rows(first, second)[2] == ["四、结转", "7", "", "9"]


def test_mirrored_margins_and_repeated_heads():
    head = ["信息内容", "甲", "乙", "丙"]
    first, second = page(), Page()
    first.table(XS, 700, [head, ["规章", "4", "5", "6"]])
    second.table([x - 20 for x in XS], 60, [head, ["其他", "7", "8", "9"]])
    assert rows(first, second) == [head, ["规章", "4", "5", "6"], ["其他", "7", "8", "9"]]
    columns = [cell.place.column for cell in loader.load(pdf(first, second)).lines[-1].cells]
    assert columns == [1, 2, 3, 4]


def test_another_table_on_the_next_page_stays_another():
    first, second = page(), Page()
    first.table(XS, 700, [["甲", "1", "2", "3"]])
    second.table((60, 120, 180, 240, 300, 350, 500), 60, [["乙", "1", "2", "3", "4", "5"]])
    third = Page().text(60, 60, PROSE)
    third.table(XS, 100, [["丙", "1", "2", "3"]])
    assert len({line.table for line in loader.load(pdf(first, second, third)).lines if line.table}) == 3


def test_the_rest_of_a_merged_label_is_no_blank_cell():
    xs = (60, 120, 260, 320, 380)
    first, second = page(), Page()
    for sheet, top in ((first, 700), (second, 60)):
        sheet.line(60, top, 380, top).line(120, top + 20, 380, top + 20).line(60, top + 40, 380, top + 40)
        for x in xs:
            sheet.line(x, top, x, top + 40)
    first.text(65, 722, "不予公开").text(125, 712, "1.国家秘密").text(265, 712, "1").text(325, 712, "2").text(
        125, 732, "2.禁止公开"
    ).text(265, 732, "3")
    second.text(125, 72, "3.三安全").text(265, 72, "4").text(125, 92, "4.第三方").text(265, 92, "5").text(
        325, 92, "6"
    ).text(60, 200, PROSE)
    assert rows(first, second) == [
        ["不予公开", "1.国家秘密", "1", "2"],
        ["2.禁止公开", "3", ""],
        ["3.三安全", "4", ""],
        ["4.第三方", "5", "6"],
    ]


@pytest.mark.parametrize("figures", [(["0", "7", "12"], ["", "", ""]), (["", "", ""], ["0", "7", "12"])])
def test_a_row_that_the_page_end_cuts_is_one_row(figures):
    first, second = page(), Page()
    first.table(XS, 700, [["1.属于国家秘密", "1", "2", "3"], ["2.其他法律行政法", *figures[0]]])
    second.table(XS, 60, [["规禁止公开", *figures[1]], ["3.危及“三安全一稳定”", "4", "5", "6"]])
    assert rows(first, second)[1:] == [
        ["2.其他法律行政法规禁止公开", "0", "7", "12"],
        ["3.危及“三安全一稳定”", "4", "5", "6"],
    ]


def test_a_blank_row_behind_the_page_end_stays_a_row():
    first, second = page(), Page()
    first.table(XS, 700, [["1.属于国家秘密", "1", "2", "3"]])
    second.table(XS, 60, [["2.其他法律行政法规禁止公开", "", "", ""], ["3.其他", "4", "5", "6"]])
    assert rows(first, second)[1] == ["2.其他法律行政法规禁止公开", "", "", ""]


def test_rows_without_a_line_at_the_page_end_are_closed():
    first, second = page(), Page()
    first.line(60, 760, 380, 760).line(60, 780, 380, 780)
    second.line(60, 80, 380, 80).line(60, 100, 380, 100)
    for x in XS:
        first.line(x, 760, x, 800)
        second.line(x, 50, x, 100)
    first.text(63, 772, "规章", 8).text(203, 772, "1", 8).text(63, 792, "行政规范", 8)
    second.text(63, 62, "性文件", 8).text(203, 70, "5", 8).text(63, 92, "其他", 8).text(203, 92, "9", 8)
    assert rows(first, second) == [["规章", "1", "", ""], ["行政规范性文件", "5", "", ""], ["其他", "9", "", ""]]


def test_text_that_runs_on_below_the_last_row_is_its_cell():
    first, second = page(), Page()
    first.table(XS, 700, [["1.甲", "1", "2", "3"], ["三、本年", "4", "5", "6"]])
    first.text(63, 752, "度办理", 8)
    second.table(XS, 60, [["2.乙", "4", "5", "6"]])
    second.text(60, 200, PROSE)
    assert rows(first, second) == [["1.甲", "1", "2", "3"], ["三、本年度办理", "4", "5", "6"], ["2.乙", "4", "5", "6"]]


def test_a_table_without_sides_is_a_table():
    sheet = page()
    for y in (100, 120, 140):
        sheet.line(60, y, 380, y)
    for x in XS[1:-1]:
        sheet.line(x, 100, x, 140)
    sheet.text(63, 112, "规章").text(203, 112, "1").text(263, 112, "2").text(323, 112, "3")
    sheet.text(63, 132, "其他").text(203, 132, "4").text(323, 132, "6")
    assert rows(sheet) == [["规章", "1", "2", "3"], ["其他", "4", "", "6"]]


def test_frames_and_underlines_are_prose():
    sheet = page()
    sheet.grid((55, 540), (100, 130, 160)).text(60, 118, "一、总体情况").text(60, 148, "加了底纹的文字。")
    sheet.text(60, 200, "下划线的标题").line(60, 203, 120, 203).line(60, 206, 120, 206)
    assert rows(sheet) == []
    assert prose(sheet)[1:] == ["一、总体情况", "加了底纹的文字。", "下划线的标题"]


def test_wrapped_lines_are_one_paragraph():
    sheet = Page()
    full = "政府信息公开工作年度报告由本机关办公室编制并且按时向社会公布全文内容供公众查阅"
    sheet.text(80, 60, full[:38]).text(60, 76, full[:40]).text(60, 92, "共收到12件。")
    sheet.text(80, 108, "新的一段。").text(80, 124, full[:38]).text(60, 140, full[:40]).text(60, 156, "第三段完。")
    assert prose(sheet) == [full[:38] + full[:40] + "共收到12件。", "新的一段。", full[:38] + full[:40] + "第三段完。"]


def test_a_paragraph_goes_on_behind_page_numbers_and_running_heads():
    line = "政府信息公开工作年度报告由本机关办公室编制并且按时向社会公布全文内容供公众查"
    first, second = Page(), Page()
    for number, sheet in enumerate((first, second), 1):
        sheet.text(230, 30, "某局政府信息公开年报").text(290, 815, f"第{number}页 共2页")
    first.text(80, 60, line[:36]).text(60, 76, line).text(60, 92, line)
    second.text(60, 60, line).text(60, 76, "到此为止。")
    assert prose(first, second) == [line[:36] + line * 3 + "到此为止。"]


@pytest.mark.parametrize("printed", ["- {} -", "—{}—", "第{}页", "第 {} 页 共 3 页", "{}/3", "{}"])
def test_page_numbers_are_gone(printed):
    pages = [_body(Page(), 80, "甲乙丙"[n]).text(290, 815, printed.format(n + 1)) for n in range(3)]
    texts = prose(*pages)
    assert len(texts) == 24
    assert all("段" in text for text in texts)


def test_figures_at_the_page_end_are_no_page_numbers():
    first, second = _body(Page(), 500, "甲"), _body(Page(), 500, "乙")
    first.text(60, 800, "规章").text(60, 815, "5")
    second.text(60, 800, "其他").text(60, 815, "5")
    assert [text for text in prose(first, second) if text.isdecimal()] == ["5", "5"]


def test_rows_at_the_page_top_are_no_running_heads():
    first, second = _body(Page(), 500, "甲"), _body(Page(), 500, "乙")
    first.text(60, 40, "行政许可共 12 件")
    second.text(60, 40, "行政许可共 15 件")
    assert [text for text in prose(first, second) if "许可" in text] == ["行政许可共 12 件", "行政许可共 15 件"]


def test_columns_set_with_blanks():
    sheet = page()
    table = (("规章", "1", "2", "3"), ("规范性文件", "14", "", "25"), ("其他", "0", "7", "9"))
    for number, row in enumerate(table):
        for x, text in zip((60, 220, 300, 380), row, strict=True):
            if text:
                sheet.text(x, 100 + 20 * number, text)
    assert rows(sheet) == [list(row) for row in table]


def test_turned_pages_read_as_they_are_seen():
    sheet = Page()
    for x in (100, 120, 140):
        sheet.line(x, 100, x, 400)
    for y in (100, 200, 300, 400):
        sheet.line(100, y, 140, y)
    for x, row in ((112, ("规章一", "1", "2")), (132, ("其他文件", "", "14"))):
        for y, text in zip((390, 290, 190), row, strict=True):
            sheet.text(x, y, text, 8, "0 1 -1 0")
    sheet.text(60, 800, PROSE, 10, "0 1 -1 0")
    turned = pdf(sheet).replace(b"/MediaBox", b"/Rotate 90 /MediaBox")
    lines = [[cell.raw for cell in line.cells] for line in loader.load(turned).lines if line.table]
    assert lines == [["规章一", "1", "2"], ["其他文件", "", "14"]]


def test_a_drawing_is_no_table_and_takes_no_time():
    sheet = page()
    sheet.grid([50 + 4 * n for n in range(120)], [100 + 5 * n for n in range(120)])
    assert rows(sheet) == []
    assert prose(sheet) == [PROSE]
