"""The causes of a report's findings: of broken sums by their mends, of what else speaks of the same cells with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cache

from checks.causes import evidence
from checks.causes.parts import CauseMends, parts, product
from checks.model.findings import FLAGGED, Finding, Findings, Outcome
from checks.model.known import Known
from checks.model.mends import (
    BLANKS,
    FIGURES,
    ONLY,
    PROSE,
    UNEXPLAINED,
    YEARS,
    Cause,
    Change,
    Explanation,
    Key,
    Mend,
)
from checks.model.rules import rules
from checks.sums.explain import TableSums
from parsing.report import Report

# Mends that are listed; who wants more has the sums
_MOST = 10
# Rules that join a cause whose cells they speak of, and the kind of cause that they are alone
_JOINING = {
    # these two are about a whole table, and what else speaks of its cells goes with them
    "years.repeated": YEARS,
    "zero.contradicted": PROSE,
    "narrative.*": PROSE,
    "years.carry": YEARS,
    "years.stock": YEARS,
    "levels.sum": "",
    "figures.domain": "",
}

# Those about a whole table
_WHOLE = ("years.repeated", "zero.contradicted")


def causes(
    report: Report, known: Known, findings: Sequence[Finding], tables: Sequence[TableSums], implied: Sequence[Change]
) -> tuple[Cause, ...]:
    """The causes of a report's flagged findings, those of broken sums first."""
    witnesses = evidence.of_prose(report, known) if tables else []
    summed: list[Cause] = []
    broken = [finding for finding in findings if _is_broken(finding)] if tables else []
    for table in tables:
        for cause in _of_table(table, [finding for finding in broken if _is_of(finding, table)]):
            mends = evidence.ranked(cause.mends, witnesses, known, report.doubtful)
            summed.append(replace(cause, mends=_only(mends, complete=cause.complete)))
    of_sums = [finding for finding in findings if finding.rule in _equations()]
    return joined([*summed, *_blanks(of_sums, known, implied)], findings)


def joined(causes: Iterable[Cause], findings: Sequence[Finding]) -> tuple[Cause, ...]:
    """The causes with flagged findings on their cells that are no sums of a table; those that speak of no cause's cells
    are causes of their own. What last year's report hands on is evidence."""
    witnesses = evidence.of_years(findings)
    made = [replace(cause, mends=evidence.joined(cause.mends, witnesses)) if witnesses else cause for cause in causes]
    flagged = [finding for finding in findings if finding.outcome in FLAGGED]
    for finding in sorted(flagged, key=lambda finding: finding.rule not in _WHOLE):
        kind = _joins(finding)
        if kind is None:
            continue
        concerned = [cause for cause in made if _concerns(cause, finding)]
        if concerned or kind:
            made = _put(made, concerned, finding, kind)
    return tuple(made)


def _put(made: list[Cause], concerned: list[Cause], finding: Finding, kind: str) -> list[Cause]:
    """The causes with a finding: in the first of broken sums that it concerns, else in one of all that it concerns."""
    of_sums = [cause for cause in concerned if cause.kind not in (PROSE, YEARS)]
    if of_sums:
        return [_with(cause, finding) if cause is of_sums[0] else cause for cause in made]
    if not concerned:
        return [*made, Cause(kind, (_key(finding),), finding.cells)]
    first, *others = concerned
    for other in others:
        first = _merged(first, other)
    left = [cause for cause in made if cause not in concerned]
    left.insert(made.index(concerned[0]), _with(first, finding))
    return left


def _merged(one: Cause, other: Cause) -> Cause:
    cells = tuple(dict.fromkeys((*one.cells, *other.cells)))
    return replace(one, findings=(*one.findings, *other.findings), cells=cells)


def with_more(findings: Findings, more: Sequence[Finding]) -> Findings:
    """A report's findings with those that were made when it was held against others; these join its causes."""
    if not more:
        return findings
    return replace(findings, findings=(*findings.findings, *more), causes=joined(findings.causes, more))


def _concerns(cause: Cause, finding: Finding) -> bool:
    """Whether a finding joins a cause: it speaks of the same cells, or of the same link to another year."""
    if _key(finding) in cause.findings:
        return True
    rules_of = {rule for rule, _ in cause.findings}
    if cause.kind in (PROSE, YEARS) and (_same_link(finding.rule, rules_of) or _of_zeros(finding.rule, rules_of)):
        return True
    repeated = {subject for rule, subject in (*cause.findings, _key(finding)) if rule == "years.repeated"}
    is_of_table = cause.kind in (PROSE, YEARS) and repeated & _tables(cause.cells) & _tables(finding.cells)
    return bool(is_of_table) or not set(cause.cells).isdisjoint(finding.cells)


def _tables(cells: Iterable[str]) -> set[str]:
    return {cell.partition("/")[0] for cell in cells}


def _same_link(rule: str, rules_of: Collection[str]) -> bool:
    """Whether another column of what one year hands on to the next is in the cause."""
    return rule.startswith("years.") and rule in rules_of


def _of_zeros(rule: str, rules_of: Collection[str]) -> bool:
    """Whether the prose speaks of a table that has nothing but zeros."""
    return rule.startswith("narrative.") and "zero.contradicted" in rules_of


def _with(cause: Cause, finding: Finding) -> Cause:
    cells = cause.cells if cause.mends else tuple(dict.fromkeys((*cause.cells, *finding.cells)))
    return replace(cause, findings=tuple(dict.fromkeys((*cause.findings, _key(finding)))), cells=cells)


def _joins(finding: Finding) -> str | None:
    """The kind of cause that a finding is alone; "" where it is no cause alone, None where it joins none."""
    return _joining(finding.rule) if finding.cells else None


@cache
def _joining(rule: str) -> str | None:
    """The same for any finding of a rule on some cells."""
    return next((kind for pattern, kind in _JOINING.items() if fnmatchcase(rule, pattern)), None)


def _key(finding: Finding) -> Key:
    return finding.rule, finding.subject


def slips(causes: Iterable[Cause]) -> frozenset[Key]:
    """Broken sums that a slip explains which breaks sums of other rules too."""
    mended = (cause.findings for cause in causes if cause.kind == FIGURES)
    return frozenset(
        key for keys in mended if len({rule for rule, _ in keys if rule in _equations()}) > 1 for key in keys
    )


@cache
def _equations() -> frozenset[str]:
    """Ids of the rules on sums."""
    return frozenset(rule.id for rule in rules().values() if rule.equation is not None)


def _is_broken(finding: Finding) -> bool:
    return finding.outcome is Outcome.FAILED and finding.rule in _equations()


def _is_of(finding: Finding, table: TableSums) -> bool:
    return bool(finding.cells) and finding.cells[0].startswith(f"{table.context.id}/")


def _of_table(table: TableSums, broken: Sequence[Finding]) -> list[Cause]:
    """The causes of a table's broken sums; what no mend moves is left unexplained."""
    if not broken:
        return []
    divided, own = _assigned(parts(table), broken)
    made = [_cause(divided[place], listed) for place, listed in own.items() if place is not None]
    if left := own.get(None):
        cells = tuple(dict.fromkeys(cell for finding in left for cell in finding.cells))
        made.append(Cause(UNEXPLAINED, tuple(map(_key, left)), cells, complete=False))
    return made


def _assigned(
    divided: list[CauseMends], broken: Sequence[Finding]
) -> tuple[list[CauseMends], dict[int | None, list[Finding]]]:
    """The parts, each with the broken sums that it moves. One that no broken sum shows, for unknown cells take up what
    it is off by, goes with another."""
    own: dict[int | None, list[Finding]] = {}
    for finding in broken:
        own.setdefault(_place(finding, divided), []).append(finding)
    hidden = [place for place in range(len(divided)) if place not in own]
    if not hidden or len(hidden) == len(divided):
        return divided, own
    shown = next(place for place in range(len(divided)) if place in own)
    merged = product([divided[place] for place in (shown, *hidden)])
    left = [merged if place == shown else part for place, part in enumerate(divided) if place not in hidden]
    return _assigned(left, broken)


def _cause(part: CauseMends, findings: Sequence[Finding]) -> Cause:
    mends = tuple(_mend(unlikely, mend) for unlikely, mend in part.mends[:_MOST])
    cells = tuple(dict.fromkeys(cell for mend in mends for cell in mend.cells))
    return Cause(FIGURES, tuple(map(_key, findings)), cells, mends, part.complete and len(part.mends) <= _MOST)


def _mend(unlikely: float, one: Explanation) -> Mend:
    return Mend(one.changes, one.fills, one.mistakes, cost=unlikely)


def _only(mends: tuple[Mend, ...], *, complete: bool) -> tuple[Mend, ...]:
    if len(mends) != 1 or not complete:
        return mends
    return (mends[0]._replace(evidence=(ONLY, *mends[0].evidence)),)


def _place(finding: Finding, divided: Sequence[CauseMends]) -> int | None:
    """The cause whose mends move this sum; else the only cause, or the one that speaks of most of its cells."""
    for place, part in enumerate(divided):
        if any(_moves(mend, finding) for _, mend in part.mends):
            return place
    shared = [sum(change.cell in finding.cells for _, mend in part.mends for change in mend) for part in divided]
    return shared.index(max(shared)) if any(shared) or len(divided) == 1 else None


def _moves(mend: Explanation, finding: Finding) -> bool:
    """Whether the two sides of a sum come closer or apart with the changes."""
    totals = finding.details.get("totals")
    total = {cell for cell, _ in totals.terms} if totals is not None else set()
    by = 0.0
    for change in (*mend.changes, *mend.fills):
        if change.cell in finding.cells:
            by += ((change.implied or 0) - (change.reported or 0)) * (1 if change.cell in total else -1)
    return by != 0


def _blanks(sums: Sequence[Finding], known: Known, implied: Sequence[Change]) -> list[Cause]:
    """The causes of sums that hold only with more in cells without a number: one for those whose cells hang together,
    by whatever sums of their table."""
    if not any(finding.outcome is Outcome.UNCERTAIN for finding in sums):
        return []
    groups: list[tuple[set[str], list[Finding]]] = []
    for finding in sums:
        unknown = {cell for cell in finding.cells if known.get(cell) is None}
        own = [finding] if finding.outcome is Outcome.UNCERTAIN else []
        linked = [group for group in groups if group[0] & unknown]
        groups = [group for group in groups if group not in linked]
        own = [*(each for group in linked for each in group[1]), *own]
        groups.append((unknown.union(*(cells for cells, _ in linked)), own))
    return [_blank(cells, listed, known, implied) for cells, listed in groups if listed]


def _blank(cells: set[str], findings: Sequence[Finding], known: Known, implied: Sequence[Change]) -> Cause:
    fills = tuple(change for change in implied if change.cell in cells and change.implied)
    holds = all(_filled(finding, {change.cell: change.implied for change in implied}, known) for finding in findings)
    mends = (Mend((), fills, evidence=(ONLY,)),) if fills and holds else ()
    spoken = tuple(change.cell for change in fills) if mends else tuple(cell for cell in known if cell in cells)
    return Cause(BLANKS, tuple(map(_key, findings)), spoken, mends, complete=bool(mends))


def _filled(finding: Finding, implied: Mapping[str, float | None], known: Known) -> bool:
    """Whether every cell of a sum then has a number."""
    return all(known.get(cell) is not None or cell in implied for cell in finding.cells)
