"""The official form as HTML tables, for both editions: heads, groups and cells in their prescribed shape.

Everything that comes from a report is escaped. The markup has no script and no style of its own (``style.css``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from parsing import form
from parsing.report import Figure, Report, Status
from ui import labels
from ui.marks import Marks
from ui.safe import markup
from ui.texts import language, number, t

# 第二十条 of the Regulation: the items under which each row of the first table stands, by edition.
ARTICLES = {
    "2019": {
        1: ("regulations", "normative_documents"),
        5: ("licensing", "other_services"),
        6: ("penalties", "coercion"),
        8: ("fees",),
        9: ("procurement",),
    },
    "2021": {
        1: ("regulations", "normative_documents"),
        5: ("licensing",),
        6: ("penalties", "coercion"),
        8: ("fees",),
    },
}
# The page itself is always said to be English; our own markup says what it is, for voices and hyphens.
LANG = {"zh": "zh-CN", "en": "en"}
_ORGANISATIONS = form.APPLICANTS[1:]
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def form_table(report: Report, table: str, marks: Marks) -> str:
    """One table of a report as HTML, in the shape of the edition that the report uses for it."""
    edition = report.editions.get(table) or form.edition_of_year(report.year or 2021)
    draw = {"disclosure": _disclosure, "requests": _requests, "disputes": _disputes}[table]
    caption = markup(t("form.caption", table=t(f"table.{table}"), edition=edition))
    hidden = f'<caption class="nb-hidden">{caption}</caption>'
    body = draw(form.table(edition, table), _Cells(report, marks))
    return (
        f'<div class="nb-scroll" tabindex="0" role="region" aria-label="{caption}">'
        f'<table class="nb-form nb-{table}" lang="{LANG[language()]}">{hidden}{body}</table></div>'
    )


def circled(n: int) -> str:
    """The number of a finding as a sign: ① to ⑳, then (21)."""
    return _CIRCLED[n - 1] if n <= len(_CIRCLED) else f"({n})"


class _Cells:
    """Draws the data cells of one report."""

    def __init__(self, report: Report, marks: Marks) -> None:
        self._figures = report.by_id()
        self._marks = marks

    def row(self, row: form.Row) -> str:
        """All cells of a row."""
        return "".join(self.cell(f"{row.table}/{row.id}/{column.id}") for column in row.columns)

    def cell(self, cell_id: str, span: int = 1) -> str:
        """One ``td`` with its status as class, marks, and printed text and place as title."""
        table, row, column = cell_id.split("/")
        figure = self._figures.get(cell_id) or Figure(table, row, column, None, Status.MISSING, "", None)
        numbers = self._marks.numbers.get(cell_id, ())
        classes = ["nb-cell", f"nb-{figure.status.value}", *self._kinds(cell_id, figure)]
        wide = f' colspan="{span}"' if span > 1 else ""
        return (
            f'<td{wide} class="{" ".join(classes)}" title="{markup(self._title(cell_id, figure))}">'
            f"{_flags(numbers)}{self._value(cell_id, figure)}</td>"
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
        if cell_id not in self._marks.implied:
            return value
        implied = markup(number(self._marks.implied[cell_id]))
        printed = f"<s>{value}</s> " if figure.status is Status.REPORTED else value
        return f"{printed}<ins>{implied}</ins>"

    def _title(self, cell_id: str, figure: Figure) -> str:
        return f"{labels.cell(cell_id)}\n{labels.spoken(figure)}"


def _flags(numbers: Iterable[int]) -> str:
    signs = "".join(
        f'<span class="nb-flag" aria-hidden="true">{circled(n)}</span>'
        f'<span class="nb-hidden">{markup(t("finding.number", n=n))}</span>'
        for n in numbers
    )
    return f'<span class="nb-flags">{signs}</span>' if signs else ""


def _head(text: str, *, scope: str = "col", rows: int = 1, columns: int = 1, kind: str = "") -> str:
    spans = (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{columns}"' if columns > 1 else "")
    named = f' class="{kind}"' if kind else ""
    return f'<th scope="{scope}"{spans}{named}>{markup(text)}</th>'


def _line(*cells: str) -> str:
    return f"<tr>{''.join(cells)}</tr>"


def _disclosure(table: form.Table, cells: _Cells) -> str:
    parts = []
    for item, row_ids in ARTICLES[table.edition].items():
        rows = [table.row(row_id) for row_id in row_ids]
        parts.append(_article(item, rows, cells))
    return "".join(parts)


def _article(item: int, rows: Sequence[form.Row], cells: _Cells) -> str:
    columns = rows[0].columns
    # Three columns on the form; a row of fewer spreads over them.
    widths = {1: (3,), 2: (1, 2), 3: (1, 1, 1)}[len(columns)]
    lines = [_line(_head(t(f"form.article_{item}"), scope="colgroup", columns=4, kind="nb-article"))]
    heads = [_head(_column(column), columns=width) for column, width in zip(columns, widths, strict=True)]
    lines.append(_line(_head(t("form.content")), *heads))
    for row in rows:
        drawn = (
            cells.cell(f"{row.table}/{row.id}/{column.id}", width)
            for column, width in zip(row.columns, widths, strict=True)
        )
        lines.append(_line(_head(_row(row), scope="row", kind="nb-label"), *drawn))
    return f"<tbody>{''.join(lines)}</tbody>"


def _requests(table: form.Table, cells: _Cells) -> str:
    outcomes = [row for row in table.rows if row.id not in ("received", "carried_in", "carried_out")]
    first = [table.row("received"), table.row("carried_in")]
    lines = [_line(_head(_row(row), scope="row", columns=3, kind="nb-label"), cells.row(row)) for row in first]
    stem = _head(t("form.outcomes"), scope="rowgroup", rows=len(outcomes), kind="nb-stem")
    for line in _outcomes(outcomes, cells):
        lines.append(_line(stem, line))
        stem = ""
    last = table.row("carried_out")
    lines.append(_line(_head(_row(last), scope="row", columns=3, kind="nb-label"), cells.row(last)))
    return f"<thead>{_requests_head()}</thead><tbody>{''.join(lines)}</tbody>"


def _requests_head() -> str:
    def named(column: str) -> str:
        return form.column_label("requests", form.TOTAL, column, language())

    organisations = [_head(named(column)) for column in _ORGANISATIONS]
    return "".join(
        (
            _line(
                _head(t("form.balance"), scope="col", rows=3, columns=3, kind="nb-balance"),
                _head(t("form.applicants"), scope="colgroup", columns=7),
            ),
            _line(
                _head(named("natural_person"), rows=2),
                _head(t("form.organisations"), scope="colgroup", columns=len(_ORGANISATIONS)),
                _head(named(form.TOTAL), rows=2),
            ),
            _line(*organisations),
        )
    )


def _outcomes(rows: Sequence[form.Row], cells: _Cells) -> Iterable[str]:
    for group, members in groupby(rows, key=lambda row: row.group):
        grouped = list(members)
        if group is None:
            for row in grouped:
                total = " nb-sum" if row.id == form.TOTAL else ""
                yield _head(_row(row), scope="row", columns=2, kind=f"nb-label{total}") + cells.row(row)
            continue
        stem = _head(_group(grouped[0]), scope="rowgroup", rows=len(grouped), kind="nb-group")
        for row in grouped:
            yield stem + _head(_row(row), scope="row", kind="nb-label") + cells.row(row)
            stem = ""


def _disputes(table: form.Table, cells: _Cells) -> str:
    names = [t("form.review"), t("form.litigation")]
    kinds = [_row(row) for row in table.rows[1:]]
    width = len(table.rows[0].columns)
    head = _line(
        _head(names[0], scope="colgroup", rows=2, columns=width),
        _head(names[1], scope="colgroup", columns=width * len(kinds)),
    )
    head += _line(*(_head(kind, scope="colgroup", columns=width) for kind in kinds))
    head += _line(*(_head(_column(column)) for row in table.rows for column in row.columns))
    return f"<thead>{head}</thead><tbody>{_line(*(cells.row(row) for row in table.rows))}</tbody>"


def _row(row: form.Row) -> str:
    """A row's label without its group's."""
    if language() == "zh":
        return row.label
    _, _, own = row.label_en.partition(": ")
    if not row.group:
        return row.label_en
    return own[:1].upper() + own[1:] if own else t("form.other_item")


def _group(row: form.Row) -> str:
    return (row.group or "") if language() == "zh" else row.label_en.partition(":")[0]


def _column(column: form.Column) -> str:
    return column.label if language() == "zh" else column.label_en
