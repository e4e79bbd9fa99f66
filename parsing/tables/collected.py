"""The figures of a document's tables while they are collected, field by field, as ``Figures`` keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from parsing.form import Row
from parsing.report import Figure, Figures, Place, Status


class OfRow(NamedTuple):
    """What was read of a row of the form, a value, a status and a place a column."""

    values: tuple[float | None, ...]
    statuses: tuple[Status, ...]
    places: tuple[Place | None, ...]


_of_row = partial(tuple.__new__, OfRow)


class Fields:
    """Figures one behind the other; each may be exchanged."""

    def __init__(self) -> None:
        self._fields: tuple[list[Any], ...] = tuple([] for _ in Figure._fields)

    def add(self, figure: Figure) -> None:
        """A figure behind all others."""
        for field, value in zip(self._fields, figure, strict=True):
            field.append(value)

    def extend(self, figures: Figures) -> None:
        """Figures behind all others."""
        for field, values in zip(self._fields, figures.fields, strict=True):
            field.extend(values)

    def put(self, position: int, figure: Figure) -> None:
        """Another figure in place of the one at this position."""
        for field, value in zip(self._fields, figure, strict=True):
            field[position] = value

    def figures(self) -> Figures:
        """All of them, so far."""
        return Figures([tuple(field) for field in self._fields])


def by_row(figures: Figures, rows: Sequence[Row]) -> dict[str, OfRow]:
    """The last of these figures, which are those of a table's rows, by the rows' ids."""
    *_, values, statuses, _, places = figures.fields
    by_id: dict[str, OfRow] = {}
    at = len(values) - sum([len(row.columns) for row in rows])
    for row in rows:
        own = slice(at, at + len(row.columns))
        by_id[row.id] = _of_row((values[own], statuses[own], places[own]))
        at = own.stop
    return by_id


def differs(figure: Figure, other: Figure) -> bool:
    """Whether a second table has another figure in a cell, or one that cannot be placed."""
    unplaced = other.value is None and other.status is Status.UNCLEAR and other.text != figure.text
    return unplaced or other.value not in (None, figure.value)
