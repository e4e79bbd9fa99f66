"""What a check yields: one finding a rule and subject, with its outcome, the figures it speaks of and a message."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple

from checks.model.mends import Cause, Change, Explanation


class Outcome(StrEnum):
    """The four outcomes of a rule on a subject."""

    PASSED = "passed"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    NOT_APPLICABLE = "not_applicable"


class Severity(StrEnum):
    """How much a failed rule weighs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Origin(StrEnum):
    """What a flagged finding comes from; it says nothing about blame."""

    PRINTED = "printed"
    READ_WITH_DOUBT = "read_with_doubt"
    FORM_VARIANT = "form_variant"
    EXPLAINED = "explained"


def finding_id(sha256: str, rule: str, subject: str) -> str:
    """The stable id of a rule's finding on a subject in the report with this sha256: 16 hexadecimal digits."""
    return hashlib.sha256(f"{sha256}|{rule}|{subject}".encode()).hexdigest()[:16]


FLAGGED = (Outcome.FAILED, Outcome.UNCERTAIN)
# Stands for the details of a finding that has none
_NO_DETAILS: Mapping[str, Any] = {}


class Finding(NamedTuple):
    """A rule applied to a subject: a row, column, cell, table, section id, or "" for the whole report.

    ``reported`` is what is printed, ``expected`` what the rule computes; ``cells`` the ids it looked at;
    ``details`` what the message's template of the rule needs. A finding across reports also names the ``report`` it
    belongs to (sha256; "" where it comes of a report alone) and the ``partners`` that it was held against. ``origin``
    is set where it is flagged, ``because`` the report's own sentence where that explains it.
    """

    rule: str
    subject: str
    outcome: Outcome
    severity: Severity
    reported: int | float | str | None = None
    expected: int | float | str | None = None
    cells: tuple[str, ...] = ()
    details: Mapping[str, Any] = _NO_DETAILS
    report: str = ""
    partners: tuple[str, ...] = ()
    origin: Origin | None = None
    because: str = ""

    def id(self, sha256: str) -> str:
        """A stable id of this finding in the report with this sha256; it outlives new runs and rule sets."""
        return finding_id(sha256, self.rule, self.subject)

    @property
    def flagged(self) -> bool:
        """Whether a reader should look at it: failed or uncertain."""
        return self.outcome in FLAGGED


# A report has dozens of findings that differ in little: this makes them without a call of Python's each
_finding = partial(tuple.__new__, Finding)


def findings_like(
    one: Finding,
    subjects: Iterable[str],
    reported: Iterable[float],
    expected: Iterable[float],
    cells: Iterable[tuple[str, ...]],
) -> list[Finding]:
    """Findings that differ from ``one`` in these fields only, one a subject."""
    rule, _, outcome, severity, _, _, _, *rest = map(repeat, one)
    return list(map(_finding, zip(rule, subjects, outcome, severity, reported, expected, cells, *rest, strict=False)))


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings on one report, in the rule set's order; where the error may be, and what unknown cells must hold.

    ``explanations``: the smallest sets of changes that would make every sum hold, likeliest first, at most ten; each is
    "one of n" unless it is the only one. ``searched`` is False where the search for them was cut short: there may be
    others of that size, or none were found. ``implied``: the cells without a number that can hold one number only if
    all sums of their table are to hold (``reported`` is None); never a figure of the report. ``too_many``: nothing is
    singled out, for too many figures disagree; then there are no explanations. ``causes``: what is probably wrong, and
    how each may be mended (``checks.causes``).
    """

    findings: tuple[Finding, ...]
    explanations: tuple[Explanation, ...] = ()
    searched: bool = True
    implied: tuple[Change, ...] = ()
    too_many: bool = False
    causes: tuple[Cause, ...] = ()

    def cause_of(self, finding: Finding) -> Cause | None:
        """The cause that a finding of this report belongs to; None for none."""
        key = (finding.rule, finding.subject)
        return next((cause for cause in self.causes if key in cause.findings), None)

    @property
    def flagged(self) -> tuple[Finding, ...]:
        """Failed and uncertain ones."""
        return tuple([f for f in self.findings if f.outcome in FLAGGED])
