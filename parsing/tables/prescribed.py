"""Documents that print the form itself: their figures are where the form has them, and nothing needs to be weighed.

That is so where each table of the form is there once, in the form's order and in a grid of its own; where its rows are
all there in their order, each with its label in the form's words and a plain figure, dash or blank in each column;
where the heads of a block of rows name its columns, each once, in order and above its figures, and nothing else; where
nothing around the tables bears on them; and where the totals do not speak for other columns. Every hypothesis of
``read`` then comes to the same answer, which is given here at once. What is otherwise is left to ``read``. A rule that
doubts figures by anything else has to be asked for here, too: ``tests/test_prescribed.py`` reads documents both ways.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple, TypeVar

from parsing.document import Cell, Document, Line
from parsing.form import APPLICANTS, EDITIONS, TABLES, Row, Table, table
from parsing.report import Figures, Place, Status
from parsing.tables.around import bears_on_tables
from parsing.tables.collected import by_row
from parsing.tables.collector import read_rows
from parsing.tables.columns import moved_left
from parsing.tables.disputes import WHOLE, WIDTH
from parsing.tables.doubts import misplaced
from parsing.tables.heads import AMOUNT, CORNERS, units_under
from parsing.tables.printed import Placed, PrintedRow
from parsing.tables.read import TablesReading
from parsing.tables.wordings import column_texts, group_texts, label_texts, naming_nothing, procedure_texts
from parsing.wording.values import Kind, kind

T = TypeVar("T")
_, _REQUESTS, _DISPUTES = TABLES
_PLAIN = frozenset((Kind.NUMBER, Kind.BLANK, Kind.DASH))
# A cell that begins a row may be its year
_YEARS = frozenset(map(str, range(2000, 2100)))
# The cells before a row's figures are at most its own label and those of two groups
_MOST_LABELS = 3
_of_table = itemgetter(3)


class _WholeTable(NamedTuple):
    """A table of the form as printed: the texts of its cells, normalised and as loaded, their places and units, and its
    first and last line with figures."""

    form: Table
    texts: list[str]
    loaded: list[str]
    places: list[Place]
    units: list[str]
    lines: tuple[int, int]


def read_prescribed(document: Document, year: int | None) -> TablesReading | None:
    """The figures of a document that prints the form itself; None for any other."""
    tables, others = _tables(document.lines)
    if len(tables) < len(TABLES) or _is_concerned(others, year):
        return None
    texts = list(chain.from_iterable([each.texts for each in tables]))
    rows = [row for each in tables for row in each.form.rows]
    if not _PLAIN.issuperset(map(kind, set(texts))) or _begins_with_year(rows, texts):
        return None
    figures, remarks = read_rows(
        rows,
        chain.from_iterable([each.units for each in tables]),
        texts,
        list(map(str.strip, chain.from_iterable([each.loaded for each in tables]))),
        list(chain.from_iterable([each.places for each in tables])),
    )
    if Status.UNCLEAR in figures.statuses or _is_doubtful(rows, texts, figures):
        return None
    editions: dict[str, str | None] = {each.form.id: each.form.edition for each in tables}
    return TablesReading(figures, editions, tuple(remarks), {each.form.id: each.lines for each in tables})


def _is_concerned(others: Sequence[Sequence[Line]], year: int | None) -> bool:
    """Whether what is around the tables bears on them; what is behind the last says nothing of whose they are."""
    before, *between, behind = others
    return (
        bears_on_tables(before, year, above=False)
        or bears_on_tables(chain(*between), year, above=True)
        or bears_on_tables(behind, None, above=True)
    )


def _tables(lines: Sequence[Line]) -> tuple[list[_WholeTable], list[list[Line]]]:
    """The tables of the form, up to the first that is not there, and the other lines before and behind each."""
    tables: list[_WholeTable] = []
    others: list[list[Line]] = [[]]
    number = 0
    for grid, members in groupby(lines, key=_of_table):
        run = list(members)
        printed = None
        if grid is not None and len(tables) < len(TABLES):
            name = TABLES[len(tables)]
            printed = _disputes(run, number, tables[0].form.edition) if name == _DISPUTES else _table(name, run, number)
        if printed is None:
            others[-1] += run
        else:
            tables.append(printed)
            others.append([])
        number += len(run)
    return tables, others


def _begins_with_year(rows: Sequence[Row], texts: Sequence[str]) -> bool:
    """Whether the first figure of a row may be its year."""
    if _YEARS.isdisjoint(texts):
        return False
    return any(next(filter(None, row), "") in _YEARS for _, row in _by_row(rows, texts))


def _by_row(rows: Iterable[Row], values: Sequence[T]) -> Iterator[tuple[Row, Sequence[T]]]:
    """Each row with its own of these values of all cells."""
    start = 0
    for row in rows:
        yield row, values[start : start + len(row.columns)]
        start += len(row.columns)


def _is_doubtful(rows: Sequence[Row], texts: Sequence[str], figures: Figures) -> bool:
    """Whether totals say that figures may be in other columns; blanks and dashes are nothing."""
    values = [value or 0 for value in figures.values]
    first, last = figures.fields[0].index(_REQUESTS), figures.fields[0].index(_DISPUTES)
    if not _add_up(values[last:], WIDTH):
        return True
    width = len(APPLICANTS) + 1
    if not _add_up(values[first:last], width) and _are_misplaced(rows, figures[first:last]):
        return True
    return any(moved_left(row, width) for row in _split(texts[first:last], width) if not row[-1] and any(row))


def _split(values: Sequence[T], width: int) -> Iterator[tuple[T, ...]]:
    return zip(*[iter(values)] * width, strict=True)


def _add_up(values: Sequence[float], width: int) -> bool:
    """Whether each row of this width has its total last."""
    return all(sum(row) == 2 * row[-1] for row in _split(values, width))


def _are_misplaced(rows: Sequence[Row], figures: Figures) -> bool:
    """Whether the totals of the requests, some of them wrong, say so of their table."""
    requests = [row for row in rows if row.table == _REQUESTS]
    placed = [Placed(row, PrintedRow(grid=1), number) for number, row in enumerate(requests)]
    return bool(misplaced(placed, by_row(figures, requests)))


def _table(name: str, lines: Sequence[Line], first: int) -> _WholeTable | None:
    """A table of rows with labels, in the edition whose rows they are."""
    for edition in reversed(EDITIONS):
        form = table(edition, name)
        numbers = _rows(lines, form)
        if numbers is not None:
            units = _units(lines, numbers, form.rows)
            return _printed(form, lines, numbers, units, first) if units else None
    return None


def _rows(lines: Sequence[Line], form: Table) -> list[int] | None:
    """The line of each of the form's rows, where there are no others but heads above the figures of a block of rows."""
    numbers: list[int] = []
    heads: list[Line] = []
    block, ends = None, (0, 0)
    own, groups = label_texts(form.edition, form.id), group_texts(form.edition, form.id)
    for number, line in enumerate(lines):
        at = len(numbers)
        if at == len(own):
            return None
        row, texts = form.rows[at], line.texts
        label = len(texts) - len(row.columns) - 1
        if not (0 <= label < _MOST_LABELS and texts[label] in own[at]):
            heads.append(line)
            continue
        extent = (line.places[label + 1].column or 0, line.places[-1].column or 0)
        if heads:
            if not _are_above(heads, row.column_labels, range(extent[0], extent[1] + 1)):
                return None
            heads, block, ends = [], row.column_labels, extent
        if extent != ends or row.column_labels != block or not groups.issuperset(texts[:label]):
            return None
        numbers.append(number)
    return numbers if len(numbers) == len(own) and not heads else None


def _are_above(heads: Sequence[Line], labels: tuple[str, ...], columns: Sequence[int]) -> bool:
    """Whether these lines of heads name each of the columns with these labels once, above it and in order, several in
    one line if there are several, and else nothing."""
    places, nothing = column_texts(labels), naming_nothing()
    named: list[int] = []
    most = 0
    for line in heads:
        texts = line.texts
        own = [places[text] for text in texts if text in places]
        others = [text for text in texts if text not in places]
        if not nothing.issuperset(others) or _is_spread(texts):
            return False
        if [place.column for text, place in zip(texts, line.places, strict=True) if text in places] != [
            columns[0] + at for at in own
        ]:
            return False
        named += own
        most = max(most, len(own))
    return (
        sorted(named) == list(range(len(labels)))
        and len(columns) == len(labels)
        and most >= min(len(labels), 2)
        and len(own) > 0
        and CORNERS.issuperset(others)
    )


def _is_spread(texts: Sequence[str]) -> bool:
    """Whether a merged head may have been written into each of its cells."""
    return len(texts) > 2 and len(set(texts[1:])) == 1  # noqa: PLR2004 the form's own lines of two are whole


def _disputes(lines: Sequence[Line], first: int, edition: str) -> _WholeTable | None:
    """The table of reviews and lawsuits: a line of fifteen figures under its heads."""
    form = table(edition, _DISPUTES)
    *heads, line = lines
    start, end = line.places[0].column or 0, line.places[-1].column or 0
    if len(line.texts) != WHOLE or end - start != WHOLE - 1 or not _are_above_all(heads, form, range(start, end + 1)):
        return None
    units = [unit for row in form.rows for unit in row.units]
    return _WholeTable(form, [*line.texts], [*line.loaded], [*line.places], units, (first + len(heads),) * 2)


def _are_above_all(heads: Sequence[Line], form: Table, columns: Sequence[int]) -> bool:
    """Whether these lines of heads name the outcomes of each procedure above its columns, all of one in one line, and
    the procedures in the form's order, and else nothing."""
    places, groups = column_texts(form.rows[0].column_labels), procedure_texts()
    above: list[int] = []
    procedures: list[int] = []
    for line in heads:
        own = [
            (places[text], place.column) for text, place in zip(line.texts, line.places, strict=True) if text in places
        ]
        others = [groups[text] for text in line.texts if text in groups]
        procedures += others
        above += [column or 0 for _, column in own]
        if (
            len(own) + len(others) < len(line.texts)
            or [at for at, _ in own] != [*range(WIDTH)] * (len(own) // WIDTH)
            or any(((column or 0) - columns[0]) % WIDTH != at for at, column in own)
            # else a procedure's name may be the label of words behind it
            or (others and line.texts[-1] not in groups)
            or _is_spread(line.texts)
        ):
            return False
    return sorted(procedures) == procedures == [*range(len(procedures))] and sorted(above) == [*columns]


def _units(lines: Sequence[Line], numbers: Sequence[int], rows: Sequence[Row]) -> list[str] | None:
    """The units of all cells, of amounts as the heads above them say; None where an amount has no heads of its own."""
    units: list[str] = []
    for before, (row, number) in zip((-1, *numbers), zip(rows, numbers, strict=True), strict=False):
        if AMOUNT not in row.units:
            units += row.units
            continue
        heads: list[Cell] = [cell for line in lines[before + 1 : number] for cell in line.cells]
        if not heads:
            return None
        units += units_under(heads, (), row.units)
    return units


def _printed(form: Table, lines: Sequence[Line], numbers: Sequence[int], units: list[str], first: int) -> _WholeTable:
    texts: list[str] = []
    loaded: list[str] = []
    places: list[Place] = []
    for row, number in zip(form.rows, numbers, strict=True):
        line, start = lines[number], -len(row.columns)
        texts += line.texts[start:]
        loaded += line.loaded[start:]
        places += line.places[start:]
    return _WholeTable(form, texts, loaded, places, units, (first + numbers[0], first + numbers[-1]))
