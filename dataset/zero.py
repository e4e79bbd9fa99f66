"""Whether a report's figures are all zero: by the rules on zeros and by what its table prints."""

from __future__ import annotations

from checks.model.findings import Findings, Outcome
from parsing.report import Report, Status

# The whole report, the requests table, not all of it, zeros beside blanks, nothing but blanks, no table recognised
REPORT, REQUESTS, SOME, UNKNOWN, BLANK, UNREAD = "report", "requests", "some", "unknown", "blank", "unread"
_BY_OUTCOME = {
    Outcome.FAILED: REQUESTS,
    Outcome.PASSED: SOME,
    Outcome.UNCERTAIN: UNKNOWN,
    Outcome.NOT_APPLICABLE: BLANK,
}
_EMPTY = (Status.BLANK, Status.NOT_APPLICABLE)


def zero(report: Report, findings: Findings) -> tuple[str, bool]:
    """One of the words above, and whether the prose reports cases all the same. A blank is never a zero."""
    outcomes: dict[str, Outcome] = {}
    for finding in findings.findings:
        outcomes.setdefault(finding.rule, finding.outcome)
    outcome = outcomes.get("zero.requests")
    kind = _BY_OUTCOME[outcome] if outcome else UNREAD
    if kind == REQUESTS and outcomes.get("zero.report") is Outcome.FAILED:
        kind = REPORT
    if kind == BLANK and not _has_cells(report):
        kind = UNREAD
    contradicted = outcomes.get("zero.contradicted") is Outcome.FAILED and kind in (REPORT, REQUESTS, UNKNOWN)
    return kind, contradicted


def _has_cells(report: Report) -> bool:
    """Whether the document has a requests table, though without a number: most of its cells are there and empty."""
    empty = [figure.status in _EMPTY for figure in report.figures if figure.table == "requests"]
    return 2 * sum(empty) > len(empty)
