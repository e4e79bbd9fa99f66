"""Sheets of an Excel workbook. Text is written as text: nothing from a document is taken for a formula or a link."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Real
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dataset.defuse import defuse

BASE: dict[str, Any] = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter"}
# Of a workbook kept in memory whose texts stay what they are
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDEST = 60


def frame_sheet(book: xlsxwriter.Workbook, name: str, frame: pd.DataFrame) -> None:
    """A frame as a sheet with a filter, its head in sight."""
    sheet = book.add_worksheet(name)
    head = book.add_format({**BASE, "bold": True, "bottom": 1})
    body = book.add_format({**BASE, "valign": "top"})
    for column, title in enumerate(frame.columns):
        sheet.write_string(0, column, text(title), head)
        values = frame.iloc[:, column]
        for row, value in enumerate(values, start=1):
            if isinstance(value, tuple | list) or not pd.isna(value):
                _value(sheet, row, column, value, body)
        longest = max((width(value) for value in [title, *values.head(50)]), default=0)
        sheet.set_column(column, column, min(longest + 2, _WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(frame), 1), len(frame.columns) - 1)


def note_sheet(book: xlsxwriter.Workbook, name: str, lines: Iterable[tuple[str, str]]) -> None:
    """Labels and what is to be said of each."""
    sheet = book.add_worksheet(name)
    head = book.add_format({**BASE, "bold": True, "valign": "top"})
    body = book.add_format({**BASE, "text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 100)
    for row, (label, value) in enumerate(lines):
        sheet.write_string(row, 0, label, head)
        sheet.write_string(row, 1, text(value), body)


def text(value: object) -> str:
    """Text for a cell, at most as long as a cell takes."""
    return str(defuse(value))[:32_000]


def width(value: object) -> int:
    """How wide a text is, in narrow characters."""
    return sum(2 if ord(character) > 0x2E80 else 1 for character in str(value)[:_WIDEST])  # noqa: PLR2004 full width


def _value(sheet: Worksheet, row: int, column: int, value: object, style: Format) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, Real):
        sheet.write_number(row, column, float(value), style)
    else:
        sheet.write_string(row, column, text(value), style)
