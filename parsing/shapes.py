"""Which cell of a document is which figure, remembered by the document's shape.

The sites of a region print all its reports from one template: the same heads, labels and rows under each other, and
only the figures differ. Where nothing but those decided how a document was read (``Reading.weighed``), the next one of
that shape is read in the same way, without looking for its rows and columns once more.

A shape is what the search looks at: every text in the tables and the kind of every other cell (number, blank, dash,
words), row by row, and before each row the short texts outside tables since the last row or long text: its heads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from parsing.columns import moved_left
from parsing.disputes import WHOLE, WIDTH, ends_in_head
from parsing.document import Document, Line
from parsing.form import TOTAL, Row, table
from parsing.report import Place
from parsing.rows import LONG, key, split
from parsing.tables import Reading, read_rows
from parsing.values import Kind, kind

# Shapes that are remembered, and the cells that the tables of one may have
_MOST_SHAPES = 256
_MOST_CELLS = 2_000
# Stand for any long text, and for any that can be no part of a label or head
_LONG, _FOREIGN = "\x1e", "\x1f"
_LATIN = re.compile(r"[0-9A-Za-z]{3}")
_PARTS = tuple(map(attrgetter, ("texts", "found", "places")))


class Shape(NamedTuple):
    """What is alike in documents of one template, and the numbers of this document's lines that stand in tables."""

    marks: Hashable
    lines: tuple[int, ...]


class _Plan(NamedTuple):
    """How documents of one shape are read: the form's rows, their cells chosen from all cells that stand in tables, the
    editions, and each table's first and last line, counted among those that stand in tables.

    ``open_ends`` are the first and last cells of rows that end in a blank, and the width of their groups: what stands
    in them may have moved.
    """

    rows: tuple[Row, ...]
    chosen: Callable[[tuple[Any, ...]], tuple[Any, ...]]
    editions: dict[str, str | None]
    spans: dict[str, tuple[int, int]]
    open_ends: tuple[tuple[int, int, int], ...]


_plans: dict[Hashable, _Plan] = {}


def shape_of(document: Document) -> Shape | None:
    """The shape of a document; None where no cell has a row and column, or too many have."""
    first = next((line.table for line in document.lines if line.table is not None and line.places[0].row), None)
    if first is None:
        return None
    marks: list[Hashable] = []
    numbers: list[int] = []
    heads: list[str | Kind] = []
    for number, line in enumerate(document.lines):
        if line.table is not None:
            numbers.append(number)
            marks.append((tuple(heads), line.table - first, tuple(map(_mark, line.texts))))
        elif told := _outside(line, heads):
            marks.append((tuple(heads), None, told))
        else:
            continue
        heads.clear()
    cells = sum(len(document.lines[number].texts) for number in numbers)
    return Shape(tuple(marks), tuple(numbers)) if cells <= _MOST_CELLS else None


def _outside(line: Line, heads: list[str | Kind]) -> tuple[str | Kind, ...]:
    """What a line outside tables is told by where figures stand in it; () where it may be a head, or ends them."""
    if len(line.texts) > 1:
        return tuple(map(_mark, line.texts))
    (text,) = line.texts
    found = kind(text)
    if found is Kind.BLANK and text:
        return ()
    if found is not Kind.TEXT:
        return (found,)
    if " " in text and len(parts := split(line)) > 1:
        return tuple([_mark(part.text) for part in parts])
    if len(text) > LONG:
        heads.clear()
    else:
        heads.append(_mark(text))
    return ()


@lru_cache(maxsize=8192)
def _mark(text: str) -> str | Kind:
    """What tells one cell from another: its kind; for a text, and for what looks blank and is not, the text."""
    found = kind(text)
    if found is not Kind.TEXT:
        return text if found is Kind.BLANK and text else found
    if len(text) > LONG:
        return _LONG
    return _FOREIGN if _is_foreign(text) else text


def _is_foreign(text: str) -> bool:
    """Whether a text can be no part of a label or head: they have no years, numbers of documents or foreign words."""
    plain = key(text)
    return " " not in text and _LATIN.search(plain) is not None and not plain.isdecimal() and not ends_in_head(plain)


def known(document: Document, shape: Shape | None) -> Reading | None:
    """The tables of a document whose shape was met before; None for any other."""
    plan = _plans.get(shape.marks) if shape else None
    if plan is None or shape is None:
        return None
    texts, found, places = _cells(document, shape, plan.chosen)
    if any(moved_left(texts[first:stop], width) for first, stop, width in plan.open_ends):
        return None
    figures, remarks = read_rows(plan.rows, texts, tuple(map(str.strip, found)), places)
    spans = {name: (shape.lines[first], shape.lines[last]) for name, (first, last) in plan.spans.items()}
    return Reading(figures, dict(plan.editions), tuple(remarks), spans, weighed=False)


def _cells(document: Document, shape: Shape, chosen: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> list[Any]:
    """The texts of the form's cells, as found and normalised, and their places."""
    lines = [document.lines[number] for number in shape.lines]
    return [chosen(tuple(chain.from_iterable(map(part, lines)))) for part in _PARTS]


def remember(document: Document, shape: Shape | None, reading: Reading) -> None:
    """Keep how the tables of a document were read, where its shape alone decided it."""
    if shape is None or reading.weighed:
        return
    places = list(chain.from_iterable([document.lines[number].places for number in shape.lines]))
    cells: dict[Place | None, int] = {place: position for position, place in enumerate(places)}
    ordinals = {number: position for position, number in enumerate(shape.lines)}
    rows = [row for name, edition in reading.editions.items() for row in table(edition or "", name).rows]
    spanned = {line for span in reading.spans.values() for line in span}
    if (
        len(cells) < len(places)
        or not spanned <= ordinals.keys()
        or any(figure.place not in cells for figure in reading.figures)
    ):
        return
    chosen = itemgetter(*[cells[figure.place] for figure in reading.figures if figure.place])
    open_ends = tuple(_open_ends(rows, _cells(document, shape, chosen)[0]))
    spans = {name: (ordinals[first], ordinals[last]) for name, (first, last) in reading.spans.items()}
    while len(_plans) >= _MOST_SHAPES:
        _plans.pop(next(iter(_plans)), None)
    _plans[shape.marks] = _Plan(tuple(rows), chosen, dict(reading.editions), spans, open_ends)


def _open_ends(rows: Iterable[Row], texts: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    first = 0
    for row in rows:
        stop = first + len(row.columns)
        if row.column_ids[-1] == TOTAL and not texts[stop - 1]:
            yield first, stop, len(row.columns)
        first = stop
    if not texts[-1]:
        yield first - WHOLE, first, WIDTH


def forget() -> None:
    """Forget all shapes."""
    _plans.clear()
