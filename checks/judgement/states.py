"""What a finding and a report come to, each in one word: every page, chart, count and download asks here.

A finding has one ``sort``; the ``state`` of a report is the first of ``STATES`` that its findings and figures give. A
new state is a line in ``STATES`` and one in ``state``, with a word in the interface's texts and a sign in its charts.
Only contradictions that are certain count as errors; what cannot be decided, and remarks, never do.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from checks.model.findings import FLAGGED, Finding, Findings, Origin, Outcome, Severity
from checks.model.rules import rules
from parsing.report import Report, Status

# The sorts of findings that a reader should look at, the weightiest first; all others have none, ""
FAILED, UNDECIDED, REMARK = SORTS = ("failed", "undecided", "remark")
# The states of a report in which figures contradict each other or the prose; a rule says which (``contradicts``)
SUMS, PROSE = WRONG = ("sums", "prose")
# Worst first. A report is consistent only where nothing at all is flagged
STATES = ("no_report", *WRONG, "unread", "doubtful", "part", "zero_filled", "remarked", "consistent")
_ZERO = ("zero.requests", "zero.report")
# Below this share of cells with a number or a blank, a report counts as not read
_READ = 0.5
_EMPTY = (Status.BLANK, Status.NOT_APPLICABLE)


class Extent(NamedTuple):
    """How much of a report there is, as far as its state depends on it: a report at all, a part of one, read."""

    is_report: bool
    is_part: bool
    is_read: bool


@cache
def _names() -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = yaml.load(
        Path(__file__).with_suffix(".yaml").read_text("utf-8"), yaml.CSafeLoader
    )
    return names


def name(state: str, language: str) -> str:
    """A state in words, in ``zh`` or ``en``."""
    return _names()[state][language]


def sort(rule: str, outcome: str, origin: str | None) -> str:
    """One of ``SORTS``, or "" for a finding that is not flagged.

    What only informs is a ``remark`` whatever its outcome. A check is ``undecided`` where its outcome is uncertain, and
    where it fails on what was read with doubt, which may be our own misreading. It has ``failed`` where figures
    contradict each other or the prose; what fails otherwise (published late, cells left blank) is a ``remark`` too.
    """
    known = rules()[rule]
    if outcome not in FLAGGED:
        return ""
    if known.severity is Severity.INFO:
        return REMARK
    if outcome == Outcome.UNCERTAIN or origin == Origin.READ_WITH_DOUBT:
        return UNDECIDED
    return FAILED if known.contradicts else REMARK


def sorts_of(rule: str) -> tuple[str, ...]:
    """The sorts that findings of a rule can be of."""
    known = rules()[rule]
    if known.severity is Severity.INFO:
        return (REMARK,)
    return (FAILED, UNDECIDED) if known.contradicts else (UNDECIDED, REMARK)


def sort_of(finding: Finding) -> str:
    """The ``sort`` of a finding."""
    return sort(finding.rule, finding.outcome, finding.origin)


def extent(report: Report) -> Extent:
    """How much of a report there is."""
    return Extent(report.kind.is_report, report.kind.is_part, _is_read(report))


def state(report: Report, findings: Findings) -> str:
    """A report in one word, one of ``STATES``."""
    return state_of(extent(report), findings.flagged)


def state_of(extent: Extent, flagged: Iterable[Finding]) -> str:
    """One of ``STATES``.

    ``no_report`` for any other document, ``sums`` where sums do not hold, ``prose`` where the prose contradicts
    the tables, ``unread`` where most cells have no figure, ``doubtful`` where a check is undecided, ``part`` for a
    part of a report, ``zero_filled`` where all requests are zero for certain, ``remarked`` where there are remarks
    only, else ``consistent``.
    """
    if not extent.is_report:
        return "no_report"
    sorted_ = [(sort_of(finding), finding) for finding in flagged]
    wrong = {rules()[finding.rule].contradicts for each, finding in sorted_ if each == FAILED}
    for name in WRONG:
        if name in wrong:
            return name
    if not extent.is_read:
        return "unread"
    if any(each == UNDECIDED for each, _ in sorted_):
        return "doubtful"
    return _undisputed(extent, [finding for _, finding in sorted_])


def _undisputed(extent: Extent, flagged: list[Finding]) -> str:
    """The state of a report whose checks all hold, as far as it goes."""
    if extent.is_part:
        return "part"
    if any(finding.rule in _ZERO and finding.outcome is Outcome.FAILED for finding in flagged):
        return "zero_filled"
    return "remarked" if flagged else "consistent"


def _is_read(report: Report) -> bool:
    # an unclear figure with a likely value has been read, though its column cannot be determined
    if report.kind.is_part:  # of its missing cells the document has none
        return Status.REPORTED in report.figures.statuses
    statuses = report.figures.statuses
    values, enough = report.figures.values, _READ * len(statuses)
    if len(values) - values.count(None) >= enough or sum(map(statuses.count, _EMPTY)) >= enough:
        return True
    return sum(value is not None or status in _EMPTY for value, status in zip(values, statuses, strict=True)) >= enough
