"""Workbooks whose cells show another number than they hold, or hide it by the look of their font."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.worksheet import Worksheet

from parsing import parse_report
from parsing.report import Figure

HEADS = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
WHITE = Font(color="FFFFFFFF")


def read(
    *sheets: tuple[str, Callable[[Worksheet], None]], values: tuple[float, ...] = (2300, 0, 12)
) -> dict[str, Figure]:
    """The figures of a row of the form in each sheet, once something was done to it."""
    book = openpyxl.Workbook()
    for number, (name, edit) in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = name
        sheet.append(["永嘉县水利局2023年政府信息公开工作年度报告"])
        sheet.append(HEADS)
        sheet.append(["规章", 1, 0, 5])
        sheet.append(["行政规范性文件", *values])
        sheet.append(["信息内容", "本年收费金额（单位：万元）"])
        sheet.append(["行政事业性收费", 12.345])
        edit(sheet)
    out = io.BytesIO()
    book.save(out)
    return parse_report(out.getvalue(), "x.xlsx").by_id()


def shown(figures: dict[str, Figure], column: str) -> tuple[float | None, str]:
    figure = figures[f"disclosure/normative_documents/{column}"]
    return figure.value, figure.status.value


def formatted(pattern: str) -> Callable[[Worksheet], None]:
    def edit(sheet: Worksheet) -> None:
        for cell in (sheet["B4"], sheet["B6"]):
            cell.number_format = pattern

    return edit


@pytest.mark.parametrize(("pattern", "likely"), [("0,", 2), ("0.0,", 2.3), ("#,##0.00,", 2.3), ('0!.0,"千"', None)])
def test_a_count_that_is_shown_in_thousands_is_not_sure(pattern, likely):
    assert shown(read(("a", formatted(pattern))), "issued") == (likely, "unclear")


def test_a_count_without_its_decimals_is_not_sure_and_an_amount_is():
    figures = read(("a", formatted("0.0")), values=(2.34, 0, 12))
    assert shown(figures, "issued") == (2.3, "unclear")
    assert figures["disclosure/fees/amount"].value == 12.3
    assert figures["disclosure/fees/amount"].status.value == "reported"


@pytest.mark.parametrize("pattern", ["0", "#,##0", '0"件"', "General", "0_ "])
def test_a_count_that_is_shown_as_it_is_held_is_sure(pattern):
    assert shown(read(("a", formatted(pattern))), "issued") == (2300, "reported")


def whitened(cell: Cell, fill: PatternFill | None = None) -> None:
    cell.font = WHITE
    if fill:
        cell.fill = fill


@pytest.mark.parametrize(
    ("fill", "status"),
    [
        (None, "unclear"),
        (PatternFill("solid", fgColor="FFFFFFFF"), "unclear"),
        (PatternFill("solid", fgColor="FF1F4E79"), "reported"),
    ],
)
def test_white_figures_on_white_are_not_sure(fill, status):
    assert shown(read(("a", lambda sheet: whitened(sheet["D4"], fill))), "in_force") == (12, status)


def conditional(look: DifferentialStyle, kind: str = "cellIs", formula: str = "0") -> Callable[[Worksheet], None]:
    operator = "equal" if kind == "cellIs" else None
    rule = Rule(type=kind, operator=operator, formula=[formula], dxf=look)
    return lambda sheet: sheet.conditional_formatting.add("B3:D4", rule)


HIDDEN = DifferentialStyle(numFmt=NumberFormat(numFmtId=200, formatCode=";;;"))
DASHED = DifferentialStyle(numFmt=NumberFormat(numFmtId=200, formatCode='"-"'))


def test_a_condition_hides_zeros_or_shows_a_dash_for_them():
    assert shown(read(("a", conditional(HIDDEN))), "repealed") == (None, "blank")
    assert shown(read(("a", conditional(DASHED))), "repealed") == (None, "not_applicable")
    for look in (HIDDEN, DASHED):
        assert shown(read(("a", conditional(look))), "issued") == (2300, "reported")


def test_what_a_condition_may_hide_is_not_sure():
    white = DifferentialStyle(font=WHITE)
    assert shown(read(("a", conditional(white))), "repealed") == (0, "unclear")
    assert shown(read(("a", conditional(HIDDEN, "expression", "MOD(ROW(),2)=0"))), "in_force") == (12, "unclear")
    bold = DifferentialStyle(font=Font(b=True))
    assert shown(read(("a", conditional(bold))), "repealed") == (0, "reported")


@pytest.mark.parametrize("names", [("2023年", "2022年"), ("2022", "2023"), ("年报", "2024年计划")])
def test_the_name_of_a_sheet_says_whose_its_table_is(names):
    own = names.index(next(name for name in names if "2023" in name or name == "年报"))

    def edit(sheet: Worksheet) -> None:
        if sheet.title != names[own]:
            sheet["A1"] = "附表"
            sheet["B4"], sheet["C4"], sheet["D4"] = 7, 7, 7

    figures = read(*[(name, edit) for name in names])
    assert [shown(figures, column)[0] for column in ("issued", "repealed", "in_force")] == [2300, 0, 12]
