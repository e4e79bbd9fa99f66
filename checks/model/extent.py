"""Of the parts of a report only what is there is judged.

A report that breaks off, or a table pasted alone, lacks what lies before its beginning and behind its end: no rule may
speak of that. Between the two, what is missing is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checks.model.findings import Finding, Outcome
from checks.model.mends import Change
from parsing.prose.genre import SectionSpan, extent, found_tables
from parsing.prose.sections import TABLE_SECTIONS
from parsing.report import Report, Status

_WHOLE = SectionSpan(1, 6, begins=True, ends=True)


def extent_of(report: Report) -> SectionSpan:
    """From where to where a report goes in its document; all of it where it is no part."""
    return extent(report) if report.kind.is_part else _WHOLE


def lost_cells(report: Report) -> frozenset[str]:
    """Ids of the cells that a part of a report has not got."""
    if not report.kind.is_part:
        return frozenset()
    return frozenset(report.cells(Status.MISSING))


def last_row(report: Report) -> str | None:
    """``table/row`` of the last row that a report has which breaks off in a table: the row may be cut too."""
    tables = found_tables(report)
    where = extent_of(report)
    if where.ends or not tables or TABLE_SECTIONS[tables[-1]] < where.last:
        return None
    rows = [f"{f.table}/{f.row}" for f in report.figures if f.table == tables[-1] and f.status is not Status.MISSING]
    return rows[-1]


def within(findings: Iterable[Finding], lost: frozenset[str]) -> list[Finding]:
    """The findings, undecided ones not applicable where it is only a lost cell that leaves them undecided."""
    open_outcome = Outcome.UNCERTAIN
    return [
        Finding(f.rule, f.subject, Outcome.NOT_APPLICABLE, f.severity, None, None, f.cells)
        if f.outcome is open_outcome and not lost.isdisjoint(f.cells)
        else f
        for f in findings
    ]


def implied_within(implied: Sequence[Change], lost: frozenset[str]) -> tuple[Change, ...]:
    """What cells without a number must hold, those that the document has."""
    return tuple(change for change in implied if change.cell not in lost)
