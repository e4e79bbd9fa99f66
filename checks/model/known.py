"""A report's figures as rules see them: certain values by cell, and the cells of each table and row."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

# Certain values by cell, None for cells that are blank, missing or unclear, as ``Report.known`` gives them
Known = Mapping[str, float | None]


def by_part(known: Known) -> Mapping[str, tuple[str, ...]]:
    """The cells of each table and of each row, by ``table`` and ``table/row``."""
    return _by_part(tuple(known))


@lru_cache(maxsize=64)
def _by_part(cells: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Remembered, for nearly all reports have the same cells."""
    cells_of: dict[str, list[str]] = {}
    for cell in cells:
        table, row, _ = cell.split("/")
        cells_of.setdefault(table, []).append(cell)
        cells_of.setdefault(f"{table}/{row}", []).append(cell)
    return {part: tuple(listed) for part, listed in cells_of.items()}
