"""Checks a report's figures against each other and against its prose: ``run_checks(report) -> Findings``; and reports
against each other: ``run_across(reports) -> Findings``."""

from checks.across import run_across
from checks.engine import run_checks
from checks.model.findings import Finding, Findings, Origin, Outcome, Severity
from checks.model.mends import Change, Explanation
from checks.model.rules import Rule, rules
from checks.warm import warm_up
from checks.words.localise import message

__all__ = [
    "Change",
    "Explanation",
    "Finding",
    "Findings",
    "Origin",
    "Outcome",
    "Rule",
    "Severity",
    "message",
    "rules",
    "run_across",
    "run_checks",
    "warm_up",
]
