"""What ought to be printed where a finding is, given only where there is one way to mend it; for every page and copy.

``expected`` of a finding is what its rule works out: of a broken sum what the addends come to, of a number in the prose
what the table holds. Which of the two is wrong it does not say.
"""

from __future__ import annotations

from collections.abc import Iterable

from checks.model.findings import Finding, Findings, Outcome
from checks.model.mends import Change
from checks.model.rules import rules
from checks.words.localise import Terms
from parsing.wording.values import tidy


def should_be(finding: Finding, findings: Findings) -> float | str | None:
    """What ought to be in place of ``reported``; None where that cannot be determined, or not in one way only.

    The form or the law settles it for some rules (``settled``). A broken sum is settled by its cause, where that has
    one mend only, if that changes the sum's total; an open one by what its total must hold for all sums to hold.
    """
    if finding.outcome is Outcome.PASSED:
        return finding.expected if finding.expected == finding.reported else None
    if not finding.flagged:
        return None
    if rules()[finding.rule].settled:
        return finding.expected
    totals = finding.details.get("totals")
    if not isinstance(totals, Terms):
        return None
    return _mended(totals, _mend(finding, findings))


def printed(finding: Finding) -> float | str | None:
    """What the report prints; None for a sum whose total is not printed: a blank is no zero."""
    totals = finding.details.get("totals")
    is_blank = isinstance(totals, Terms) and all(value is None for _, value in totals.terms)
    return None if is_blank else finding.reported


def _mend(finding: Finding, findings: Findings) -> tuple[Change, ...]:
    """The only way to make the sums of the finding's cause hold; () where there are several, or may be."""
    if finding.outcome is Outcome.UNCERTAIN:
        return findings.implied
    cause = findings.cause_of(finding)
    mend = cause.only if cause else None
    return (*mend.changes, *mend.fills) if mend else ()


def _mended(totals: Terms, changes: Iterable[Change]) -> float | None:
    """What the totals come to with these changes; None where they are left as they are, or one stays unknown."""
    implied = {change.cell: change.implied for change in changes}
    values = [implied.get(cell, value) for cell, value in totals.terms]
    if implied.keys().isdisjoint(cell for cell, _ in totals.terms):
        return None
    known = [value for value in values if value is not None]
    return tidy(sum(known)) if len(known) == len(values) else None
