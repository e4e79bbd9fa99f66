"""Printed rows → the figures of the three tables, each table in its own edition.

The order of work: align the requests table (the longest, so the surest), then disclosure before it and disputes behind
it; for each, the edition that fits better wins; then columns, then values.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parsing.form import LATEST, TABLES, edition_of_year
from parsing.report import Figure, Figures, Remark, Status
from parsing.tables.align import Alignment, align
from parsing.tables.collector import Collector, LocatedTable
from parsing.tables.disputes import read_disputes
from parsing.tables.printed import PrintedRow
from parsing.tables.turned import straightened
from parsing.tables.years import of_year, unparted
from parsing.wording.labels import SHORT, key, labels, widths

# So many rows of a table must be named by their own labels before we believe that it is there
_MIN_NAMED = {"requests": 3, "disclosure": 1}
# So many of a table's labels with figures once more are a second table, and not a sentence or a list
_MIN_REPEATED = 4
# Words in the heads of the disclosure table that only one edition prints
_HEADS = {
    "2019": ("本年新制作", "本年新公开", "对外公开总", "上一年项目", "采购项目"),
    "2021": ("本年制发", "本年废止", "现行有效", "本年处理决定", "本年收费"),
}
_HEAD_WORTH = 0.4
_HEAD_ROWS = 14


class TablesReading(NamedTuple):
    """What the tables gave: every cell of the form, each table's edition, remarks, and the lines that were read."""

    figures: Figures
    editions: dict[str, str | None]
    remarks: tuple[Remark, ...]
    spans: dict[str, tuple[int, int]]


def read_tables(rows: Sequence[PrintedRow], year: int | None) -> TablesReading:
    """The figures of all three tables. ``year`` decides the edition of a table that the document does not have.

    Rows of another year are not read, unless a table has no others: then it is not sure.
    """
    rows = straightened(unparted(rows, year))
    own = of_year(rows, year)
    reading = _read(own, year)
    return reading if len(own) == len(rows) else _with_doubtful(reading, _read(rows, year))


def _with_doubtful(reading: TablesReading, whole: TablesReading) -> TablesReading:
    """A reading with the tables that only the ``whole`` document has, their figures ``unclear``."""
    lacking = [name for name, edition in reading.editions.items() if not edition and whole.editions[name]]
    if not lacking:
        return reading
    figures = [figure for figure in reading.figures if figure.table not in lacking]
    figures += [_doubted(figure) for figure in whole.figures if figure.table in lacking]
    remarks = [Remark("of_other_year", name, {}) for name in lacking]
    return TablesReading(
        Figures.of(sorted(figures, key=lambda figure: TABLES.index(figure.table))),
        {name: edition or whole.editions[name] for name, edition in reading.editions.items()},
        (*reading.remarks, *remarks),
        whole.spans | reading.spans,
    )


def _doubted(figure: Figure) -> Figure:
    """A figure that may be another is ``unclear``, its value a likely one."""
    return figure if figure.status is Status.MISSING else figure._replace(status=Status.UNCLEAR)


def _read(rows: Sequence[PrintedRow], year: int | None) -> TablesReading:
    usual = edition_of_year(year or LATEST)
    requests = _find("requests", rows, usual)
    used = sorted(pair.printed for pair in requests.alignment.pairs) if requests.alignment else []
    before, behind = (used[0], used[-1] + 1) if used else (len(rows), 0)
    disclosure = _find("disclosure", rows[:before], usual, heads=True)
    if disclosure.alignment is None and used:
        disclosure = _find("disclosure", rows[behind:], usual, heads=True)
    if not used and disclosure.alignment:
        behind = max(pair.printed for pair in disclosure.alignment.pairs) + 1
    tables = {"disclosure": disclosure, "requests": requests}
    editions = {
        name: located.alignment.table.edition if located.alignment else None for name, located in tables.items()
    }
    # a lost table is taken to be of the other's edition, or of its year's
    fallback = editions["disclosure"] or editions["requests"] or usual
    out = Collector(year)
    for name, located in tables.items():
        out.table(name, located, editions[name] or fallback)
    taken = {
        id(located.rows[pair.printed])
        for located in tables.values()
        if located.alignment
        for pair in located.alignment.pairs
    }
    others = [row for row in rows if id(row) not in taken]
    for name, edition in editions.items():
        if edition:
            _compare_repeated(name, others, edition, out)
    # they are behind the requests, unless sections have changed places
    editions["disputes"] = read_disputes([rows[behind:], others], fallback, out)
    return TablesReading(out.figures, editions, tuple(out.remarks), out.spans)


def _compare_repeated(name: str, others: Sequence[PrintedRow], edition: str, out: Collector) -> None:
    """A second table among the rows that were not read (of the whole region, of another year): which one is the body's
    is not known, so the cells that differ are ``unclear``. A page may also hold the same report twice, which says
    nothing."""
    known = labels(edition, name).exact
    named = {
        label
        for row in others
        if row.figures and row.labels and (label := key(row.labels[-1].text)) in known and not _is_of_list(row, label)
    }
    if len(named) < _MIN_REPEATED:
        return
    located = _find(name, others, edition, heads=name == "disclosure")
    if located.alignment is not None:
        other = out.another()
        other.table(name, located, edition)
        out.compare(name, other)


def _is_of_list(row: PrintedRow, label: str) -> bool:
    """Whether a line outside tables has another number of figures than the form's row: a list of links beside it."""
    return row.grid is None and row.figures not in widths()[label]


def _find(table_id: str, rows: Sequence[PrintedRow], usual: str, *, heads: bool = False) -> LocatedTable:
    """Where a table is among the rows; a table with too few rows of its own labels is not there.

    ``usual`` is the edition that is taken where the rows speak for both.
    """
    bonus: dict[str, float] = {}
    if heads:
        keys = _head_keys(rows)
        bonus = {edition: _HEAD_WORTH * sum(word in keys for word in words) for edition, words in _HEADS.items()}
    alignment = _anchored(align(rows, table_id, bonus, usual), rows)
    return LocatedTable(
        alignment if alignment.named >= _MIN_NAMED[table_id] or _is_filled(alignment, rows) else None, rows
    )


def _is_filled(alignment: Alignment, rows: Sequence[PrintedRow]) -> bool:
    """Whether a row has the form's label to the letter and all its figures: a table may have been cut behind it."""
    return any(
        pair.likeness >= SHORT and rows[pair.printed].figures == len(alignment.table.rows[pair.form_row].columns) > 1
        for pair in alignment.pairs
    )


def _head_keys(rows: Sequence[PrintedRow]) -> str:
    return "|".join(key(label.text) for row in rows[-_HEAD_ROWS:] for label in row.labels)


def _anchored(alignment: Alignment, rows: Sequence[PrintedRow]) -> Alignment:
    """Without the pairs whose labels say nothing, unless they are between named rows or in a named row's table."""
    named = [pair for pair in alignment.pairs if pair.likeness > 0]
    if not named or len(named) == len(alignment.pairs):
        return alignment
    first, last = named[0].printed, named[-1].printed
    grids = {rows[pair.printed].grid for pair in named} - {None}
    kept = tuple(
        pair
        for pair in alignment.pairs
        if pair.likeness > 0 or first <= pair.printed <= last or rows[pair.printed].grid in grids
    )
    return Alignment(alignment.table, kept, alignment.score)
