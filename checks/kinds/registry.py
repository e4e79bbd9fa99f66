"""The functions that rules name as their ``code``."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from checks.model.findings import Finding
from checks.model.known import Known
from checks.model.rules import Rule
from parsing.report import Report

Check = Callable[[Rule, Report, Known], Iterable[Finding]]
CHECKS: dict[str, Check] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Register a function as the code of the rules that name it."""

    def register(function: Check) -> Check:
        CHECKS[name] = function
        return function

    return register
