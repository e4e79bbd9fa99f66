"""Rules that are code, one module a subject; each function is registered under the name that rules.yaml calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from checks.findings import Finding
from checks.rules import Rule
from parsing.report import Report

# Certain values by cell; None for cells that are blank, missing or unclear
Known = Mapping[str, float | None]
Check = Callable[[Rule, Report, Known], Iterable[Finding]]
CHECKS: dict[str, Check] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Register a function as the code of the rules that name it."""

    def register(function: Check) -> Check:
        CHECKS[name] = function
        return function

    return register
