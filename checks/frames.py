"""Findings as a tidy pandas frame, and a report's state in one word."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from checks.findings import Finding, Findings, Outcome, Severity
from checks.localise import message
from parsing.frames import ID_LENGTH, report_id
from parsing.report import Report, Status

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
)
STATES = ("consistent", "flagged", "zero_filled", "unread")
# Below this share of cells with a number or a blank, a report counts as not read
_READ = 0.5


def findings_frame(pairs: Iterable[tuple[Report, Findings]]) -> pd.DataFrame:
    """One row a rule and subject, of every outcome.

    Columns: ``report`` (id), ``id`` (stable), ``rule``, ``subject``, ``outcome``, ``severity``, ``reported`` and
    ``expected`` (as text), ``cells`` (tuple of cell ids), ``cause`` (of flagged ones, else ""), ``because`` (the
    report's own sentence where it explains the finding), ``partners`` (tuple of the ids of the reports that it was held
    against), ``message_zh``, ``message_en``.
    """
    rows = [_row(report, finding) for report, findings in pairs for finding in findings.findings]
    return pd.DataFrame(rows, columns=list(FINDING_COLUMNS))


def _row(report: Report, finding: Finding) -> tuple[object, ...]:
    return (
        report_id(report),
        finding.id(report.sha256),
        finding.rule,
        finding.subject,
        finding.outcome.value,
        finding.severity.value,
        "" if finding.reported is None else str(finding.reported),
        "" if finding.expected is None else str(finding.expected),
        finding.cells,
        finding.cause.value if finding.cause else "",
        finding.because,
        tuple(sha256[:ID_LENGTH] for sha256 in finding.partners),
        message(finding, "zh"),
        message(finding, "en"),
    )


def state(report: Report, findings: Findings) -> str:
    """A report in one word.

    ``unread`` where most cells have no figure, ``flagged`` where a rule of severity error failed, ``zero_filled`` where
    all requests are zero, else ``consistent``.
    """
    # an unclear figure with a likely value has been read, though its column cannot be told
    read = sum(f.value is not None or f.status in (Status.BLANK, Status.NOT_APPLICABLE) for f in report.figures)
    if read < _READ * len(report.figures):
        return "unread"
    flagged = findings.flagged
    if any(f.severity is Severity.ERROR and f.outcome is Outcome.FAILED for f in flagged):
        return "flagged"
    if any(f.rule in ("zero.requests", "zero.report") for f in flagged):
        return "zero_filled"
    return "consistent"
