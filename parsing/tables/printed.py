"""A row as a document prints it, and as a row of the form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from parsing.document import Cell
from parsing.form import Row
from parsing.wording.values import Kind


@dataclass(slots=True)
class PrintedRow:
    """A row as printed: its labels (oldest first), the cells behind them, and the lines they come from.

    ``own`` counts the last labels that are in the same line as the figures. ``grid`` is the table's number where
    cells have columns. ``texts`` are all texts since the row before, a table's heads among them, ``after`` is the first
    one behind the row.
    """

    labels: list[Cell] = field(default_factory=list)
    texts: list[Cell] = field(default_factory=list)
    own: int = 0
    cells: list[Cell] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    first_line: int = 0
    last_line: int = 0
    grid: int | None = None
    after: Cell | None = None

    @property
    def figures(self) -> int:
        """How many cells are not blank."""
        return len(self.kinds) - self.kinds.count(Kind.BLANK)


class Placed(NamedTuple):
    """A row of the form with the printed row that it is read from, that row's number, and whether its label says so."""

    row: Row
    printed: PrintedRow
    number: int
    named: bool = True
