"""Which cells of the form carry a mark: the findings, numbered, what the sums imply, and an explanation on trial."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from checks import rules
from checks.judgement.states import REMARK, sort_of
from checks.model.findings import Finding, Findings, Outcome, Severity
from checks.model.mends import Change
from checks.sums import equations
from parsing.report import Report, Status

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 3}
_UNCERTAIN = 2
# A finding on more cells than this (all blanks of a report) would drown the others: it is marked when singled out.
_MANY = 24

Implied = Mapping[str, int | float | None]


@dataclass(frozen=True, slots=True)
class Marks:
    """By cell: numbers of findings, their kind (error, warning, info, uncertain, held), and implied values."""

    numbers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    implied: Implied = field(default_factory=dict)


def numbered(findings: Findings) -> list[Finding]:
    """The flagged findings in the order of their numbers: errors, warnings, uncertain ones, notes."""
    return sorted(findings.flagged, key=lambda f: _ORDER[f.severity] if _failed(f) or is_note(f) else _UNCERTAIN)


def is_note(finding: Finding) -> bool:
    """Whether it only informs: whatever its outcome, nobody need look into it."""
    return sort_of(finding) == REMARK


def kind(finding: Finding) -> str:
    """error, warning, info or uncertain."""
    return finding.severity.value if _failed(finding) else "uncertain"


def is_sum(finding: Finding) -> bool:
    """Whether a finding is of a sum that does not hold for certain."""
    known = rules().get(finding.rule)
    return _failed(finding) and known is not None and known.equation is not None


def marks(
    report: Report,
    shown: Sequence[Finding],
    *,
    implied: Implied | None = None,
    only: int | None = None,
    held: Collection[int] = (),
) -> Marks:
    """Marks for the cells of these findings (all, or only the one of this number) and for implied values by cell.

    ``held`` are the numbers of findings whose sums hold with the implied values.
    """
    numbers: dict[str, tuple[int, ...]] = {}
    kinds: dict[str, str] = {}
    for n, finding in enumerate(shown, start=1):
        if only is not None and n != only:
            continue
        cells = telling(report, finding)
        if len(cells) > _MANY and only is None:
            continue
        for cell in _signed(finding, cells):
            numbers[cell] = (*numbers.get(cell, ()), n)
        for cell in cells:
            if kinds.get(cell) in (None, "held"):
                kinds[cell] = "held" if n in held else kind(finding)
    return Marks(numbers, kinds, dict(implied or {}))


def marks_of(report: Report, findings: Findings, *, only: int | None = None, trial: Sequence[Change] = ()) -> Marks:
    """All marks of a report: its findings, what its sums imply for cells without a number, an explanation on trial."""
    shown = numbered(findings)
    implied = implied_by(findings.implied) | implied_by(trial)
    return marks(report, shown, implied=implied, only=only, held=held_by(report, shown, trial))


def implied_by(changes: Iterable[Change]) -> dict[str, int | float | None]:
    """The values of an explanation by cell."""
    return {change.cell: change.implied for change in changes}


def held_by(report: Report, shown: Sequence[Finding], changes: Sequence[Change]) -> frozenset[int]:
    """The numbers of those findings whose sums hold if the cells were what an explanation says."""
    if not changes:
        return frozenset()
    known = report.known() | implied_by(changes)
    of_sums = {rule for finding in shown if is_sum(finding) for rule in [finding.rule]}
    holding = {
        (checked.rule, checked.subject)
        for rule in of_sums
        for checked in equations.check(rules()[rule], report, known)
        if checked.outcome is Outcome.PASSED
    }
    return frozenset(n for n, finding in enumerate(shown, start=1) if (finding.rule, finding.subject) in holding)


def _failed(finding: Finding) -> bool:
    return finding.outcome is Outcome.FAILED


def _signed(finding: Finding, cells: Sequence[str]) -> Iterable[str]:
    """The cells that carry the number: all of an error, the first of each row of what weighs less."""
    if kind(finding) == Severity.ERROR:
        return cells
    return {cell.rpartition("/")[0]: cell for cell in reversed(cells)}.values()


def telling(report: Report, finding: Finding) -> list[str]:
    """The cells of a finding to mark: not the zeros among the addends, which say nothing, unless there are only zeros;
    and none that the document does not have, since their own sign says so."""
    by_id = report.by_id()
    cells = [cell for cell in finding.cells if cell in by_id and by_id[cell].status is not Status.MISSING]
    loud = [cell for cell in cells if by_id[cell].value != 0 or by_id[cell].status is not Status.REPORTED]
    return loud or cells
