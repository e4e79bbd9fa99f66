"""A sum with unknown cells, as the programs and those who ask them see it."""

from __future__ import annotations

from typing import NamedTuple


class Waiting(NamedTuple):
    """A sum that still has unknown cells: ``parts`` less ``total`` must come to ``need``."""

    parts: tuple[str, ...]
    total: tuple[str, ...]
    need: float
