"""The official form as HTML tables: the shape of ``form_layout`` with a report's figures and marks in it.

The markup has no script and no style of its own (``style.css``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from parsing.report import Figure, Report, Status
from ui.names import labels
from ui.report.form_layout import Data, Head, Line, edition_shown, layout
from ui.report.marks import Marks
from ui.shell.templates import render
from ui.texts import language, number, t

# The page itself is always said to be English; our own markup says what it is, for voices and hyphens.
LANG = {"zh": "zh-CN", "en": "en"}
# A sign and its words
Flag = tuple[str, str]
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class DrawnCell(NamedTuple):
    """A cell of the form as it is drawn: what is printed in it, its marks, and what the sums imply for it."""

    id: str
    columns: int
    classes: str
    title: str
    flags: list[Flag]
    status: str
    text: str
    implied: str | None
    is_nothing: bool
    is_data: bool = True


class DrawnPart(NamedTuple):
    """A part of the form with its cells drawn."""

    is_head: bool
    lines: list[list[Head | DrawnCell]]


def form_table(report: Report, table: str, marks: Marks) -> Markup:
    """One table of a report as HTML, in the shape of the edition that the report uses for it."""
    edition = edition_shown(report, table)
    caption = t("form.caption", table=t(f"table.{table}"), edition=edition)
    cells = _Cells(report, marks)
    parts = [DrawnPart(part.is_head, [_drawn(line, cells) for line in part.lines]) for part in layout(edition, table)]
    return render("form", caption=caption, table=table, lang=LANG[language()], parts=parts)


def circled(n: int) -> str:
    """The number of a finding as a sign: ① to ⑳, then (21)."""
    return _CIRCLED[n - 1] if n <= len(_CIRCLED) else f"({n})"


def flags(numbers: Iterable[int]) -> list[Flag]:
    """Numbers of findings as signs, with words for those who do not see them."""
    return [(circled(n), t("finding.number", n=n)) for n in numbers]


class _Cells:
    """Draws the data cells of one report."""

    def __init__(self, report: Report, marks: Marks) -> None:
        self._figures = report.by_id()
        self._marks = marks

    def cell(self, place: Data) -> DrawnCell:
        """A cell with its status as class, marks, and printed text and place as title."""
        figure = self._figure(place.cell)
        implied = self._marks.implied.get(place.cell)
        return DrawnCell(
            place.cell,
            place.columns,
            " ".join(["nb-cell", f"nb-{figure.status.value}", *self._kinds(place.cell, figure)]),
            self._title(place.cell, figure),
            flags(self._marks.numbers.get(place.cell, ())),
            figure.status.value,
            labels.figure(figure),
            None if implied is None else number(implied),
            not implied,
        )

    def _figure(self, cell_id: str) -> Figure:
        table, row, column = cell_id.split("/")
        return self._figures.get(cell_id) or Figure(table, row, column, None, Status.MISSING, "", None)

    def _kinds(self, cell_id: str, figure: Figure) -> list[str]:
        kinds = [f"nb-is-{self._marks.kinds[cell_id]}"] if cell_id in self._marks.kinds else []
        if figure.status is Status.REPORTED and figure.value == 0:
            kinds.append("nb-zero")
        if cell_id in self._marks.implied:
            kinds.append("nb-implied")
        return kinds

    def _title(self, cell_id: str, figure: Figure) -> str:
        lines = [labels.cell(cell_id), labels.spoken(figure)]
        if cell_id in self._marks.implied:
            lines.append(t("cell.implied", value=number(self._marks.implied[cell_id])))
        return "\n".join(lines)


def _drawn(line: Line, cells: _Cells) -> list[Head | DrawnCell]:
    return [cells.cell(item) if isinstance(item, Data) else item for item in line]
