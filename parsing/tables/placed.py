"""A row of the form with the printed row that it is read from."""

from __future__ import annotations

from typing import NamedTuple

from parsing.form import Row
from parsing.tables.rows import PrintedRow


class Placed(NamedTuple):
    """A row of the form with the printed row that it is read from, that row's number, and whether its label says so."""

    row: Row
    printed: PrintedRow
    number: int
    named: bool = True
