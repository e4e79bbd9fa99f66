"""A sum with unknown cells, as the programs and those who ask them see it."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple


class Waiting(NamedTuple):
    """A sum that still has unknown cells: ``parts`` less ``total`` must come to ``need``."""

    parts: tuple[str, ...]
    total: tuple[str, ...]
    need: float


# A table has dozens of sums: this makes them without a call of Python's each
waiting_sum = partial(tuple.__new__, Waiting)
