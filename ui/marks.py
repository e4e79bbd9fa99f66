"""Which cells of the form carry a mark: the findings, numbered, and an explanation on trial."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from checks.findings import Change, Finding, Findings, Outcome, Severity
from parsing.report import Report, Status

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 3}
_UNCERTAIN = 2
# A finding on more cells than this (all blanks of a report) would drown the others: it is marked when singled out.
_MANY = 24


@dataclass(frozen=True, slots=True)
class Marks:
    """Numbers of findings and their kind (error, warning, info, uncertain) by cell, and implied values by cell."""

    numbers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    implied: Mapping[str, int | float | None] = field(default_factory=dict)


def numbered(findings: Findings) -> list[Finding]:
    """The flagged findings in the order of their numbers: errors, warnings, uncertain ones, notes."""
    return sorted(findings.flagged, key=lambda finding: _ORDER[finding.severity] if _failed(finding) else _UNCERTAIN)


def kind(finding: Finding) -> str:
    """error, warning, info or uncertain."""
    return finding.severity.value if _failed(finding) else "uncertain"


def marks(report: Report, shown: Sequence[Finding], trial: Sequence[Change] = (), only: int | None = None) -> Marks:
    """Marks for the cells of these findings (all, or only the one of this number) and for an explanation on trial."""
    numbers: dict[str, tuple[int, ...]] = {}
    kinds: dict[str, str] = {}
    for n, finding in enumerate(shown, start=1):
        if only is not None and n != only:
            continue
        cells = _telling(report, finding)
        if len(cells) > _MANY and only is None:
            continue
        for cell in _signed(finding, cells):
            numbers[cell] = (*numbers.get(cell, ()), n)
        for cell in cells:
            kinds.setdefault(cell, kind(finding))
    implied = {f"{change.table}/{change.row}/{change.column}": change.implied for change in trial}
    return Marks(numbers, kinds, implied)


def _failed(finding: Finding) -> bool:
    return finding.outcome is Outcome.FAILED


def _signed(finding: Finding, cells: Sequence[str]) -> Iterable[str]:
    """The cells that carry the number: all of an error, the first of each row of what weighs less."""
    if kind(finding) == Severity.ERROR:
        return cells
    return {cell.rpartition("/")[0]: cell for cell in reversed(cells)}.values()


def _telling(report: Report, finding: Finding) -> list[str]:
    """The cells to mark: not the zeros among the addends, which say nothing, unless there are only zeros."""
    by_id = report.by_id()
    cells = [cell for cell in finding.cells if cell in by_id]
    loud = [cell for cell in cells if by_id[cell].value != 0 or by_id[cell].status is not Status.REPORTED]
    return loud or cells
