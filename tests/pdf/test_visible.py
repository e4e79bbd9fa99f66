"""A PDF is read as it is seen: what is hidden, struck out or the number of a note is no part of a figure."""

from __future__ import annotations

import pytest

from parsing.loaders import pdf as loader
from tests.pdf.paper import Page, pdf

XS = (60, 200, 260, 320, 380)
PROSE = "本机关严格执行中华人民共和国政府信息公开条例的各项规定。"
LAYER = "/OCProperties << /OCGs [3 0 R] /D << {} [3 0 R] >> >>"


def page(first: str = "") -> Page:
    """A page with a table whose first figure is given."""
    sheet = Page().text(60, 60, PROSE)
    sheet.table(XS, 100, [["规章", first, "2", "3"], ["其他", "4", "5", "6"]])
    return sheet


def rows(sheet: Page, **options: str) -> list[list[str]]:
    return [[cell.raw for cell in line.cells] for line in loader.load(pdf(sheet, **options)).lines if line.table]


def first(sheet: Page, **options: str) -> str:
    """The first figure; all others must be as they are printed."""
    (label, figure, *others), below = rows(sheet, **options)
    assert (label, others, below) == ("规章", ["2", "3"], ["其他", "4", "5", "6"])
    return figure


def test_white_text_on_white_is_hidden_and_on_a_dark_ground_is_not():
    assert first(page("1").text(215, 111, "7", 8, how="1 g")) == "1"
    dark = Page().text(60, 60, PROSE).fill(201, 101, 259, 119, 0.1)
    dark.table(XS, 100, [["规章", "", "2", "3"], ["其他", "4", "5", "6"]])
    assert first(dark.text(203, 111, "17", 8, how="1 g")) == "17"


def test_text_painted_over_is_hidden():
    sheet = page("14").fill(201, 101, 259, 119, 1)
    assert first(sheet) == ""
    assert first(sheet.text(230, 111, "9", 8)) == "9"


def test_text_that_is_not_painted_is_hidden():
    assert first(page("1").text(207, 111, "7", 8, how="3 Tr")) == "1"


@pytest.mark.parametrize(("state", "figure"), [("/OFF", "1"), ("/ON", "17")])
def test_a_layer_that_is_switched_off_is_hidden(state, figure):
    sheet = page("1")
    sheet.drawn.append("/OC /Layer BDC")
    sheet.text(207, 111, "7", 8).drawn.append("EMC")
    assert first(sheet, catalog=LAYER.format(state)) == figure


def test_what_is_outside_the_crop_box_is_hidden():
    sheet = page("1").text(60, 20, "裁掉的页眉").text(500, 111, "8")
    cropped = pdf(sheet).replace(b"/MediaBox", b"/CropBox [50 100 450 800] /MediaBox")
    document = loader.load(cropped)
    assert [line.cells[0].raw for line in document.lines if line.table is None] == [PROSE]
    assert [cell.raw for cell in document.lines[1].cells] == ["规章", "1", "2", "3"]


def test_the_number_of_a_note_is_no_digit():
    assert first(page("14").text(211, 107, "2", 5)) == "14"
    assert first(page("14").text(211, 107, "[2]", 5)) == "14"
    # neither smaller digits of the same line nor larger ones are notes
    assert first(page("14").text(211, 111, "2", 6)) == "142"


@pytest.mark.parametrize("height", [2, 3.5])
def test_struck_out_figures_are_not_there(height):
    sheet = page("14").line(203, 111 - height, 211, 111 - height)
    assert first(sheet) == ""
    assert first(sheet.text(214, 111, "9", 8)) == "9"


def test_lines_that_go_on_beside_a_text_strike_nothing_out():
    assert first(page("14").line(203, 108, 240, 108)) == "14"
    # underlined
    assert first(page("14").line(203, 112.5, 211, 112.5)) == "14"


def test_two_figures_at_one_place_are_not_sure():
    document = loader.load(pdf(page("14").text(203.2, 111, "7", 8)))
    places = {cell.text: cell.place for line in document.lines if line.table for cell in line.cells}
    assert len(document.doubts) == 1
    assert places["4"] not in document.doubts


def test_equal_rows_are_all_read():
    sheet = Page().text(60, 60, PROSE)
    rows_ = [["甲", *"000"], ["乙", *"000"], ["丙", *"000"]]
    sheet.grid(XS, [100, 110, 120, 130])
    for number, (label, *_) in enumerate(rows_):
        sheet.text(63, 108 + 10 * number, label, 8)
        # a row's figures are set together, as some programs do
        sheet.text(203, 108 + 10 * number, "0            0            0", 9.6)
    assert [[cell.replace(" ", "") for cell in row] for row in rows(sheet)] == rows_


def test_fonts_that_nobody_has_are_read():
    sheet = Page().listed(60, 60, PROSE)
    sheet.grid(XS, [100, 120, 140])
    for number, row in enumerate((["甲", "1", "2", "3"], ["乙", "4", "5", "6"])):
        for x, text in zip(XS, row, strict=False):
            sheet.listed(x + 3, 111 + 20 * number, text, 8)
    assert rows(sheet) == [["甲", "1", "2", "3"], ["乙", "4", "5", "6"]]


def test_shaded_paragraphs_that_touch_a_table_are_prose():
    sheet = Page().fill(60, 40, 380, 70).text(60, 60, PROSE).fill(60, 70, 380, 100).text(63, 92, "二、主动公开")
    sheet.table(XS, 100, [["规章", "1", "2", "3"], ["其他", "4", "5", "6"]])
    sheet.fill(60, 140, 380, 170).text(63, 160, "三、收到和处理").fill(60, 140, 62, 170, 0)
    document = loader.load(pdf(sheet))
    assert [line.cells[0].raw for line in document.lines if line.table is None] == [
        PROSE,
        "二、主动公开",
        "三、收到和处理",
    ]
    assert first(sheet) == "1"


@pytest.mark.parametrize("gap", [0, 1, 3])
def test_cells_that_are_shaded_and_have_no_lines_are_cells(gap):
    sheet = Page().text(60, 60, PROSE)
    for row, texts in enumerate((["规章", "1", "2", "3"], ["其他", "4", "", "6"])):
        for x0, x1, text in zip(XS, (*XS[1:], 440), texts, strict=False):
            sheet.fill(x0, 100 + 20 * row, x1 - gap, 120 + 20 * row - gap, 0.8 + 0.1 * row)
            sheet.text(x0 + 3, 111 + 20 * row, text, 8)
    assert rows(sheet) == [["规章", "1", "2", "3"], ["其他", "4", "", "6"]]


@pytest.mark.parametrize(
    ("lines", "width", "read"),
    [
        ("171\n5", 14, "1715"),
        ("17\n12", 11, "1712"),
        ("1,7\n15", 15, "1,715"),
        ("17\n15\n3", 10, "17153"),
        # there is room for another digit, so these are two
        ("17\n12", 40, "17\n12"),
        ("171\n5", 24, "171\n5"),
    ],
)
def test_digits_wrapped_in_a_narrow_cell_are_one_number(lines, width, read):
    sheet = Page().text(60, 60, PROSE)
    sheet.table((60, 200, 200 + width, 300), 100, [["规章", lines, "2"], ["其他文件", "4", "5"]], 30)
    assert rows(sheet)[0] == ["规章", read, "2"]
