"""Numbers of several years in a row: 2021年、2022年分别为9件、14件."""

from __future__ import annotations

from typing import NamedTuple

from checks.narrative.phrase import Phrase
from checks.narrative.reading import Reading
from checks.narrative.tokens import Token


class Paired(NamedTuple):
    """Indices of 分别, of the first count behind it, and of this year's count; -1 if there is none."""

    at: int
    first: int
    this_year: int


def paired_count(reading: Reading, clause: Phrase) -> Paired | None:
    """``2021年、2022年分别为9件、14件``: which number is this year's.

    None where each number has its year itself: 分别为2021年9件、2022年14件.
    """
    tokens = clause.tokens
    at = next(i for i, t in enumerate(tokens) if t.kind == "respectively")
    years = [t.value for t in tokens[:at] if t.kind == "year"] or reading.context.years
    if not years and any(t.kind == "year" for t in tokens[at:]):
        return None
    counts = [i for i, t in enumerate(tokens) if i > at and t.kind == "count"]
    found = len(years) == len(counts) > 1 and reading.year in years
    return Paired(at, counts[0] if counts else -1, counts[years.index(reading.year)] if found else -1)


def continues(reading: Reading, left: Phrase, count: Token, *, paired: bool) -> bool:
    """``2021年9件，2022年14件``: behind this year's name, or this body's, stands what the others' numbers were."""
    context = reading.context
    times = [t for t in left.tokens if t.kind in ("year", "this_year", "own")]
    if not context.series or left.words or not times or context.elsewhere:
        return False
    if times[-1].kind == "year" and times[-1].value != reading.year and not paired:
        return False
    if not left.reaches_end(times[-1]):
        return False
    for quantity in context.series:
        reading.ledger.add((quantity, frozenset()), left, count)
    return True
