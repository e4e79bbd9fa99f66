"""Rules that are code, one module a subject; each function is registered under the name that rules.yaml calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from checks.findings import Finding
from checks.narrative.against import once
from checks.rules import Rule
from parsing.report import Figure, Report

# Certain values by cell; None for cells that are blank, missing or unclear
Known = Mapping[str, float | None]
Check = Callable[[Rule, Report, Known], Iterable[Finding]]
CHECKS: dict[str, Check] = {}


@once
def uncertain(report: Report) -> list[Figure]:
    """The figures without a certain number."""
    return report.uncertain()


def by_part(known: Known) -> Mapping[str, tuple[str, ...]]:
    """The cells of each table and of each row, by ``table`` and ``table/row``."""
    return _by_part(tuple(known))


@lru_cache(maxsize=64)
def _by_part(cells: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Remembered, for nearly all reports have the same cells."""
    found: dict[str, list[str]] = {}
    for cell in cells:
        table, row, _ = cell.split("/")
        found.setdefault(table, []).append(cell)
        found.setdefault(f"{table}/{row}", []).append(cell)
    return {part: tuple(listed) for part, listed in found.items()}


def check(name: str) -> Callable[[Check], Check]:
    """Register a function as the code of the rules that name it."""

    def register(function: Check) -> Check:
        CHECKS[name] = function
        return function

    return register
