"""What makes figures doubtful that have been given to the form's cells: their own totals, labels left over around
them, and cells merged over several rows.

Each function gives ids of rows or of cells; nothing here places a figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from parsing import form
from parsing.form import TOTAL
from parsing.report import Status
from parsing.tables.collected import OfRow
from parsing.tables.columns import is_sum, led
from parsing.tables.printed import Placed, PrintedRow
from parsing.wording.labels import SHORT, key, labels, row_keys
from parsing.wording.values import Kind

# So many rows must agree on another layout than the form's
_MIN_AGREEING = 3
# A slip in one cell is seen in its own column and in that of the totals
_ONE_SLIP = 2
# So many cells below each other that count 1, 2, 3 … number the rows
_MIN_COUNTED = 4
_PLAIN = frozenset((Kind.NUMBER, Kind.BLANK, Kind.DASH))
_PARTED = re.compile(r"\d \d{3}(?!\d)")
# What is left over among labels and figures
_LABEL, _FIGURES = "label", "figures"


def misplaced(placed: Sequence[Placed], figures: Mapping[str, OfRow]) -> set[str]:
    """Ids of the rows of a table whose totals say that all its figures are in other columns: the total among
    them, or another number before them. A table whose rows are numbered in front has no total at all.

    ``figures`` are those of each row.
    """
    rows = [(each, _values(figures[each.row.id])) for each in placed if each.row.column_ids[-1] == TOTAL]
    known = [(each, values) for each, values in rows if values]
    wrong = [values for _, values in known if sum(values[:-1]) != values[-1]]
    if not wrong:
        return set()
    if _is_counted(known):
        return {each.row.id for each, _ in known}
    right = [values for _, values in known if values[-1] == sum(values[:-1]) != values[0]]
    width = len(known[0][1]) if known else 0
    explained: list[Callable[[Sequence[float]], bool]] = [partial(is_sum, at=at) for at in range(width - 1)]
    for fits in (*explained, led):
        agreeing = sum(map(fits, wrong))
        if agreeing >= _MIN_AGREEING and agreeing > len(right) and 2 * agreeing > len(wrong):
            return {each.row.id for each, _ in rows}
    return set(_pushed_alone(known))


# Rows that are not added up into the total of all outcomes, and those that the balance is of
_IN, _OUT = ("received", "carried_in"), ("total", "carried_out")


def _pushed_alone(known: Sequence[tuple[Placed, Sequence[float]]]) -> Iterator[str]:
    """Rows of lines without columns whose total fails, alone of all, as if another number had come before them in
    place of a lost figure: in most columns, too, they do not add up."""
    values = {each.row.id: row for each, row in known}
    wrong = [each for each, (*parts, total) in known if sum(parts) != total]
    if len(wrong) != 1 or len(known) <= _MIN_AGREEING:
        return
    ((each, row),) = [(each, values[each.row.id]) for each in wrong]
    lost = row[-1] - sum(row[1:-1])
    if each.printed.grid is None and lost >= 0 and row[0] > 0 and _fails_in_columns(each.row.id, values):
        yield each.row.id


def _fails_in_columns(row: str, values: Mapping[str, Sequence[float]]) -> bool:
    """Whether a row's figures fail in several columns of what it is added up in; also where that is not there."""
    balance = row in _IN + _OUT[1:]
    plus = _IN if balance else tuple(name for name in values if name not in _IN + _OUT)
    minus = _OUT if balance else _OUT[:1]
    if any(name not in values for name in (*plus, *minus)):
        return True
    sums = [
        sum(values[name][column] for name in plus) - sum(values[name][column] for name in minus)
        for column in range(len(values[row]))
    ]
    return sum(map(bool, sums)) > _ONE_SLIP


def _values(figures: OfRow) -> list[float]:
    """A row's values, blanks as nothing; [] where any is not sure."""
    if Status.UNCLEAR in figures.statuses or Status.MISSING in figures.statuses:
        return []
    return [value or 0 for value in figures.values]


def _is_counted(known: Sequence[tuple[Placed, Sequence[float]]]) -> bool:
    """Whether the first figures of a table's rows, and no others, count on from row to row, and make no part of the
    totals."""
    wrong = sum(sum(values[:-1]) != values[-1] for _, values in known)
    if len(known) < _MIN_COUNTED or 2 * wrong <= len(known):
        return False
    first, *others = zip(*[values for _, values in known], strict=True)
    return _counts(first) and not any(map(_counts, others))


def _counts(values: Sequence[float]) -> bool:
    return all(second - one == 1 for one, second in pairwise(values))


class _Event(NamedTuple):
    """What is met around a table's rows, in reading order: a row that was placed, a label of the form left over,
    or figures that are; figures that were placed without a label are left over, too. ``rows`` are the ids meant."""

    left_over: str
    rows: frozenset[str]


def crossed(placed: Sequence[Placed], rows: Sequence[PrintedRow], edition: str, table: str) -> set[str]:
    """Ids of the rows between figures without a label and a label without figures, or the other way round: somewhere
    between, labels and figures have changed places."""
    if not _left_out(placed, edition, table):
        return set()
    doubted: set[str] = set()
    between: set[str] = set()
    left_over = ""
    for event in _events(placed, rows, edition, table):
        between |= event.rows if event.left_over != _LABEL else set()
        if not event.left_over or (event.left_over == _FIGURES and event.rows and left_over != _LABEL):
            continue
        if left_over and event.left_over != left_over:
            doubted |= between
            left_over = ""
        else:
            left_over = event.left_over
        between = set()
    return doubted


def _events(placed: Sequence[Placed], rows: Sequence[PrintedRow], edition: str, table: str) -> list[_Event]:
    """Without those rows that were placed without their label, and have it beside them."""
    events: list[_Event] = []
    for event in _sequence(placed, rows, edition, table):
        last = events[-1] if events else event
        if {last.left_over, event.left_over} == {_LABEL, _FIGURES} and last.rows & event.rows:
            events[-1] = _Event("", event.rows & last.rows)
        else:
            events.append(event)
    return events


def _sequence(placed: Sequence[Placed], rows: Sequence[PrintedRow], edition: str, table: str) -> Iterator[_Event]:
    by_number = {each.number: each for each in placed}
    if not by_number:
        return
    left_out = _left_out(placed, edition, table)
    widths = {len(each.row.columns) for each in placed} - {1}
    first, last = min(by_number), max(by_number)
    for number in range(max(first - 1, 0), min(last + 2, len(rows))):
        row = rows[number]
        if number >= first:
            yield from [_Event(_LABEL, left_out[name]) for text in row.texts if (name := key(text.text)) in left_out]
        if number in by_number:
            yield _Event("" if by_number[number].named else _FIGURES, frozenset({by_number[number].row.id}))
        elif row.figures in widths and not row.own and not _is_named(row):
            yield _Event(_FIGURES, frozenset())
    after = rows[last].after
    if last + 1 == len(rows) and after is not None and key(after.text) in left_out:
        yield _Event(_LABEL, left_out[key(after.text)])


def _left_out(placed: Sequence[Placed], edition: str, name: str) -> dict[str, frozenset[str]]:
    """Ids of the form's rows that have no figures, by the keys of their labels."""
    used = {each.row.id for each in placed if each.named}
    ids = [row.id for row in form.table(edition, name).rows]
    if used.issuperset(ids):
        return {}
    by_text = {
        text: frozenset(ids[index] for index, worth in rows if worth >= SHORT) - used
        for text, rows in labels(edition, name).exact.items()
    }
    return {text: rows for text, rows in by_text.items() if rows}


def _is_named(row: PrintedRow) -> bool:
    return bool(row.labels) and key(row.labels[-1].text) in row_keys()


def spaced(placed: Sequence[Placed], figures: Mapping[str, OfRow]) -> set[str]:
    """Ids of cells with a blank between digits, in rows that do not add up to their total: 756 758 may be two
    numbers."""
    cell_ids: set[str] = set()
    for each in placed:
        if not any(" " in cell.text for cell in each.printed.cells) or each.row.column_ids[-1] != TOTAL:
            continue
        values = _values(figures[each.row.id])
        if not values or sum(values[:-1]) != values[-1]:
            parted = {cell.place for cell in each.printed.cells if _PARTED.search(cell.text)}
            ids = zip(each.row.cell_ids, figures[each.row.id].places, strict=True)
            cell_ids.update("/".join(cell) for cell, place in ids if place in parted)
    return cell_ids


def shared(placed: Sequence[Placed], figures: Mapping[str, OfRow]) -> set[str]:
    """Ids of cells that are merged with a cell of the row below: that row has a number or blank in all other columns,
    and lacks one between them."""
    cell_ids: set[str] = set()
    for upper, lower in pairwise(sorted(placed, key=lambda each: each.number)):
        one_short = len(lower.printed.cells) == len(lower.row.columns) - 1
        if not one_short or upper.printed.grid is None or upper.printed.grid != lower.printed.grid:
            continue
        above, below = (_columns(each.printed) for each in (upper, lower))
        lacking = above - below
        if below < above and len(lacking) == 1 and all(kind in _PLAIN for kind in lower.printed.kinds):
            (column,) = lacking
            behind = max(cell.place.column or 0 for cell in lower.printed.cells)
            if column is not None and column < behind:
                cells = zip(upper.row.cell_ids, figures[upper.row.id].places, strict=True)
                cell_ids.update("/".join(cell) for cell, place in cells if place and place.column == column)
    return cell_ids


def _columns(row: PrintedRow) -> set[int | None]:
    """The columns of a row's cells and of its own labels, where any word may be."""
    own = row.labels[len(row.labels) - row.own :]
    return {cell.place.column for cell in (*own, *row.cells)}
