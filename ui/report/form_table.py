"""The official form as HTML tables: the shape of ``form_layout`` with a report's figures and marks in it.

Everything that comes from a report is escaped. The markup has no script and no style of its own (``style.css``).
"""

from __future__ import annotations

from collections.abc import Iterable

from parsing.report import Figure, Report, Status
from ui.names import labels
from ui.report.form_layout import Data, Head, Line, Part, edition_shown, layout
from ui.report.marks import Marks
from ui.shell.safe import markup
from ui.texts import language, number, t

# The page itself is always said to be English; our own markup says what it is, for voices and hyphens.
LANG = {"zh": "zh-CN", "en": "en"}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def form_table(report: Report, table: str, marks: Marks) -> str:
    """One table of a report as HTML, in the shape of the edition that the report uses for it."""
    edition = edition_shown(report, table)
    caption = markup(t("form.caption", table=t(f"table.{table}"), edition=edition))
    cells = _Cells(report, marks)
    body = "".join(_part(part, cells) for part in layout(edition, table))
    return (
        f'<div class="nb-scroll" tabindex="0" role="region" aria-label="{caption}">'
        f'<table class="nb-form nb-{table}" lang="{LANG[language()]}" data-roving>'
        f'<caption class="nb-hidden">{caption}</caption>{body}</table></div>'
    )


def circled(n: int) -> str:
    """The number of a finding as a sign: ① to ⑳, then (21)."""
    return _CIRCLED[n - 1] if n <= len(_CIRCLED) else f"({n})"


def flags(numbers: Iterable[int]) -> str:
    """Numbers of findings as signs, in words for those who do not see them."""
    signs = "".join(
        f'<span class="nb-flag" aria-hidden="true">{circled(n)}</span>'
        f'<span class="nb-hidden">{markup(t("finding.number", n=n))}</span>'
        for n in numbers
    )
    return f'<span class="nb-flags">{signs}</span>' if signs else ""


class _Cells:
    """Draws the data cells of one report."""

    def __init__(self, report: Report, marks: Marks) -> None:
        self._figures = report.by_id()
        self._marks = marks

    def cell(self, cell_id: str, span: int = 1) -> str:
        """One ``td`` with its status as class, marks, and printed text and place as title."""
        table, row, column = cell_id.split("/")
        figure = self._figures.get(cell_id) or Figure(table, row, column, None, Status.MISSING, "", None)
        classes = ["nb-cell", f"nb-{figure.status.value}", *self._kinds(cell_id, figure)]
        signs = flags(self._marks.numbers.get(cell_id, ()))
        wide = f' colspan="{span}"' if span > 1 else ""
        return (
            f'<td{wide} class="{" ".join(classes)}" data-cell="{markup(cell_id)}" '
            f'title="{markup(self._title(cell_id, figure))}">'
            f"{signs}{' ' if signs else ''}{self._value(cell_id, figure)}</td>"
        )

    def _kinds(self, cell_id: str, figure: Figure) -> list[str]:
        kinds = [f"nb-is-{self._marks.kinds[cell_id]}"] if cell_id in self._marks.kinds else []
        if figure.status is Status.REPORTED and figure.value == 0:
            kinds.append("nb-zero")
        if cell_id in self._marks.implied:
            kinds.append("nb-implied")
        return kinds

    def _value(self, cell_id: str, figure: Figure) -> str:
        value = markup(labels.figure(figure))
        if figure.status is Status.BLANK:
            value = f'<span class="nb-hidden">{markup(t("status.blank"))}</span>'
        if figure.status is Status.UNCLEAR:
            value = f'<span class="nb-doubt">{value}</span>'
        if cell_id not in self._marks.implied:
            return value
        implied = markup(number(self._marks.implied[cell_id]))
        spoken = f'<span class="nb-hidden">{markup(t("cell.implied_word"))} </span>'
        printed = f"<s>{value}</s> " if figure.status is Status.REPORTED else value
        quiet = "" if self._marks.implied[cell_id] else ' class="nb-nothing"'
        return f"{printed}{spoken}<ins{quiet}>{implied}</ins>"

    def _title(self, cell_id: str, figure: Figure) -> str:
        lines = [labels.cell(cell_id), labels.spoken(figure)]
        if cell_id in self._marks.implied:
            lines.append(t("cell.implied", value=number(self._marks.implied[cell_id])))
        return "\n".join(lines)


def _part(part: Part, cells: _Cells) -> str:
    tag = "thead" if part.is_head else "tbody"
    return f"<{tag}>{''.join(_line(line, cells) for line in part.lines)}</{tag}>"


def _line(line: Line, cells: _Cells) -> str:
    drawn = (cells.cell(item.cell, item.columns) if isinstance(item, Data) else _head(item) for item in line)
    return f"<tr>{''.join(drawn)}</tr>"


def _head(head: Head) -> str:
    spans = (f' rowspan="{head.rows}"' if head.rows > 1 else "") + (
        f' colspan="{head.columns}"' if head.columns > 1 else ""
    )
    named = " ".join(f"nb-{role}" for role in head.role.split())
    classes = f' class="{named}"' if named else ""
    return f'<th scope="{head.scope}"{spans}{classes}>{markup(head.text)}</th>'
