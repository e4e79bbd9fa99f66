"""Made-up tables of the form whose sums all hold, and such tables with figures spoiled: (random numbers) → cells.

Figures are drawn in three manners: like real ones (a few kinds of applicant and outcome make up nearly all cases), each
for itself with many zeros, and large with few. Mistakes are drawn in two: as people make them, and any figure for any.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from demo import consistent as sums
from parsing.form import APPLICANTS, DISPUTE_OUTCOMES, TOTAL

Cells = dict[str, int]
# A figure, or the status of a cell without one
Printed = float | str


def consistent(rng: Random, edition: str, manner: str) -> Cells:
    """The requests and disputes tables of an edition."""
    outcomes = sums.outcomes(edition)
    figure = _MANNERS[manner](rng, outcomes)
    cells: Cells = {}
    for who in APPLICANTS:
        ended = {row: figure(row, who) for row in outcomes}
        carried_out, carried_in = figure("carried_out", who), figure("carried_in", who)
        column = sums.applicant(ended, carried_in, carried_out)
        cells |= {f"requests/{row}/{who}": count for row, count in column.items()}
    cells |= sums.row_totals(cells, [*outcomes, *sums.DERIVED])
    return cells | sums.disputes(lambda _: {end: rng.choice((0, 0, rng.randint(0, 40))) for end in DISPUTE_OUTCOMES})


Figure = Callable[[str, str], int]


def _like_real(rng: Random, outcomes: list[str]) -> Figure:
    """Cases fall on applicants and outcomes in shares of their own, most of them small."""
    cases = int(10 ** rng.uniform(0.5, 4.3))
    by_column = {column: rng.random() ** 6 for column in APPLICANTS} | {"natural_person": 3 * rng.random()}
    by_row = {row: rng.random() ** 4 for row in [*outcomes, "carried_in", "carried_out"]}
    whole = sum(by_column.values()) * sum(by_row.values())

    def figure(row: str, column: str) -> int:
        expected = cases * by_row[row] * by_column[column] / whole
        return int(expected * rng.uniform(0.5, 1.5) + rng.random())

    return figure


def _each_alone(rng: Random, _outcomes: list[str]) -> Figure:
    zeros = rng.uniform(0.3, 0.9)
    largest = rng.choice((9, 50, 400))
    return lambda _row, _column: 0 if rng.random() < zeros else rng.randint(1, largest)


def _large(rng: Random, _outcomes: list[str]) -> Figure:
    return lambda _row, _column: 0 if rng.random() < 0.1 else int(10 ** rng.uniform(0, 4.5))


_MANNERS = {"like_real": _like_real, "each_alone": _each_alone, "large": _large}
MANNERS = tuple(_MANNERS)


def slip(rng: Random, value: int) -> int:
    """A figure as somebody in a hurry may print it; always another one."""
    digits = str(value)
    n = rng.randrange(len(digits))
    swapped = digits[:n] + digits[n : n + 2][::-1] + digits[n + 2 :]
    made = rng.choice(
        (
            int(swapped),
            int(digits[:n] + digits[n + 1 :] or 0),
            int(digits[:n] + digits[n] + digits[n:]),
            value * 10,
            value // 10,
            0,
            value + rng.choice((-1, 1)) * rng.randint(1, 10),
        )
    )
    return made if made != value and made >= 0 else value + rng.randint(1, 9)


def anything(rng: Random, value: int) -> int:
    """Any other figure of up to five digits, as often short as long."""
    made = value
    while made == value:
        made = rng.randrange(10 ** rng.randint(1, 5))
    return made


def by_few(rng: Random, value: int) -> int:
    """A figure that is off by one to three."""
    off = rng.randint(1, 3)
    return value - off if value >= off and rng.random() < 0.5 else value + off


SPOILERS = {"slips": slip, "anything": anything, "by_few": by_few}


def spoiled(cells: Cells, rng: Random, wrong: int, spoil: Callable[[Random, int], int]) -> tuple[Cells, Cells]:
    """The table with so many figures of requests wrong, and the true figures of those."""
    chosen = rng.sample([cell for cell in cells if cell.startswith("requests")], wrong)
    return cells | {cell: spoil(rng, cells[cell]) for cell in chosen}, {cell: cells[cell] for cell in chosen}


def moved(cells: Cells, rng: Random) -> tuple[Cells, Cells]:
    """The table with some cases of one figure counted in another of its row or column, and the true figures."""
    filled = [c for c, value in cells.items() if value and c.startswith("requests") and TOTAL not in c.split("/")]
    if not filled:
        return spoiled(cells, rng, 2, by_few)
    source = rng.choice(filled)
    _, row, column = source.split("/")
    others = [c for c in cells if c.startswith(f"requests/{row}/") and not c.endswith(TOTAL)]
    if rng.random() < 0.5:
        outcomes = [c for c in cells if c.endswith(f"/{column}") and c.split("/")[1] not in sums.DERIVED]
        others = outcomes if source in outcomes else others
    other = rng.choice([cell for cell in others if cell != source])
    cases = 1 if rng.random() < 0.7 else rng.randint(1, cells[source])
    return cells | {source: cells[source] - cases, other: cells[other] + cases}, {c: cells[c] for c in (source, other)}


def blanked(cells: Cells, rng: Random) -> dict[str, int | str]:
    """The table with some cells, rows or columns without a number: zeros more often than others."""
    share = rng.choice((0.02, 0.1, 0.5))
    chance = {cell: share * (1 if value == 0 else rng.choice((0, 0.3, 1))) for cell, value in cells.items()}
    lines = [rng.choice(list(cells)).split("/")[rng.choice((1, 2))] for _ in range(rng.choice((0, 0, 1)))]
    statuses = ("blank", "not_applicable", "missing", "unclear")
    gone = [c for c in cells if rng.random() < chance[c] or set(lines) & set(c.split("/"))]
    return cells | {cell: rng.choice(statuses) for cell in gone}


def shifted(cells: Cells, rng: Random) -> Cells:
    """The table with one column of requests printed a row too low, its last figure on top."""
    column = rng.choice(APPLICANTS)
    line = [cell for cell in cells if cell.startswith("requests/") and cell.endswith(f"/{column}")]
    figures = [cells[cell] for cell in line]
    return cells | dict(zip(line, figures[-1:] + figures[:-1], strict=True))


def at_random(most: int) -> Callable[[Cells, Random], Cells]:
    """Tables with any figure from nothing to the most in every cell."""
    return lambda cells, rng: {cell: rng.randint(0, most) for cell in cells}


def decimals(cells: Cells, rng: Random) -> dict[str, float]:
    """Figures that are no counts."""
    return {cell: round(rng.random() * 1000, 2) for cell in cells}


def with_blanks(
    share: float, spoil: Callable[[Cells, Random], Mapping[str, float]]
) -> Callable[[Cells, Random], dict[str, Printed]]:
    """Spoiled tables with a share of all cells blank."""
    return lambda cells, rng: {
        cell: "blank" if rng.random() < share else value for cell, value in spoil(cells, rng).items()
    }


def _three_wrong(cells: Cells, rng: Random) -> Cells:
    return spoiled(cells, rng, 3, slip)[0]


# What takes longest to explain: (consistent table, random numbers) → cells
WORST: dict[str, Callable[[Cells, Random], Mapping[str, Printed]]] = {
    "random": at_random(999),
    "random, 15 digits": at_random(10**15),
    "random, decimals": decimals,
    "decimals, 20% blank": with_blanks(0.2, decimals),
    "column displaced": shifted,
    "3 wrong, 20% blank": with_blanks(0.2, _three_wrong),
    "5 wrong, 20% blank": with_blanks(0.2, lambda cells, rng: spoiled(cells, rng, 5, slip)[0]),
    "random, 20% blank": with_blanks(0.2, at_random(999)),
    "random, 50% blank": with_blanks(0.5, at_random(999)),
    "small, 50% blank": with_blanks(0.5, at_random(1)),
}
