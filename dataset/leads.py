"""What lists of reports and findings are sorted by, in figures: worked out once, so that no query looks into causes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pyarrow as pa

from checks.judgement.states import REMARK, sort_of
from checks.model.findings import Finding, Findings, Outcome, finding_id
from checks.model.mends import PROSE, YEARS, Cause

# How sure it is what is wrong: one way to mend it, a contradiction of two places, several ways, none
_ONE, TWO_PLACES, _SEVERAL, _NONE = 1, 2, 3, 4


class Lead(NamedTuple):
    """The first cause that names a finding (by its ``id``): its place among the report's, how ``sure`` it is, and by
    how much figures are off."""

    id: str
    lead: int
    sure: int
    gap: float


class Things(NamedTuple):
    """What may be wrong in a report: how many ``things``, whether the first cause has certainly one mend, how many
    mends, and how many cells it is about."""

    things: int
    settled: bool
    mends: int
    suspects: int


# Leads as a column of a table of reports
LEADS = pa.list_(pa.struct([("id", pa.string()), ("lead", pa.int32()), ("sure", pa.int32()), ("gap", pa.float64())]))


def leads(findings: Findings, sha256: str) -> Iterator[Lead]:
    """Of each finding that a cause of the report with this ``sha256`` names."""
    seen = set()
    for place, cause in enumerate(findings.causes):
        for key in cause.findings:
            if key not in seen:
                seen.add(key)
                yield Lead(finding_id(sha256, *key), place, _sure(cause), _gap(cause))


def things(findings: Findings) -> Things:
    """Causes, and rules that are flagged beside them; remarks are none."""
    causes = findings.causes
    named = {key for cause in causes for key in cause.findings}
    beside = {
        (one.rule, _weight(one))
        for one in findings.flagged
        if (one.rule, one.subject) not in named and sort_of(one) != REMARK
    }
    first = causes[0] if causes else None
    count = len(causes) + len(beside)
    if first is None:
        return Things(count, settled=False, mends=0, suspects=0)
    return Things(count, first.only is not None, len(first.mends), len(first.cells))


def _weight(finding: Finding) -> str:
    return finding.outcome if finding.outcome is Outcome.UNCERTAIN else finding.severity


def _sure(cause: Cause) -> int:
    if cause.kind in (PROSE, YEARS):
        return TWO_PLACES
    if cause.only:
        return _ONE
    return _SEVERAL if cause.mends else _NONE


def _gap(cause: Cause) -> float:
    changes = (*cause.mends[0].changes, *cause.mends[0].fills) if cause.mends else ()
    return float(sum(abs((change.implied or 0) - (change.reported or 0)) for change in changes))
