"""What is probably wrong with a report, item by item: a cause with its findings, or findings of one rule without one.

Items are numbered as the marks in the tables are on the report page: a cause marks the cells that may be wrong, the
other cells of its sums get a tint only, and a blank that can hold nothing but 0 gets no mark at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from checks.model.findings import Finding, Findings
from checks.model.mends import BLANKS, FIGURES, UNEXPLAINED, Cause, Change, Mend
from parsing.report import Report, Status
from ui.report.marks import Marks, held_by, implied_by, is_note, kind, numbered, telling

# Items that mark more cells than this without saying which of them is wrong drown the others
_MANY = 24
# The weightiest first: of a cell that several items mark, the first of these is drawn
_KINDS = ("error", "possible", "warning", "uncertain", "held", "involved")
_EMPTY = (Status.BLANK, Status.NOT_APPLICABLE)


class Item(NamedTuple):
    """One thing that may be wrong: its number, its weight (error, warning, uncertain), its cause where there is one,
    and its findings with the numbers that links know them by."""

    n: int
    weight: str
    cause: Cause | None
    findings: tuple[tuple[int, Finding], ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells to look at, the likeliest first."""
        if self.cause is not None:
            return self.cause.mends[0].cells if self.cause.mends else self.cause.cells
        return tuple(cell for _, finding in self.findings for cell in finding.cells)


class Unread(NamedTuple):
    """Cells that print no certain number: how many are blank or dashed, into how many of these only one number fits,
    above 0 (``more``) or 0 (``nothing``), how many are unclear, and how many the document does not have."""

    blank: int
    more: int
    nothing: int
    unclear: int
    missing: int


def items(findings: Findings) -> list[Item]:
    """What may be wrong, causes first; remarks are no items."""
    shown = list(enumerate(numbered(findings), start=1))
    by_key = {(finding.rule, finding.subject): (n, finding) for n, finding in shown}
    of_causes = [(cause, [by_key[key] for key in cause.findings if key in by_key]) for cause in findings.causes]
    explained = {n for _, of in of_causes for n, _ in of}
    loud = [(n, finding) for n, finding in shown if n not in explained and not is_note(finding)]
    groups = [(None, list(of)) for _, of in groupby(sorted(loud, key=_by_rule(loud)), key=_by_rule(loud))]
    every = [(cause, sorted(of, key=lambda one: one[0])) for cause, of in [*of_causes, *groups] if of]
    return [Item(n, kind(of[0][1]), cause, tuple(of)) for n, (cause, of) in enumerate(every, start=1)]


def notes(findings: Findings) -> list[tuple[int, Finding]]:
    """The remarks that belong to no cause, with their numbers."""
    caused = {key for cause in findings.causes for key in cause.findings}
    shown = enumerate(numbered(findings), start=1)
    return [(n, finding) for n, finding in shown if is_note(finding) and (finding.rule, finding.subject) not in caused]


def unread(report: Report, findings: Findings) -> Unread:
    """How many cells print no certain number, and how many of the blanks can be filled in one way only."""
    status = {figure.id: figure.status for figure in report.figures}
    counted = list(status.values())
    forced = [change for change in findings.implied if status.get(change.cell) in _EMPTY]
    more = sum(bool(change.implied) for change in forced)
    return Unread(
        sum(counted.count(empty) for empty in _EMPTY),
        more,
        len(forced) - more,
        counted.count(Status.UNCLEAR),
        counted.count(Status.MISSING),
    )


def trials(findings: Findings) -> dict[str, tuple[Change, ...]]:
    """What can be tried out in the tables, by the value of a link: ``2`` is the second explanation of all sums, ``1.2``
    the second way to mend the first cause."""
    wholes = {str(n): (*one.changes, *one.fills) for n, one in enumerate(findings.explanations, start=1)}
    return wholes | {
        trial_id(c, m): (*mend.changes, *mend.fills)
        for c, cause in enumerate(findings.causes, start=1)
        for m, mend in enumerate(cause.mends, start=1)
    }


def trial_id(cause: int, mend: int) -> str:
    """The name of a mend in a link; both count from 1."""
    return f"{cause}.{mend}"


def marks_of_items(report: Report, findings: Findings, trial: Sequence[Change] = ()) -> Marks:
    """The marks of all items, with what is tried out."""
    shown = numbered(findings)
    held = held_by(report, shown, trial)
    numbers: dict[str, tuple[int, ...]] = {}
    kinds: dict[str, str] = {}
    for item in items(findings):
        for mark, cell in _marked(report, item, held):
            if mark not in ("involved", "held"):
                numbers[cell] = tuple(dict.fromkeys((*numbers.get(cell, ()), item.n)))
            kinds[cell] = min(kinds.get(cell, mark), mark, key=_KINDS.index)
    only = [change for cause in findings.causes if cause.only for change in _changes(cause.only)]
    implied = implied_by(change for change in (*findings.implied, *only) if change.implied or change.reported)
    return Marks(numbers, kinds, implied | implied_by(trial))


def _marked(report: Report, item: Item, held: frozenset[int]) -> Iterator[tuple[str, str]]:
    """Pairs of a mark and a cell."""
    suspects = _suspects(item)
    mark = item.weight if item.cause is None or item.cause.only or not item.cause.mends else "possible"
    yield from ((mark, cell) for cell in suspects)
    if item.cause is not None and item.cause.kind == BLANKS:
        return
    for n, finding in item.findings:
        cells = telling(report, finding)
        if len(cells) > _MANY:
            continue
        weak = "held" if n in held else "involved" if _is_of_sums(item) else item.weight
        yield from ((weak, cell) for cell in cells if cell not in suspects)


def _suspects(item: Item) -> dict[str, None]:
    """The cells that may be wrong; {} where none can be singled out."""
    if item.cause is None or item.cause.kind == UNEXPLAINED:
        return {}
    if item.cause.only:
        return dict.fromkeys(item.cause.only.cells)
    return dict.fromkeys(item.cause.cells) if len(item.cause.cells) <= _MANY else {}


def _is_of_sums(item: Item) -> bool:
    return item.cause is not None and item.cause.kind in (FIGURES, UNEXPLAINED)


def _changes(mend: Mend) -> Iterable[Change]:
    return (*mend.changes, *mend.fills)


def _by_rule(shown: Sequence[tuple[int, Finding]]) -> Callable[[tuple[int, Finding]], int]:
    """Puts findings of one rule and weight together, in the order in which the first of each comes."""
    first: dict[tuple[str, str], int] = {}
    for n, finding in shown:
        first.setdefault((kind(finding), finding.rule), n)
    return lambda one: first[kind(one[1]), one[1].rule]
