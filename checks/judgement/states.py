"""What a finding and a report come to, each in one word: every page, count and download asks here.

A finding has one ``sort``; the ``state`` of a report is the first of ``STATES`` that its findings and figures give. A
new state is a line in ``STATES`` and one in ``state``, with a word in the interface's texts and a sign in its charts.
"""

from __future__ import annotations

import pandas as pd

from checks.model.findings import FLAGGED, Cause, Finding, Findings, Outcome, Severity
from parsing.report import Report, Status

# The sorts of findings that a reader should look at, the weightiest first; all others have none, ""
FAILED, UNDECIDED, REMARK = SORTS = ("failed", "undecided", "remark")
# Worst first. A report is consistent only where nothing at all is flagged
STATES = ("no_report", "flagged", "unread", "doubtful", "part", "zero_filled", "remarked", "consistent")
_ZERO = ("zero.requests", "zero.report")
# Below this share of cells with a number or a blank, a report counts as not read
_READ = 0.5


def sort(severity: str, outcome: str, cause: str | None) -> str:
    """One of ``SORTS``, or "" for a finding that is not flagged.

    What only informs is a ``remark`` whatever its outcome. A check has ``failed`` for certain; it is ``undecided``
    where its outcome is uncertain, and where it fails on what was read with doubt, which may be our own misreading.
    """
    if outcome not in FLAGGED:
        return ""
    if severity == Severity.INFO:
        return REMARK
    return FAILED if outcome == Outcome.FAILED and cause != Cause.READ_WITH_DOUBT else UNDECIDED


def sort_of(finding: Finding) -> str:
    """The ``sort`` of a finding."""
    return sort(finding.severity, finding.outcome, finding.cause)


def sorts(findings: pd.DataFrame) -> pd.Series:
    """The ``sort`` of each row of a frame of findings (``checks.frames.findings_frame``)."""
    keys = list(zip(findings["severity"], findings["outcome"], findings["cause"], strict=True))
    known = {key: sort(*key) for key in set(keys)}
    return pd.Series([known[key] for key in keys], index=findings.index, dtype="str")


def state(report: Report, findings: Findings) -> str:
    """A report in one word, one of ``STATES``.

    ``no_report`` where the document is none, ``flagged`` where a check failed, ``unread`` where most cells have no
    figure, ``doubtful`` where a check is undecided, ``part`` where it is a part of a report, ``zero_filled`` where all
    requests are zero for certain, ``remarked`` where there are remarks only, else ``consistent``.
    """
    if not report.kind.is_report:
        return "no_report"
    found = {sort_of(finding) for finding in findings.flagged}
    if FAILED in found:
        return "flagged"
    if not _is_read(report):
        return "unread"
    return "doubtful" if UNDECIDED in found else _undisputed(report, findings, found)


def _undisputed(report: Report, findings: Findings, found: set[str]) -> str:
    """The state of a report whose checks all hold, as far as it goes."""
    if report.kind.is_part:
        return "part"
    if any(finding.rule in _ZERO and finding.outcome is Outcome.FAILED for finding in findings.flagged):
        return "zero_filled"
    return "remarked" if found else "consistent"


def _is_read(report: Report) -> bool:
    # an unclear figure with a likely value has been read, though its column cannot be told
    if report.kind.is_part:  # of its missing cells the document has none
        return Status.REPORTED in report.figures.statuses
    read = sum(f.value is not None or f.status in (Status.BLANK, Status.NOT_APPLICABLE) for f in report.figures)
    return read >= _READ * len(report.figures)
