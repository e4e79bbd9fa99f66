"""Cells without a number, judged over a whole table: whether one filling makes every sum hold, and what is forced.

``checks.sums.equations`` judges each sum alone. Two sums that could each be filled may want different numbers of the
same cell; then no filling saves both, and both have failed. Where a cell can hold one number only, that number is
implied: shown as such, and never stored as a figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from checks.model.findings import Finding, Outcome
from checks.model.known import Known, by_part
from checks.model.mends import Change
from checks.model.rules import rules
from checks.sums.equations import Equation, added, exact, label, sums
from checks.sums.waiting import Waiting, waiting_sum
from checks.words.localise import Label, Terms
from checks.words.localise import label as label_of
from checks.words.phrases import phrases
from parsing.report import Report

TOLERANCE = 1e-6
# Trials of which sums can be spared, each some 0.004 s; no table tried needed more than 47, figures of 15 digits aside
_MOST_TRIALS = 60
# The tables that have sums
SUMMED = ("requests", "disputes")


# A rule's id and one of its equations
Sum = tuple[str, Equation]


class Filling(NamedTuple):
    """Whether the unknown cells can make every sum hold, and those of them that can then hold one number only."""

    feasible: bool
    implied: Mapping[str, float]

    @classmethod
    def none(cls) -> Filling:
        """Where nothing is to be filled in, and every sum holds."""
        return cls(feasible=True, implied={})

    @classmethod
    def impossible(cls) -> Filling:
        """Where no filling makes every sum hold."""
        return cls(feasible=False, implied={})


class Conflict(NamedTuple):
    """Sums that no filling makes hold together, though each could be filled alone."""

    sums: tuple[tuple[str, Label], ...]

    def said(self, language: str) -> str:
        """Each sum by its row or column and its rule."""
        names = ((label_of(subject, language), rules()[rule].name[language]) for rule, subject in self.sums)
        words = phrases("findings")
        parts = [words["sum_of"][language].format(subject=subject, name=name) for subject, name in names]
        return words["and"][language].join(parts)


def settle(findings: list[Finding], report: Report, known: Known) -> tuple[list[Finding], tuple[Change, ...]]:
    """The findings on sums, judged together where cells are unknown, and the implied values of such cells.

    A sum that could be filled alone, but not with the others of its table, has failed, unless another sum of the table
    fails whatever is filled in: then its wrong figure may be the reason, and nothing more can be determined.
    """
    implied: list[Change] = []
    if None not in known.values():
        return findings, ()
    for table_id in SUMMED:
        edition = report.editions.get(table_id)
        if edition is None or not _partly_known(table_id, known):
            continue
        table_sums = sums(table_id, edition)
        every = [equation for _, equation in table_sums]
        filling = fill(every, known)
        if filling.feasible:
            implied += [Change.of(cell, None, value) for cell, value in filling.implied.items()]
            more = {cell: value for cell, value in filling.implied.items() if value}
            findings = [_forced(finding, more) for finding in findings] if more else findings
        elif not any(fails_alone(equation, known) for equation in every):
            for conflict in conflicts(table_sums, known):
                findings = [_contradicted(finding, conflict) for finding in findings]
    return findings, tuple(implied)


def _partly_known(table_id: str, known: Known) -> bool:
    """Whether a table has both cells with a number and cells without."""
    values = list(map(known.get, by_part(known).get(table_id, ())))
    return 0 < values.count(None) < len(values)


def fails_alone(equation: Equation, known: Known) -> bool:
    """Whether no filling of its own unknown cells makes a sum hold."""
    waiting = _waiting(equation, known)
    return (not waiting.parts and waiting.need > TOLERANCE) or (not waiting.total and waiting.need < -TOLERANCE)


def _forced(finding: Finding, implied: Mapping[str, float]) -> Finding:
    """An uncertain sum also says which of its cells can hold one number only, other than nothing."""
    if finding.outcome is not Outcome.UNCERTAIN or "totals" not in finding.details:
        return finding
    terms = tuple((cell, implied[cell]) for cell in finding.cells if cell in implied)
    return finding._replace(details={**finding.details, "forced": Terms(terms)}) if terms else finding


def _contradicted(finding: Finding, conflict: Sequence[Sum]) -> Finding:
    """An uncertain sum of the conflict has failed, and says which others it cannot hold with."""
    others = [(rule, equation) for rule, equation in conflict if (rule, equation.subject) != _key(finding)]
    if finding.outcome is not Outcome.UNCERTAIN or len(others) == len(conflict):
        return finding
    named = Conflict(tuple((rule, label(rules()[rule], equation)) for rule, equation in others))
    return finding._replace(outcome=Outcome.FAILED, details={**finding.details, "conflict": named})


def _key(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.subject


def fill(equations: Sequence[Equation], known: Known) -> Filling:
    """Whether the unknown cells can be filled so that every sum holds, and what can be filled in one way only.

    Sums are worked off one by one; a linear program sees only what they leave open.
    """
    implied: dict[str, float] = {}
    waiting = _narrow(equations, known, implied)
    if waiting is None:
        return Filling.impossible()
    waiting = _binding(waiting)
    if waiting and not _bind_nothing(waiting):
        # scipy takes a third of a second to load, and most reports never need it
        from checks.sums.programs import only_values  # noqa: PLC0415

        more = only_values(waiting)
        if more is None:
            return Filling.impossible()
        implied |= more
    return Filling(feasible=True, implied=implied)


def _narrow(equations: Sequence[Equation], known: Known, implied: dict[str, float]) -> list[Waiting] | None:
    """The sums that still wait once every cell that one sum alone decides is in ``implied``; None where a sum
    cannot hold."""
    waiting = []
    for equation in equations:
        state = _waiting(equation, known)
        if state.parts or state.total:
            waiting.append(state)
        elif abs(state.need) > TOLERANCE:
            return None
    again = False
    while True:
        before = len(implied)
        rest = []
        for state in waiting:
            left = _without(state, implied) if implied else state
            if again and left is state:
                # nothing has become known of it since
                rest.append(left)
                continue
            decided = _decide(left)
            if decided is None:
                return None
            implied |= decided
            if not decided and (left.parts or left.total):
                rest.append(left)
        if len(implied) == before:
            return rest
        waiting, again = rest, True


def _without(waiting: Waiting, decided: Mapping[str, float]) -> Waiting:
    """The sum with the cells that others have decided as known ones."""
    parts, total, need = waiting
    if decided.keys().isdisjoint(parts) and decided.keys().isdisjoint(total):
        return waiting
    left, right = [cell for cell in parts if cell not in decided], [cell for cell in total if cell not in decided]
    need += sum([decided.get(cell, 0) for cell in total]) - sum([decided.get(cell, 0) for cell in parts])
    return waiting_sum((tuple(left), tuple(right), exact(need)))


def _waiting(equation: Equation, known: Known) -> Waiting:
    computed, parts = added(equation.parts, known)
    printed, total = added(equation.total, known)
    need = printed - computed
    return waiting_sum((parts, total, need if isinstance(need, int) else exact(need)))


def _decide(waiting: Waiting) -> dict[str, float] | None:
    """The cells whose number this sum alone decides; None where it cannot hold."""
    parts, total, need = waiting
    if parts and total:
        return {}
    cells, missing = (parts, need) if parts else (total, -need)
    if missing < -TOLERANCE or (not cells and missing > TOLERANCE):
        return None
    if len(cells) == 1:
        return {cells[0]: max(missing, 0)}
    return dict.fromkeys(cells, 0) if missing <= TOLERANCE else {}


def _binding(waiting: list[Waiting]) -> list[Waiting]:
    """Without the sums that bind nothing: those with cells of their own on both sides, which can take up anything."""
    while True:
        uses = Counter(cell for state in waiting for cell in (*state.parts, *state.total))
        binding = [s for s in waiting if not (_own(s.parts, uses) and _own(s.total, uses))]
        if len(binding) == len(waiting):
            return waiting
        waiting = binding


def _bind_nothing(waiting: list[Waiting]) -> bool:
    """Whether the sums bind nothing once cells that must be alike are taken for one: 新收 and （七）总计 of a column in
    which nothing else is unknown."""
    alike: dict[str, str] = {}

    def one(cell: str) -> str:
        while cell in alike:
            cell = alike[cell]
        return cell

    longer = []
    for state in waiting:
        if state.need or len(state.parts) != 1 or len(state.total) != 1:
            longer.append(state)
        elif (left := one(state.parts[0])) != (right := one(state.total[0])):
            alike[left] = right
    sides = [(sorted(map(one, parts)), sorted(map(one, total)), need) for parts, total, need in longer]
    if any(len({*parts, *total}) < len(parts) + len(total) for parts, total, _ in sides):
        return False
    return not _binding(list(dict.fromkeys(Waiting(tuple(p), tuple(t), need) for p, t, need in sides)))


def _own(cells: tuple[str, ...], uses: Counter[str]) -> bool:
    return any(uses[cell] == 1 for cell in cells)


def conflicts(table_sums: Sequence[Sum], known: Known) -> Iterator[tuple[Sum, ...]]:
    """Smallest groups of sums that cannot hold together: none of a group can be spared. What waits for a filling in one
    group is left out of the next. After so many trials none are looked for: what is left stays undecided."""
    left = list(table_sums)
    trials = 0
    while clash := _clash(left, known):
        group = left
        for each in left:
            fewer = [other for other in group if other is not each]
            # what does not clash can be spared for certain
            still = _clash(fewer, known) if each in clash else clash
            trials += each in clash
            if trials > _MOST_TRIALS:
                return
            if still:
                group, clash = fewer, still
        yield tuple(group)
        left = [each for each in left if each not in group or _holds_at_nothing(each[1], known)]


def _clash(some: Sequence[Sum], known: Known) -> list[Sum]:
    """Some of these sums, few, that cannot hold together; none where all can."""
    equations = [equation for _, equation in some]
    waiting = _narrow(equations, known, {})
    if waiting is not None and not _binding(waiting):
        return []
    # scipy takes a third of a second to load, and most reports never need it
    from checks.sums.programs import Repair  # noqa: PLC0415

    clash = [some[number] for number in Repair(equations, known).clash()]
    # what one sum after the other shows escapes the solver where figures are huge
    return list(some) if waiting is None and not clash else clash


def _holds_at_nothing(equation: Equation, known: Known) -> bool:
    return abs(_waiting(equation, known).need) <= TOLERANCE
