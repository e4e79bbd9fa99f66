"""What a check yields: one finding a rule and subject, with its outcome, the figures it speaks of and a message."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple


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


class Cause(StrEnum):
    """What a flagged finding comes from; it says nothing about blame."""

    PRINTED = "printed"
    READ_WITH_DOUBT = "read_with_doubt"
    FORM_VARIANT = "form_variant"
    EXPLAINED = "explained"


class Change(NamedTuple):
    """One cell of an explanation: the printed figure and the one that would make the sums hold."""

    table: str
    row: str
    column: str
    reported: int | float | None
    implied: int | float | None


def finding_id(sha256: str, rule: str, subject: str) -> str:
    """The stable id of a rule's finding on a subject in the report with this sha256: 16 hexadecimal digits."""
    return hashlib.sha256(f"{sha256}|{rule}|{subject}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule applied to a subject: a row, column, cell, table, section id, or "" for the whole report.

    ``reported`` is what is printed, ``expected`` what the rule computes; ``cells`` the ids it looked at;
    ``details`` what the message's template of the rule needs. A finding across reports also names the ``report`` it
    belongs to (sha256; "" where it comes of a report alone) and the ``partners`` that it was held against. ``cause`` is
    set where it is flagged, ``because`` the report's own sentence where that explains it.
    """

    rule: str
    subject: str
    outcome: Outcome
    severity: Severity
    reported: int | float | str | None = None
    expected: int | float | str | None = None
    cells: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    report: str = ""
    partners: tuple[str, ...] = ()
    cause: Cause | None = None
    because: str = ""

    def id(self, sha256: str) -> str:
        """A stable id of this finding in the report with this sha256; it outlives new runs and rule sets."""
        return finding_id(sha256, self.rule, self.subject)

    @property
    def flagged(self) -> bool:
        """Whether a reader should look at it: failed or uncertain."""
        return self.outcome in (Outcome.FAILED, Outcome.UNCERTAIN)


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings on one report, in the rule set's order, and the smallest explanations of its broken sums."""

    findings: tuple[Finding, ...]
    explanations: tuple[tuple[Change, ...], ...] = ()

    @property
    def flagged(self) -> tuple[Finding, ...]:
        """Failed and uncertain ones."""
        return tuple(f for f in self.findings if f.flagged)
