"""Runs the rules across reports over any number of them, body by body."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator

from checks.across import jump, levels, yearly
from checks.across.history import Digest, History, digest, histories
from checks.across.registry import COMPARISONS, Field, Spreads
from checks.judgement.origins import attributed
from checks.model.findings import Finding, Findings, Outcome
from checks.model.rules import Rule, rules
from parsing.report import Report

_log = logging.getLogger(__name__)
# Importing them registers their comparisons.
_KINDS = (jump, levels, yearly)


def run_across(
    reports: Iterable[Report | Digest], only: Iterable[str] | None = None, about: Collection[str] | None = None
) -> Findings:
    """All findings across these reports, of every outcome: by report, in the order given, then by rule.

    Each finding names the ``report`` it belongs to and the ``partners`` that it was held against. Of the same document
    given twice one counts, and nothing is found on what is no annual report. A rule with nothing to compare is
    ``not_applicable``, with the subject "". ``only`` names the rules to run, ``about`` (sha256s) the reports whose
    bodies are to be judged; all serve as partners.
    """
    wanted = _wanted(only)
    every = {(short := digest(report)).sha256: short for report in reports}
    digests = [report for report in every.values() if report.kind.is_report]
    field = Field(histories(digests))
    by_report: dict[str, list[Finding]] = {}
    for history in field.histories:
        members = [report for year in history.every.values() for report in year]
        if about is not None and not any(report.sha256 in about for report in members):
            continue
        for report in members:
            by_report[report.sha256] = _findings(wanted, report, history, field)
    alone = {report.sha256 for report in digests if about is None or report.sha256 in about} - by_report.keys()
    by_report |= {sha256: [_nothing(rule, sha256) for rule in wanted] for sha256 in alone}
    return Findings(tuple(finding for report in digests for finding in by_report.get(report.sha256, ())))


def across(reports: Iterable[Report | Digest], spreads: Spreads) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """``run_across`` over a part of all reports, each document once: the findings of one report after the other, by
    its sha256. ``spreads`` are those of all reports (``jump.spreads``), so that bodies are compared with peers
    elsewhere."""
    wanted = _wanted(None)
    digests = [report for report in map(digest, reports) if report.kind.is_report]
    field = Field(histories(digests), spreads)
    alone = {report.sha256 for report in digests}
    for history in field.histories:
        for report in (report for year in history.every.values() for report in year):
            alone.discard(report.sha256)
            yield report.sha256, tuple(_findings(wanted, report, history, field))
    yield from ((sha256, tuple(_nothing(rule, sha256) for rule in wanted)) for sha256 in alone)


def _wanted(only: Iterable[str] | None) -> list[Rule]:
    named = set(rules() if only is None else only)
    return [rule for rule in rules().values() if rule.across and rule.id in named]


def _findings(wanted: list[Rule], report: Digest, history: History, field: Field) -> list[Finding]:
    every = (finding for rule in wanted for finding in _run(rule, report, history, field))
    return list(attributed(every, report))


def _run(rule: Rule, report: Digest, history: History, field: Field) -> Iterator[Finding]:
    none = True
    try:
        for finding in COMPARISONS[rule.across or ""](rule, report, history, field):
            none = False
            yield finding
    except Exception as error:  # noqa: BLE001 one rule's fault must not hide the others' findings
        _log.exception("rule %s failed on %s", rule.id, report.sha256)
        crash = {"crash": type(error).__name__}
        yield Finding(rule.id, "", Outcome.UNCERTAIN, rule.severity, details=crash, report=report.sha256)
        return
    if none:
        yield _nothing(rule, report.sha256)


def _nothing(rule: Rule, sha256: str) -> Finding:
    return Finding(rule.id, "", Outcome.NOT_APPLICABLE, rule.severity, report=sha256)
