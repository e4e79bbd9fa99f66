"""Defects of what a page shows: parts that are hidden or struck out, notes, fields of input forms, symbols."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from demo.printing.model import Carrier, PrintedCell, PrintedLine, Unread
from tests.render.defects_cells import numbers
from tests.render.editing import insert_line
from tests.render.model import Draft, blank


def _beside(kind: Unread, digits: Callable[[Random], str]) -> Callable[[Draft, Random], None]:
    """The defect that sets digits of this kind behind a share of the numbers."""

    def apply(draft: Draft, rng: Random) -> None:
        share = rng.choice((0.03, 0.3, 1.0))
        found = [cell for cell, _ in numbers(draft)]
        for cell in [cell for cell in found if rng.random() < share] or found[:1]:
            cell.aside = (kind, digits(rng))

    return apply


def _number(rng: Random) -> str:
    return str(rng.randrange(1, 99))


def _note(rng: Random) -> str:
    return rng.choice(("1", "2", "3", "[1]", "①", "注1"))


hidden_in_cells = _beside("hidden", _number)
struck_in_cells = _beside("struck", _number)
deleted_in_cells = _beside("deleted", _number)
notes_in_cells = _beside("superscript", _note)


def struck_blank(draft: Draft, rng: Random) -> None:
    """Cells whose only number is struck out, so that nothing is left in them."""
    found = list(numbers(draft))
    for cell, _ in rng.sample(found, min(rng.randrange(1, 9), len(found))):
        draft.reprint(cell, blank())
        cell.aside = (rng.choice(("struck", "deleted")), _number(rng))


def row_hidden(draft: Draft, rng: Random) -> None:
    """A row that is in the source and not on the page, with other figures, before or behind the one that is shown."""
    for _ in range(rng.choice((1, 1, 3))):
        grid = rng.choice(draft.grids)
        rows = [i for i, line in enumerate(grid.lines) if line.ids and line.label is not None and not line.extra]
        if not rows:
            continue
        at = rng.choice(rows)
        # in the group whose first row it doubles, and behind it: the group's label begins with the shown row
        begins = any(cell.rowspan > 1 for cell in grid.lines[at].cells)
        own = [cell for cell in grid.lines[at].cells if cell.role in ("label", "figure")]
        twin = PrintedLine(
            [replace(c, id=None, text=c.text if c.role == "label" else _number(rng)) for c in own], hidden=True
        )
        insert_line(grid, at + begins, twin)


def _carried(cells: list[PrintedCell], rng: Random) -> None:
    kind: Carrier = rng.choice(("input", "input", "select"))
    for cell in cells:
        cell.carrier = kind if cell.text else "input"


def fields(draft: Draft, rng: Random) -> None:
    """The figures are values of an input form's fields."""
    tables = rng.choice((("disclosure",), ("requests",), ("disputes",), ("disclosure", "requests", "disputes")))
    _carried([cell for cell in draft.cells() if cell.id and cell.id.startswith(tables)], rng)


def symbols(draft: Draft, rng: Random) -> None:
    """Figures in symbols of a font in place of characters."""
    share = rng.choice((0.1, 1.0))
    for cell, _ in numbers(draft):
        if rng.random() < share:
            cell.carrier = "symbol"
