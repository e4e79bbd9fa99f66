"""Made-up tables with one slip of a clerk each: (consistent cells, random numbers) → (printed cells, true figures)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from random import Random

from parsing.form import APPLICANTS, EDITIONS, TOTAL, table
from tests.made_up import MANNERS, Cells, consistent

# The printed table and the true figures of the cells that are wrong in it; None where the table gives no room for it
Slip = Callable[[Cells, Random], tuple[Cells, Cells] | None]


def _spoiled(cells: Cells, printed: Cells) -> tuple[Cells, Cells] | None:
    true = {cell: value for cell, value in cells.items() if printed[cell] != value}
    return (printed, true) if true else None


def _requests(cells: Cells) -> list[str]:
    """The cells of the table, in the form's order."""
    edition = next(edition for edition in EDITIONS if set(table(edition, "requests").cells) <= set(cells))
    return list(table(edition, "requests").cells)


def digit_swap(cells: Cells, rng: Random) -> tuple[Cells, Cells] | None:
    """21 for 12."""
    places = [
        (cell, n)
        for cell in _requests(cells)
        for n, (a, b) in enumerate(zip(str(cells[cell]), str(cells[cell])[1:], strict=False))
        if a != b
    ]
    if not places:
        return None
    cell, n = rng.choice(places)
    digits = str(cells[cell])
    return _spoiled(cells, cells | {cell: int(digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :])})


def dropped_digit(cells: Cells, rng: Random) -> tuple[Cells, Cells] | None:
    """12 for 112."""
    long = [cell for cell in _requests(cells) if cells[cell] > 9]
    if not long:
        return None
    cell = rng.choice(long)
    digits = str(cells[cell])
    n = rng.randrange(len(digits))
    return _spoiled(cells, cells | {cell: int(digits[:n] + digits[n + 1 :])})


def moved_column(cells: Cells, rng: Random) -> tuple[Cells, Cells] | None:
    """The figures of a column stand a row too low or too high, the one that fell off on the other end."""
    column = rng.choice((*APPLICANTS, TOTAL))
    return _turned(cells, [cell for cell in _requests(cells) if cell.endswith(f"/{column}")], rng)


def displaced_row(cells: Cells, rng: Random) -> tuple[Cells, Cells] | None:
    """The figures of a row stand one cell too far to one side, with nothing in the cell that was left."""
    rows = dict.fromkeys(cell.split("/")[1] for cell in _requests(cells) if cells[cell])
    if not rows:
        return None
    row = rng.choice(list(rows))
    line = [f"requests/{row}/{column}" for column in (*APPLICANTS, TOTAL)]
    return _turned(cells, line, rng, lost=True)


def _turned(cells: Cells, line: list[str], rng: Random, *, lost: bool = False) -> tuple[Cells, Cells] | None:
    figures = [cells[cell] for cell in line]
    back = rng.random() < 0.5
    turned = figures[1:] + figures[:1] if back else figures[-1:] + figures[:-1]
    if lost:
        turned[-1 if back else 0] = 0
    return _spoiled(cells, cells | dict(zip(line, turned, strict=True)))


def total_not_updated(cells: Cells, rng: Random) -> tuple[Cells, Cells] | None:
    """A total still lacks some of the cases that its parts have."""
    totals = [cell for cell in _requests(cells) if TOTAL in cell.split("/") and cells[cell]]
    if not totals:
        return None
    cell = rng.choice(totals)
    return _spoiled(cells, cells | {cell: cells[cell] - rng.randint(1, cells[cell])})


def wrong_column(cells: Cells, rng: Random) -> tuple[Cells, Cells] | None:
    """A row's figure stands in the column beside its own, where there would be none."""
    places = [
        (f"requests/{row}/{own}", f"requests/{row}/{beside}")
        for row in dict.fromkeys(cell.split("/")[1] for cell in _requests(cells))
        for one, other in pairwise(APPLICANTS)
        for own, beside in ((one, other), (other, one))
        if cells[f"requests/{row}/{own}"] and not cells[f"requests/{row}/{beside}"]
    ]
    if not places:
        return None
    own, beside = rng.choice(places)
    return _spoiled(cells, cells | {own: 0, beside: cells[own]})


def case_in_wrong_column(cells: Cells, rng: Random) -> tuple[Cells, Cells] | None:
    """One case of a row is counted for another kind of applicant."""
    places = [cell for cell in _requests(cells) if cells[cell] and not cell.endswith(TOTAL)]
    if not places:
        return None
    own = rng.choice(places)
    row, column = own.split("/")[1:]
    other = f"requests/{row}/{rng.choice([each for each in APPLICANTS if each != column])}"
    return _spoiled(cells, cells | {own: cells[own] - 1, other: cells[other] + 1})


SLIPS: dict[str, Slip] = {
    slip.__name__: slip
    for slip in (
        digit_swap,
        dropped_digit,
        moved_column,
        displaced_row,
        total_not_updated,
        wrong_column,
        case_in_wrong_column,
    )
}

# Of cases counted for another kind of applicant any row that has such cases may be the one: the sums cannot tell
UNTOLD = ("case_in_wrong_column",)


def slipped(name: str, cases: int, seed: int = 0) -> Iterator[tuple[str, Cells, Cells]]:
    """So many tables with a slip: edition, printed cells, and the true figures of those that are wrong."""
    made = number = 0
    while made < cases:
        rng = Random(f"{seed}/{name}/{number}")
        edition = EDITIONS[number % len(EDITIONS)]
        found = SLIPS[name](consistent(rng, edition, MANNERS[number // len(EDITIONS) % len(MANNERS)]), rng)
        number += 1
        if found:
            made += 1
            yield edition, *found
