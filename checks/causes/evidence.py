"""What speaks for a mend: the prose or last year's report says what a cell would then hold, or no longer does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from checks.model.findings import Finding, Outcome
from checks.model.known import Known
from checks.model.mends import (
    CARRY_AGREES,
    CARRY_DIFFERS,
    FILLS_BLANK,
    IN_DOUBT,
    PROSE_AGREES,
    PROSE_DIFFERS,
    Mend,
)
from checks.narrative.against import certain_by_quantity
from parsing.report import Report

_DECIDED = (Outcome.PASSED, Outcome.FAILED)
_AGREES = {"prose": PROSE_AGREES, "carry": CARRY_AGREES}
_DIFFERS = {"prose": PROSE_DIFFERS, "carry": CARRY_DIFFERS}
# What each is worth against the odds of slips, as logarithms
_WORTH = {PROSE_AGREES: -4.0, CARRY_AGREES: -4.0, PROSE_DIFFERS: 3.0, CARRY_DIFFERS: 3.0, IN_DOUBT: -1.0}


class Witness(NamedTuple):
    """Somebody else's word: these cells add up to this."""

    kind: str
    cells: tuple[str, ...]
    value: float


def of_prose(report: Report, known: Known) -> list[Witness]:
    """What the prose states for certain."""
    stated = certain_by_quantity(report, known).values()
    return [Witness("prose", statement.cells, statement.value) for statement in stated]


def of_years(findings: Iterable[Finding]) -> list[Witness]:
    """What last year's report hands on."""
    return [
        Witness("carry", finding.cells, finding.expected)
        for finding in findings
        if finding.rule == "years.carry" and finding.outcome in _DECIDED and isinstance(finding.expected, int | float)
    ]


def ranked(
    mends: Iterable[Mend], witnesses: Sequence[Witness], known: Known, doubtful: frozenset[str]
) -> tuple[Mend, ...]:
    """The mends with what speaks for and against each, the likeliest first."""
    heard = [_heard(mend, witnesses, known.get, doubtful) for mend in mends]
    return tuple(sorted(heard, key=weight))


def weight(mend: Mend) -> float:
    """How unlikely a mend is, all evidence counted."""
    return mend.cost + sum(_WORTH.get(sign, 0) for sign in mend.evidence)


def joined(mends: Iterable[Mend], witnesses: Sequence[Witness]) -> tuple[Mend, ...]:
    """The mends after more witnesses, each of whom speaks of one cell."""
    weighed = []
    for mend in mends:
        before = {change.cell: change.reported for change in (*mend.changes, *mend.fills)}
        concerned = [witness for witness in witnesses if set(witness.cells) <= before.keys()]
        signs = dict.fromkeys((*mend.evidence, *_words(mend, concerned, before.get)))
        weighed.append(mend._replace(evidence=tuple(signs)))
    return tuple(sorted(weighed, key=weight))


def _heard(
    mend: Mend, witnesses: Sequence[Witness], printed: Callable[[str], float | None], doubtful: frozenset[str]
) -> Mend:
    kinds = [mistake.kind for mistake in mend.mistakes]
    signs = [FILLS_BLANK] if "blank_filled" in kinds else []
    signs += _words(mend, witnesses, printed)
    signs += [kind for kind in kinds if kind not in ("other", "blank_filled", IN_DOUBT)]
    signs += [IN_DOUBT] if IN_DOUBT in kinds or doubtful.intersection(mend.cells) else []
    return mend._replace(evidence=tuple(dict.fromkeys(signs)))


def _words(mend: Mend, witnesses: Sequence[Witness], printed: Callable[[str], float | None]) -> list[str]:
    """Who agrees after the mend and did not before, and who no longer does."""
    implied = {change.cell: change.implied for change in (*mend.changes, *mend.fills)}
    signs = []
    for witness in witnesses:
        if implied.keys().isdisjoint(witness.cells):
            continue
        before = _total(witness.cells, printed)
        after = _total(witness.cells, lambda cell: implied.get(cell, printed(cell)))
        if (before == witness.value) != (after == witness.value):
            signs.append((_AGREES if after == witness.value else _DIFFERS)[witness.kind])
    return signs


def _total(cells: Sequence[str], value: Callable[[str], float | None]) -> float | None:
    values = [value(cell) for cell in cells]
    return None if None in values else sum(number for number in values if number is not None)
