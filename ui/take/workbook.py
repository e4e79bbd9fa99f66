"""A report as an Excel workbook: the form in its official shape, the figures as a tidy sheet, the checks, and a note.

Text is written as text: nothing from a document is ever taken for a formula or a link.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from parsing import form
from parsing.report import Figure, Status
from ui.names import labels
from ui.report.cause_cards import cause_rows
from ui.report.form_layout import Data, Head, PlacedItem, edition_shown, layout, placed
from ui.report.form_table import circled
from ui.report.marks import Marks, marks, numbered
from ui.take import provenance
from ui.take.sheets import BASE, OPTIONS, frame_sheet, note_sheet, text, width
from ui.texts import t
from ui.visitor.entry import Entry

# As on the page, for a white sheet; a spreadsheet has no dark theme of its own.
_FILLS = {"error": "#fdeceb", "warning": "#fdf3df", "info": "#eaf2fa", "uncertain": "#f1e9fa"}
_INKS = {"error": "#9c1c15", "warning": "#7a4c00", "info": "#17507f", "uncertain": "#5b2f90"}
_LINES = {"border": 1, "border_color": "#b9c1c9"}
_HEAD = {"text_wrap": True, "bg_color": "#f3f5f5"}
_ABOUT = ("status", "blank", "implied")
# Widths of the form's columns: three of labels, then figures, up to the fifteen of the last table
_COLUMNS = (12, 16, 34, *[11] * 12)
_LINE_HEIGHT = 15


def workbook(entry: Entry) -> bytes:
    """The bytes of an .xlsx file with five sheets."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        book.set_properties({"title": f"{labels.body(entry.report)} {labels.year(entry.report)}"})
        _Form(book, entry).write()
        frame_sheet(book, t("sheet.figures"), provenance.figures_in_words(entry))
        frame_sheet(book, t("sheet.checks"), provenance.checks(entry))
        frame_sheet(book, t("sheet.causes"), cause_rows(entry))
        about = ((t(f"sheet.about_{name}_label"), t(f"sheet.about_{name}")) for name in _ABOUT)
        note_sheet(book, t("sheet.note"), [*provenance.facts(entry), *about])
    return target.getvalue()


class _Form:
    """The sheet with the three tables, one under the other."""

    def __init__(self, book: xlsxwriter.Workbook, entry: Entry) -> None:
        self._book = book
        self._report = entry.report
        self._figures = entry.report.by_id()
        self._marks: Marks = marks(entry.report, numbered(entry.findings))
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._sheet: Worksheet = book.add_worksheet(t("sheet.form"))

    def write(self) -> None:
        """Title, tables, legend."""
        self._sheet.hide_gridlines(2)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        for column, wide in enumerate(_COLUMNS):
            self._sheet.set_column(column, column, wide)
        title = f"{labels.body(self._report)} · {labels.year(self._report)}"
        self._sheet.write_string(0, 0, text(title), self._format(bold=True, font_size=14))
        row = 2
        for table in form.TABLES:
            edition = edition_shown(self._report, table)
            caption = t("form.caption", table=t(f"table.{table}"), edition=edition)
            self._sheet.write_string(row, 0, caption, self._format(bold=True, font_size=12))
            items = list(placed(layout(edition, table)))
            for item in items:
                self._write(item, row + 1)
            for line, height in _heights(items).items():
                self._sheet.set_row(row + 1 + line, height)
            row += 1 + max(item.row for item in items) + 2
        self._sheet.write_string(row, 0, t("sheet.legend"), self._format(font_color="#6b7480"))

    def _write(self, at: PlacedItem, first: int) -> None:
        item, row, column = at.item, first + at.row, at.column
        text: str | float
        if isinstance(item, Head):
            style = {**_LINES, **_HEAD, "align": "left" if item.scope == "row" else "center"}
            text, form_at, rows = item.text, self._format(**style), item.rows
        else:
            text, form_at, rows = self._figure(item)
        if rows > 1 or item.columns > 1:
            self._sheet.merge_range(row, column, row + rows - 1, column + item.columns - 1, "", form_at)
        if isinstance(text, str):
            self._sheet.write_string(row, column, text, form_at)
        else:
            self._sheet.write_number(row, column, text, form_at)

    def _figure(self, item: Data) -> tuple[str | float, Format, int]:
        """What is in a figure's place: a number only where one is printed and certain."""
        table, row, column = item.cell.split("/")
        figure = self._figures.get(item.cell) or Figure(table, row, column, None, Status.MISSING, "", None)
        kind = self._marks.kinds.get(item.cell, "")
        style: dict[str, Any] = {**_LINES, "align": "right"}
        if kind:
            style |= {"bg_color": _FILLS[kind], "font_color": _INKS[kind]}
        if figure.status is Status.BLANK:
            style |= {"pattern": 14, "fg_color": "#b9c1c9", "bg_color": _FILLS.get(kind, "#ffffff")}
        signs = "".join(circled(n) for n in self._marks.numbers.get(item.cell, ()))
        if figure.known is not None:
            digits = "#,##0.######" if figure.known % 1 else "#,##0"
            style["num_format"] = f'"{signs}"* {digits}' if signs else digits
            return figure.known, self._format(**style), 1
        return text(f"{signs} {labels.figure(figure)}".strip()), self._format(**style), 1

    def _format(self, **style: Any) -> Format:
        key = tuple(sorted(style.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({**BASE, **style})
        return self._formats[key]


def _heights(items: Iterable[PlacedItem]) -> dict[int, float]:
    """The height that each row needs for its words; spreadsheets do not find it for merged cells."""
    lines: dict[int, int] = {}
    for item, row, column in items:
        if isinstance(item, Head) and item.rows == 1:
            room = sum(_COLUMNS[column : column + item.columns])
            lines[row] = max(lines.get(row, 1), ceil(width(item.text) / room))
    return {row: n * _LINE_HEIGHT for row, n in lines.items()}
