"""What the heads above a table's figures say, each in the column of its own figures.

Heads are cut, broken and lost more often than they are right. They place figures only where every column of a row has
its own, all figures are below them, and the totals agree; else they only show what is not the form's.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from parsing.document import Cell
from parsing.form import TOTAL, Row
from parsing.report import Status
from parsing.tables.collected import OfRow
from parsing.tables.heads import line_of
from parsing.tables.printed import Placed, PrintedRow
from parsing.wording.labels import column_names, head_keys, key, likeness
from parsing.wording.values import Kind, read

# A head less like every head of the form names another thing; a shorter one may be a misprint
_SLIGHTLY = 0.6
_MIN_FOREIGN = 3
# So many heads of the form must be above a table to tell what the others are
_MIN_NAMED = 3
# Of another time than the report's year, under any head but the form's own of last year's
_OTHER_TIME = re.compile(r"上一?年|去年|前年|同期|同比|环比")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年?(?:度)?")
_TIME = re.compile(r"(?:20\d\d年?度?|\d{1,2}月份?|第?[一二三四1-4]季度)")
_OF_LAST_YEAR = "previous_items"
# No head is longer
_LONGEST = 30
# A head is another column's where more than half of it is in that label, and so much less in its own column's
_HALF, _LONG_ENOUGH, _MARGIN = 0.5, 4, 0.2
# Of the rows whose totals say anything, so many must agree with the heads, and more than this share of them
_MIN_AGREEING, _MOST = 2, 0.8


class Heads(NamedTuple):
    """What the heads above figures say: ids of cells of another thing or time, and of rows in another order."""

    of_others: set[str]
    disordered: set[str]


def by_heads(
    placed: Sequence[Placed], rows: Sequence[PrintedRow], figures: Mapping[str, OfRow], year: int | None
) -> Heads:
    """Cells and rows whose own heads name something else than the form.

    Heads that are cut or moved say nothing: most must be above their own columns.
    """
    strange_heads = Heads(set(), set())
    answers: dict[tuple[object, ...], tuple[bool, tuple[int, ...]]] = {}
    for each, heads in _heads(placed, rows):
        _, statuses, places = figures[each.row.id]
        if Status.UNCLEAR in statuses:
            continue
        columns = tuple([place and place.column for place in places])
        # rows below each other have their heads in common
        asked = (heads.version, columns, each.row.column_labels)
        answer = answers.get(asked)
        if answer is None:
            above = tuple([heads.texts.get(column, "") for column in columns])
            said = _said(above, each.row.column_labels, each.row.column_ids, year)
            answer = answers[asked] = (False, said[1]) if said[0] and _are_moved(heads.texts, columns) else said
        exchanged, strange = answer
        if exchanged:
            strange_heads.disordered.add(each.row.id)
        strange_heads.of_others.update(["/".join(each.row.cell_ids[at]) for at in strange])
    above_all = _strange_in_sequence(placed, year)
    for each in placed if above_all else ():
        if each.printed.grid is None and len(each.row.columns) > max(above_all):
            strange_heads.of_others.update(["/".join(each.row.cell_ids[at]) for at in above_all])
    return strange_heads


def _strange_in_sequence(placed: Sequence[Placed], year: int | None) -> Sequence[int]:
    """The columns whose heads are of something else in a text without columns: of the words right before its first row,
    as many as it has figures, most must be heads of their own columns, or all be of times."""
    first = min(placed, key=attrgetter("number"), default=None)
    if first is None or first.printed.grid is not None or len(first.row.columns) < _MIN_NAMED:
        return ()
    width = len(first.row.columns)
    texts = [text.text for text in first.printed.texts[: -max(first.printed.own, 1)]]
    line = texts[-1].split() if texts else []
    words = tuple((line if len(line) >= width else texts)[-width:])
    if len(words) < width:
        return ()
    if all(map(_TIME.fullmatch, words)):
        return range(width)
    return _said(words, first.row.column_labels, first.row.column_ids, year)[1]


class _Above(NamedTuple):
    """The last head above each column of a grid, and a number that changes with them."""

    texts: Mapping[int | None, str]
    version: int


def heads_above(
    placed: Sequence[Placed], rows: Sequence[PrintedRow]
) -> Iterator[tuple[Placed, Mapping[int | None, str]]]:
    """Each row of a grid with the last head above each column."""
    yield from ((each, above.texts) for each, above in _heads(placed, rows))


def _heads(placed: Sequence[Placed], rows: Sequence[PrintedRow]) -> Iterator[tuple[Placed, _Above]]:
    """Each row of a grid with the heads above it; words beside figures are no heads."""
    filled = {line_of(row.cells[0].place) for row in rows if row.grid is not None and row.figures}
    grid, behind, above = None, 0, _Above({}, 0)
    for each in sorted(placed, key=attrgetter("number")):
        if each.printed.grid is None:
            continue
        if each.printed.grid != grid:
            grid, above = each.printed.grid, _Above({}, above.version + 1)
        for row in rows[behind : each.number + 1]:
            if len(row.texts) > row.own:
                heads = {place.column: text for text, _, place in row.texts if line_of(place) not in filled}
                # a line of heads names all columns from its first on: those above it are of other rows
                old = {column: text for column, text in above.texts.items() if (column or 0) < _begins(row, filled)}
                above = _Above({**old, **heads}, above.version + 1)
        behind = each.number + 1
        yield each, above


def _begins(row: PrintedRow, filled: Collection[object]) -> float:
    """The first column of the first line of heads before a row, one with several of them."""
    lines = Counter(line for text in row.texts if (line := line_of(text.place)) not in filled)
    several = [text.place.column or 0 for text in row.texts if lines[line_of(text.place)] > 1]
    return min(several, default=math.inf)


def placed_by_heads(placed: Sequence[Placed], rows: Sequence[PrintedRow]) -> dict[str, list[Cell]]:
    """The cells of rows in the form's order, by the rows' ids, where each column's own head says which it is.

    All columns must be named, each once, and all other figures be under heads of their own; the totals must agree.
    Rows without a total need heads in the form's own words.
    """
    by_row: dict[str, list[Cell]] = {}
    for each, (heads, _) in _heads(placed, rows):
        columns = _columns_named(each.row, heads)
        by_column = {cell.place.column: cell for cell in each.printed.cells}
        others = [
            cell.place.column
            for cell, kind in zip(each.printed.cells, each.printed.kinds, strict=True)
            if kind is not Kind.BLANK and cell.place.column not in columns
        ]
        if columns and by_column.keys() >= set(columns) and _are_beside(others, columns, heads):
            by_row[each.row.id] = [by_column[column] for column in columns]
    sums = [_adds_up(cells) for row, cells in by_row.items() if _ends_in_total(placed, row)]
    known = [adds_up for adds_up in sums if adds_up is not None]
    agree = sum(known) >= _MIN_AGREEING and sum(known) > _MOST * len(known)
    return {row: cells for row, cells in by_row.items() if agree or not _ends_in_total(placed, row)}


def _are_beside(others: Iterable[int | None], columns: Sequence[int | None], heads: Mapping[int | None, str]) -> bool:
    """Whether all other figures are in columns of their own, with heads that are over no second column, and none is
    between the row's label and its first column."""
    names = Counter(heads.values())
    first = min([column or 0 for column in columns])
    return all((column or 0) > first and names[heads.get(column, "")] == 1 for column in others)


def _ends_in_total(placed: Sequence[Placed], row: str) -> bool:
    return any(each.row.id == row and each.row.column_ids[-1] == TOTAL for each in placed)


def _columns_named(row: Row, heads: Mapping[int | None, str]) -> list[int | None]:
    """The column of each of a row's labels, [] where any has none or several."""
    names = {column: key(text) for column, text in heads.items() if len(text) <= _LONGEST}
    columns = []
    for label in map(key, row.column_labels):
        at = [column for column, name in names.items() if name == label]
        if not at and row.column_ids[-1] == TOTAL:
            at = [column for column, name in names.items() if _known(name) == label]
        if len(at) != 1:
            return []
        columns += at
    return columns


def _adds_up(cells: Sequence[Cell]) -> bool | None:
    """Whether the last is the sum of the others; None where that says nothing."""
    *parts, total = [read(cell.text, "件").value or 0 for cell in cells]
    return total == sum(parts) if total or any(parts) else None


def _said(
    heads: tuple[str, ...], labels: tuple[str, ...], ids: tuple[str, ...], year: int | None
) -> tuple[bool, tuple[int, ...]]:
    """Whether the heads above a row are exchanged, else which of its columns are of something else."""
    names = [key(head) if len(head) <= _LONGEST else "" for head in heads]
    known = [_known(name) == key(label) for name, label in zip(names, labels, strict=True)]
    if all(known):
        return False, ()
    if _are_exchanged(names, labels):
        return True, ()
    own = sum(known)
    if own < min(_MIN_NAMED, len(labels) - 1):
        return False, ()
    strange = [
        at
        for at, (head, name) in enumerate(zip(heads, names, strict=True))
        if name and not known[at] and _is_of_other(head, ids[at], year, known=own >= _MIN_NAMED)
    ]
    return False, tuple(strange)


def _are_moved(heads: Mapping[int | None, str], columns: Sequence[int | None]) -> bool:
    """Whether a head of the form's columns is above labels, left of all figures: spans were lost, and every head
    is left of its column."""
    first = min((column for column in columns if column), default=0)
    return any(column and column < first and _known(key(text)) for column, text in heads.items())


def _are_exchanged(names: Sequence[str], all_labels: Sequence[str]) -> bool:
    """Whether two heads or more are of another column than the one they are above, and most others of their own."""
    pairs = list(zip(names, all_labels, strict=True))
    own = sum(_share(name, label) >= _HALF for name, label in pairs)
    crossed = [name for name, label in pairs if _is_of_another(name, label, all_labels)]
    at_home = {_known(name) for name, label in pairs if _known(name) == key(label)}
    known = [name for name in crossed if _known(name) and _known(name) not in at_home]
    return (len(crossed) > 1 or bool(known)) and own >= min(_MIN_NAMED, len(all_labels) - 1)


def _is_of_other(head: str, column: str, year: int | None, *, known: bool) -> bool:
    """Whether a head is of another time than the report's year, or, where the others are ``known``, of another thing
    than any column of the form."""
    plain = head.partition("(")[0] or head
    name = key(plain)
    if name in head_keys():
        return False
    years = set(_YEAR.findall(plain))
    other_year = bool(years) and year is not None and str(year) not in years
    if column != _OF_LAST_YEAR and (other_year or _OTHER_TIME.search(plain)):
        return True
    return known and len(name) >= _MIN_FOREIGN and likeness(name, head_keys()) < _SLIGHTLY


def _is_of_another(name: str, own: str, all_labels: Sequence[str]) -> bool:
    """Whether a head is of another column of its row than the one it is above."""
    if not name or (name in head_keys() and not _known(name)):
        return False
    best = max(_share(name, label) for label in all_labels if label != own) if len(all_labels) > 1 else 0.0
    enough = best > _HALF or (best == _HALF and len(name) >= _LONG_ENOUGH)
    return enough and best - _share(name, own) > _MARGIN


def _share(name: str, label: str) -> float:
    """How much of a head's characters are in a label; all, where it is known to be that label's."""
    known = _known(name)
    return float(known == key(label)) if known else likeness(name, (key(label),))


def _known(name: str) -> str:
    """The key of the column's label that a head is known to mean, "" for none."""
    return column_names().get(name, "")
