"""Tables that were exchanged along their diagonal: the form's columns are their rows, the form's rows their heads.

Consecutive rows whose labels are those of the form's columns are such a table. Each of its columns becomes a printed
row under the label that heads it, its cells in the form's order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from parsing.document import Cell
from parsing.form import TABLES, tables
from parsing.tables.disputes import PROCEDURE_KEYS
from parsing.tables.printed import PrintedRow
from parsing.wording.labels import column_keys, key, labels
from parsing.wording.values import Kind


class _Order(NamedTuple):
    """The columns of rows of one kind, by the keys of their labels, and the rows' places in the form by those of
    theirs."""

    columns: dict[str, int]
    rows: Mapping[str, int]


def straightened(rows: Sequence[PrintedRow]) -> list[PrintedRow]:
    """The printed rows, those of exchanged tables as the form has them; others, and what is not sure, unchanged."""
    result: list[PrintedRow] = []
    for run in _runs(rows):
        result += _straight(run) or run
    return result


def _runs(rows: Sequence[PrintedRow]) -> Iterator[list[PrintedRow]]:
    """Rows by one, but runs of rows with distinct labels of columns that rows of the form have in common together."""
    run: list[PrintedRow] = []
    seen: set[str] = set()
    for row in rows:
        name = _name(row)
        if not name and not row.figures and run and row.grid == run[0].grid and _is_common(seen):
            continue  # a row of blanks between them
        goes_on = name in column_keys() and name not in seen and bool(run) and row.grid == run[0].grid
        if run and not (goes_on and _is_common({*seen, name})):
            yield run
            run, seen = [], set()
        run.append(row)
        seen.add(name)
    if run:
        yield run


def _name(row: PrintedRow) -> str:
    return key(row.labels[-1].text) if row.labels else ""


def _is_common(names: Collection[str]) -> bool:
    return any(order.columns.keys() >= set(names) for order in _orders())


def _straight(run: Sequence[PrintedRow]) -> list[PrintedRow] | None:
    """The form's rows from rows that are its columns; None where labels or cells do not fit together."""
    names = [_name(row) for row in run]
    width = len(run[0].cells)
    if names[0] not in column_keys() or any(len(row.cells) != width for row in run):
        return None
    for order in _orders():
        if set(names) != order.columns.keys():
            continue
        heads = _heads(run, order)
        if heads is not None:
            sequence = sorted(range(len(run)), key=lambda at: order.columns[names[at]])
            rows = [_row(run, sequence, at, head) for at, head in heads]
            return sorted(rows, key=lambda row: order.rows[key(row.labels[0].text)])
    return None


def _heads(run: Sequence[PrintedRow], order: _Order) -> list[tuple[int, Cell]] | None:
    """The label above each cell of the rows, with the cell's number; columns without a label have blanks alone."""
    row = run[0]
    above = row.texts[:-1]
    by_column = {text.place.column: text for text in above if key(text.text) in order.rows}
    filled = [at for at in range(len(row.cells)) if any(each.kinds[at] is not Kind.BLANK for each in run)]
    columns = [cell.place.column for cell in row.cells]
    if row.grid is not None and all(columns[at] in by_column for at in filled):
        return [(at, by_column[column]) for at, column in enumerate(columns) if column in by_column]
    words = [text._replace(text=word) for text in above for word in _words(text.text, order)]
    last = words[-len(row.cells) :]
    named = len(last) == len(row.cells) and all(key(head.text) in order.rows for head in last)
    return list(enumerate(last)) if named and len({head.text for head in last}) == len(last) else None


def _words(text: str, order: _Order) -> list[str]:
    return [text] if key(text) in order.rows else text.split()


def _row(run: Sequence[PrintedRow], sequence: Sequence[int], at: int, head: Cell) -> PrintedRow:
    return PrintedRow(
        labels=[head],
        texts=[head],
        own=1,
        cells=[run[number].cells[at] for number in sequence],
        kinds=[run[number].kinds[at] for number in sequence],
        first_line=run[0].first_line,
        last_line=run[-1].last_line,
    )


@cache
def _orders() -> tuple[_Order, ...]:
    """One for each set of columns that rows of a table have in common."""
    orders: list[_Order] = []
    for edition, name in tables():
        form = tables()[edition, name].rows
        known = labels(edition, name).exact
        for columns in dict.fromkeys(row.column_labels for row in form):
            members = {at for at, row in enumerate(form) if row.column_labels == columns}
            rows = {text: at for text, each in known.items() for at, _ in each if at in members}
            if name == TABLES[-1]:
                rows = {key(text): at for at, text in enumerate(PROCEDURE_KEYS)}
            orders.append(_Order({key(label): at for at, label in enumerate(columns)}, rows))
    return tuple(orders)
