"""The official form's shape, for both editions: where each head and cell is, in the visitor's language.

One description for the screen, for paper and for a workbook; nothing here is specific to any of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from parsing import form
from parsing.report import Report
from ui.texts import language, t

# 第二十条 of the Regulation: the items under which the rows of the first table come, by edition.
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
_ORGANISATIONS = form.APPLICANTS[1:]
# Three columns on the form of the first table; a row of fewer spreads over them.
_WIDTHS = {1: (3,), 2: (1, 2), 3: (1, 1, 1)}


class Head(NamedTuple):
    """A head cell: its words, what it heads (col, colgroup, row, rowgroup), its size, and its role in the form."""

    text: str
    scope: str = "col"
    rows: int = 1
    columns: int = 1
    role: str = ""
    is_data: bool = False


class Data(NamedTuple):
    """The place of a figure: the cell's id and how many columns it takes."""

    cell: str
    columns: int = 1


Line = tuple[Head | Data, ...]


class LineGroup(NamedTuple):
    """A group of lines: the head of a table, or a body."""

    is_head: bool
    lines: tuple[Line, ...]


class PlacedItem(NamedTuple):
    """An item with the row and column, from 0, of its upper left corner in the whole table."""

    item: Head | Data
    row: int
    column: int


def edition_shown(report: Report, table: str) -> str:
    """The edition in whose shape a report's table is shown: its own, else that of its year, else the latest."""
    return report.editions.get(table) or form.edition_of_year(report.year or form.LATEST)


def layout(edition: str, table: str) -> tuple[LineGroup, ...]:
    """The parts of one table of one edition."""
    draw = {"disclosure": _disclosure, "requests": _requests, "disputes": _disputes}[table]
    return tuple(draw(form.table(edition, table)))


def placed(parts: Iterable[LineGroup]) -> Iterator[PlacedItem]:
    """Every item with its place, row after row; spans are taken into account."""
    taken: set[tuple[int, int]] = set()
    lines = [line for part in parts for line in part.lines]
    for row, line in enumerate(lines):
        column = 0
        for item in line:
            while (row, column) in taken:
                column += 1
            yield PlacedItem(item, row, column)
            rows = item.rows if isinstance(item, Head) else 1
            taken |= {(row + r, column + c) for r in range(rows) for c in range(item.columns)}


def _data(row: form.Row) -> Line:
    return tuple(Data(f"{row.table}/{row.id}/{column.id}") for column in row.columns)


def _disclosure(table: form.Table) -> Iterator[LineGroup]:
    for item, row_ids in ARTICLES[table.edition].items():
        yield LineGroup(False, tuple(_article(item, [table.row(row_id) for row_id in row_ids])))


def _article(item: int, rows: Sequence[form.Row]) -> Iterator[Line]:
    columns = rows[0].columns
    widths = _WIDTHS[len(columns)]
    yield (Head(t(f"form.article_{item}"), "colgroup", columns=4, role="article"),)
    heads = (Head(_column(column), columns=width) for column, width in zip(columns, widths, strict=True))
    yield (Head(t("form.content")), *heads)
    for row in rows:
        cells = (data._replace(columns=width) for data, width in zip(_data(row), widths, strict=True))
        yield (Head(_row(row), "row", role="label"), *cells)


def _requests(table: form.Table) -> Iterator[LineGroup]:
    outcomes = [row for row in table.rows if row.id not in ("received", "carried_in", "carried_out")]
    stem: Line = (Head(t("form.outcomes"), "rowgroup", rows=len(outcomes), role="stem"),)
    lines = [_whole(table.row("received")), _whole(table.row("carried_in"))]
    for line in _outcomes(outcomes):
        lines.append((*stem, *line))
        stem = ()
    lines.append(_whole(table.row("carried_out")))
    yield LineGroup(True, _requests_head())
    yield LineGroup(False, tuple(lines))


def _whole(row: form.Row) -> Line:
    return (Head(_row(row), "row", columns=3, role="label"), *_data(row))


def _requests_head() -> tuple[Line, ...]:
    def named(column: str) -> str:
        return form.column_label("requests", form.TOTAL, column, language())

    return (
        (
            Head(t("form.balance"), rows=3, columns=3, role="balance"),
            Head(t("form.applicants"), "colgroup", columns=7),
        ),
        (
            Head(named("natural_person"), rows=2),
            Head(t("form.organisations"), "colgroup", columns=len(_ORGANISATIONS)),
            Head(named(form.TOTAL), rows=2),
        ),
        tuple(Head(named(column)) for column in _ORGANISATIONS),
    )


def _outcomes(rows: Sequence[form.Row]) -> Iterator[Line]:
    for group, members in groupby(rows, key=lambda row: row.group):
        grouped = list(members)
        if group is None:
            for row in grouped:
                role = "label sum" if row.id == form.TOTAL else "label"
                yield (Head(_row(row), "row", columns=2, role=role), *_data(row))
            continue
        stem: Line = (Head(_group(grouped[0]), "rowgroup", rows=len(grouped), role="group"),)
        for row in grouped:
            yield (*stem, Head(_row(row), "row", role="label"), *_data(row))
            stem = ()


def _disputes(table: form.Table) -> Iterator[LineGroup]:
    kinds = [_row(row) for row in table.rows[1:]]
    width = len(table.rows[0].columns)
    yield LineGroup(
        True,
        (
            (
                Head(t("form.review"), "colgroup", rows=2, columns=width),
                Head(t("form.litigation"), "colgroup", columns=width * len(kinds)),
            ),
            tuple(Head(kind, "colgroup", columns=width) for kind in kinds),
            tuple(Head(_column(column)) for row in table.rows for column in row.columns),
        ),
    )
    yield LineGroup(False, (tuple(data for row in table.rows for data in _data(row)),))


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
