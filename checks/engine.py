"""Runs the rule set over a report. A rule that crashes is a finding of its own and stops no other."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from checks.causes import causes, slips
from checks.judgement.origins import attributed
from checks.kinds import CHECKS
from checks.model.extent import implied_within, lost_cells, within
from checks.model.findings import Finding, Findings, Outcome
from checks.model.memo import reading_once
from checks.model.rules import Rule, rules
from checks.sums import equations
from checks.sums.explain import explained, tables
from checks.sums.own_rows import excused
from checks.sums.unknowns import settle
from parsing.report import Report

_log = logging.getLogger(__name__)


@reading_once()
def run_checks(report: Report, only: Iterable[str] | None = None) -> Findings:
    """All findings on one report, of every outcome, in the rule set's order; none on a document that is no report.
    ``only`` names the rules to run; those across reports are ``run_across``'s."""
    if not report.kind.is_report:
        return Findings(())
    every = rules()
    known = report.known()
    findings: list[Finding] = []
    for rule in [every[rule] for rule in dict.fromkeys(every if only is None else only)]:
        if rule.across:
            continue
        run = equations.check if rule.equation else CHECKS[rule.code or ""]
        try:
            findings += run(rule, report, known)
        except Exception as error:  # noqa: BLE001 one rule's fault must not hide the others' findings
            _log.exception("rule %s failed on %s", rule.id, report.sha256)
            findings.append(_crashed(rule, error))
    findings, implied = settle(findings, report, known)
    findings = excused(findings, report)
    if lost := lost_cells(report):
        findings, implied = within(findings, lost), implied_within(implied, lost)
    failed = Outcome.FAILED
    broken = any(every[finding.rule].equation for finding in findings if finding.outcome is failed)
    summed = tables(report, known) if broken else []
    report_causes = causes(report, known, findings, summed, implied)
    explanations, searched, too_many = explained(summed)
    attributed_findings = attributed(findings, report, slips(report_causes))
    return Findings(attributed_findings, explanations, searched, implied, too_many, report_causes)


def _crashed(rule: Rule, error: Exception) -> Finding:
    return Finding(rule.id, "", Outcome.UNCERTAIN, rule.severity, details={"crash": type(error).__name__})
