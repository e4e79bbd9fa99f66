"""Which candidates hold, once the whole text is known."""

from __future__ import annotations

from collections.abc import Iterable

from checks.narrative.memory.context import Candidate
from checks.narrative.memory.statement import QUANTITIES, Statement


def resolved(candidates: list[Candidate]) -> tuple[Statement, ...]:
    """Statements of totals: no lone parts beside others, no number that contains the carry-in, no twins."""
    kept = [c for c in candidates if not c.dropped and not (c.all_of is not None and c.all_of.dropped)]
    kept = _without_parts(kept)
    if any(c.statement.quantity == "carried_in" and c.statement.value for c in kept):
        kept = [c for c in kept if not c.of_new and not _is_of_the_new(c)]
    kept = _without_sums(kept)
    received = {c.statement.value for c in kept if c.statement.quantity == "received"}
    if len(received) > 1:  # 均已答复 says nothing where it is not clear of how many
        kept = [c for c in kept if c.all_of is None]
    of_all = {c.statement.quantity for c in kept if not c.statement.for_all}
    return tuple(dict.fromkeys(s for c in kept if not (s := c.statement).for_all or s.quantity not in of_all))


def _is_of_the_new(candidate: Candidate) -> bool:
    """``新收110件，均已办结`` beside a carry-in is not all that was handled."""
    whole = candidate.all_of
    return whole is not None and whole.statement.quantity == "received" and candidate.statement.quantity == "handled"


def agreed(statements: Iterable[Statement]) -> dict[str, int]:
    """One value a quantity; a quantity with conflicting statements is left out, and so are soft zeros."""
    values: dict[str, set[int]] = {}
    for statement in statements:
        if not statement.soft:
            values.setdefault(statement.quantity, set()).add(statement.value)
    return {q: next(iter(values[q])) for q in QUANTITIES if len(values.get(q, ())) == 1}


def _without_parts(candidates: list[Candidate]) -> list[Candidate]:
    """A part is the whole only if it is the only one and no whole is stated."""
    alone = set()
    for quantity in {c.statement.quantity for c in candidates if c.part}:
        members = [c for c in candidates if c.statement.quantity == quantity]
        if len(members) == 1:
            alone.add(quantity)
    return [c for c in candidates if not c.part or c.statement.quantity in alone]


def _without_sums(candidates: list[Candidate]) -> list[Candidate]:
    """``共受理118件，新收110件，上年结转8件``: 118 is the sum of the others."""
    carried = {c.statement.value for c in candidates if c.statement.quantity == "carried_in"} - {0}
    received = [c for c in candidates if c.statement.quantity == "received"]
    new = {c.statement.value for c in received if c.new}
    sums = {n + m for n in new for m in carried}
    totals = {c for c in received if not c.new and c.statement.value in sums}
    return [c for c in candidates if c not in totals]
