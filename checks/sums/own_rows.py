"""Rows that a body has added to the form's: where they make up what a sum lacks, it is no slip of the body's."""

from __future__ import annotations

from collections.abc import Iterable

from checks.model.findings import Finding, Outcome
from checks.model.rules import rules
from parsing.report import Remark, Report

_LONGEST = 40


def excused(findings: Iterable[Finding], report: Report) -> list[Finding]:
    """The findings; sums of a column that fail by what the report's own rows have in it are ``uncertain``."""
    added = [remark for remark in report.remarks if remark.kind == "row_added"]
    return [_excused(finding, added) for finding in findings] if added else list(findings)


def _excused(finding: Finding, added: Iterable[Remark]) -> Finding:
    equation = rules()[finding.rule].equation
    if finding.outcome is not Outcome.FAILED or equation is None or equation["each"] != "column":
        return finding
    own = [remark for remark in added if remark.subject == equation["table"]]
    values = [remark.details["values"].get(finding.subject) or 0 for remark in own]
    lacking = float(finding.reported or 0) - float(finding.expected or 0)
    makes_up = [remark for remark, value in zip(own, values, strict=True) if value and value in (lacking, -lacking)]
    if not makes_up and abs(lacking) == sum(values):
        makes_up = own
    if not makes_up:
        return finding
    label = str(makes_up[0].details["label"])[:_LONGEST]
    return finding._replace(outcome=Outcome.UNCERTAIN, details={**finding.details, "added": label})
