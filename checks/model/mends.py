"""What may be wrong in a report's figures: changes that would mend its sums, and causes with their mends."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Change(NamedTuple):
    """One cell of an explanation: the printed figure and the one that would make the sums hold."""

    table: str
    row: str
    column: str
    reported: int | float | None
    implied: int | float | None

    @classmethod
    def of(cls, cell: str, reported: float | None, implied: float | None) -> Change:
        """The change of the cell with this id, ``table/row/column``."""
        return tuple.__new__(cls, (*cell.split("/"), reported, implied))

    @property
    def cell(self) -> str:
        """``table/row/column``."""
        return f"{self.table}/{self.row}/{self.column}"


class Mistake(NamedTuple):
    """What may have happened to some cells of an explanation: one of ``MISTAKES``, and their ids."""

    kind: str
    cells: tuple[str, ...]


MISTAKES = (
    "displaced",  # the figures of a row or column are one cell off
    "moved",  # one figure's cases were counted in another cell of its row or column
    "digits_swapped",  # 21 for 12
    "digit_dropped",  # 12 for 112
    "digit_doubled",  # 112 for 12
    "times_ten",  # 120 for 12, or 12 for 120
    "exchanged",  # two rows, or a column and the totals, are in each other's place
    "not_carried",  # a whole line of totals that its parts do not add up to
    "total_not_updated",  # a total that its parts, none of which changes, do not add up to
    "total_alike",  # a total that repeats the mistake of one of its parts
    "read_with_doubt",  # a cell that we could not read holds more than nothing
    "blank_filled",  # a cell that prints no number holds more than nothing
    "other",
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A smallest set of printed figures that, changed, would make every sum hold; a sequence of its changes.

    ``mistakes`` says what may have happened to each cell of ``changes`` and ``fills``, each cell once; ``fills`` are
    the cells without a number that would then have to be more than zero (``reported`` is None).
    """

    changes: tuple[Change, ...]
    mistakes: tuple[Mistake, ...] = ()
    fills: tuple[Change, ...] = ()

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)


# What a cause is: broken sums that a few figures explain, broken sums that nothing simple does, blanks that must hold
# more than nothing, prose that says another number than a table, a year that does not go on from the one before
KINDS = FIGURES, UNEXPLAINED, BLANKS, PROSE, YEARS = (
    "figures",
    "unexplained",
    "blanks",
    "prose",
    "years",
)
# What speaks for a mend, the most telling first; beside these the kinds of mistakes (``MISTAKES``)
ONLY, FILLS_BLANK, PROSE_AGREES, CARRY_AGREES = ("only", "fills_blank", "prose_agrees", "carry_agrees")
IN_DOUBT = "read_with_doubt"
# And what speaks against it
PROSE_DIFFERS, CARRY_DIFFERS = ("prose_differs", "carry_differs")
EVIDENCE = (ONLY, FILLS_BLANK, PROSE_AGREES, CARRY_AGREES, IN_DOUBT, PROSE_DIFFERS, CARRY_DIFFERS)

# A finding within its report: rule and subject
Key = tuple[str, str]


class Mend(NamedTuple):
    """One way to make all sums of a cause hold: printed figures that change, cells without a number that then hold
    more than nothing, what may have happened to them, and what speaks for it. ``cost`` is how unlikely it is, as a
    logarithm of odds; only differences within a cause mean anything."""

    changes: tuple[Change, ...]
    fills: tuple[Change, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    evidence: tuple[str, ...] = ()
    cost: float = 0

    @property
    def cells(self) -> tuple[str, ...]:
        """All cells that it speaks of."""
        return tuple(change.cell for change in (*self.changes, *self.fills))


@dataclass(frozen=True, slots=True)
class Cause:
    """Findings of a report of one slip, as far as can be determined, with its smallest mends, likeliest first.

    ``cells`` are those of all mends, or of the findings where there is no mend. ``complete`` is False where there may
    be further mends; ``findings`` are the rules and subjects of those that it explains, then of those that join it.
    """

    kind: str
    findings: tuple[Key, ...]
    cells: tuple[str, ...]
    mends: tuple[Mend, ...] = ()
    complete: bool = True

    def id(self, sha256: str) -> str:
        """A stable id in the report with this sha256: 16 hexadecimal digits."""
        named = "|".join("/".join(key) for key in sorted(self.findings))
        return hashlib.sha256(f"{sha256}|{self.kind}|{named}".encode()).hexdigest()[:16]

    @property
    def only(self) -> Mend | None:
        """The mend, where there is certainly no other: then what its cells should print is known."""
        return self.mends[0] if len(self.mends) == 1 and self.complete else None
