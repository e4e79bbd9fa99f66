"""Findings as a tidy pandas frame."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from checks.judgement import mends
from checks.judgement.states import sort_of
from checks.model.findings import Finding, Findings
from checks.model.mends import Cause
from checks.words.causes import said
from checks.words.localise import message
from parsing.frames import ID_LENGTH, report_id
from parsing.report import Report

FINDING_COLUMNS = (
    "report",
    "id",
    "rule",
    "subject",
    "outcome",
    "severity",
    "reported",
    "expected",
    "cells",
    "cause",
    "because",
    "partners",
    "message_zh",
    "message_en",
    "sort",
    "probable",
    "probable_zh",
    "probable_en",
)


def findings_frame(pairs: Iterable[tuple[Report, Findings]]) -> pd.DataFrame:
    """One row a rule and subject, of every outcome.

    Columns: ``report`` (id), ``id`` (stable), ``rule``, ``subject``, ``outcome``, ``severity``, ``reported`` and
    ``expected`` (as text; see ``checks.judgement.mends``), ``cells`` (tuple of cell ids), ``cause`` (of flagged
    ones, else ""), ``because`` (the report's own sentence where it explains the finding), ``partners`` (tuple of the
    ids of the reports that it was held against), ``message_zh``, ``message_en``, ``sort``
    (``checks.judgement.states.SORTS``, else ""), ``probable`` (id of its cause, "" for none), and what that says,
    ``probable_zh``, ``probable_en``.
    """
    rows = [_row(report, finding, findings) for report, findings in pairs for finding in findings.findings]
    return pd.DataFrame(rows, columns=list(FINDING_COLUMNS))


def _row(report: Report, finding: Finding, findings: Findings) -> tuple[object, ...]:
    return (
        report_id(report),
        finding.id(report.sha256),
        finding.rule,
        finding.subject,
        finding.outcome.value,
        finding.severity.value,
        _text(mends.printed(finding)),
        _text(mends.should_be(finding, findings)),
        finding.cells,
        finding.origin.value if finding.origin else "",
        finding.because,
        tuple(sha256[:ID_LENGTH] for sha256 in finding.partners),
        message(finding, "zh"),
        message(finding, "en"),
        sort_of(finding),
        *_probable(report, findings.cause_of(finding)),
    )


def _probable(report: Report, cause: Cause | None) -> tuple[str, str, str]:
    """A cause's id, and what it says in both languages; empty where a finding belongs to none."""
    return (cause.id(report.sha256), said(cause, "zh"), said(cause, "en")) if cause else ("", "", "")


def _text(value: float | str | None) -> str:
    return "" if value is None else str(value)
