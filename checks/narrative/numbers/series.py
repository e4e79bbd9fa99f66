"""Numbers of several years in a row: 2021年、2022年分别为9件、14件."""

from __future__ import annotations

import re
from typing import NamedTuple

from checks.narrative.language.phrase import Phrase
from checks.narrative.language.tokens import Token
from checks.narrative.memory.reading import Reading
from checks.narrative.numbers import counts

_LAST_YEAR = re.compile(r"(20\d\d)年度?$")
_ENDS = re.compile(r"\s{0,20}(?:[。，,；;、)]|$)")
_FROM = ("由", "从")
_MOST_YEARS = 10


class Paired(NamedTuple):
    """Indices of 分别, of the first count behind it, and of this year's count; -1 for any that is missing."""

    at: int
    first: int
    this_year: int


def paired_count(reading: Reading, clause: Phrase) -> Paired | None:
    """``2021年、2022年分别为9件、14件``: which number is this year's.

    None where each number has its year itself: 分别为2021年9件、2022年14件.
    """
    tokens = clause.tokens
    at = next((i for i, t in enumerate(tokens) if t.kind == "respectively"), -1)
    if at < 0:
        return _listed(reading, clause)
    years = (
        [t.value for t in tokens[:at] if t.kind == "year"]
        or _span(reading, tokens[:at])
        or reading.context.sentence.years
    )
    if not years and any(t.kind == "year" for t in tokens[at:]):
        return None
    counts = [i for i, t in enumerate(tokens) if i > at and t.kind == "count"]
    found = len(years) == len(counts) > 1 and reading.year in years
    if found:
        reading.context.sentence.all_time = False
    return Paired(at, counts[0] if counts else -1, counts[years.index(reading.year)] if found else -1)


def _span(reading: Reading, tokens: list[Token]) -> list[int]:
    return next((years_of_span(reading, t) for t in tokens if t.kind == "all_time"), [])


def _listed(reading: Reading, clause: Phrase) -> Paired | None:
    """``2022年、2023年收到申请34件、27件``."""
    tokens = clause.tokens
    years = [i for i, t in enumerate(tokens) if t.kind == "year"]
    counts = [i for i, t in enumerate(tokens) if t.kind == "count"]
    side_by_side = [i for i, t in enumerate(tokens) if t.kind == "comma" and (i - 1 in years or i - 1 in counts)]
    values = [tokens[i].value for i in years]
    if len(years) != len(counts) or len(side_by_side) != 2 * (len(years) - 1) or years[-1] > counts[0]:
        return None
    return Paired(years[-1], counts[0], counts[values.index(reading.year)] if reading.year in values else -1)


def years_of_span(reading: Reading, token: Token) -> list[int]:
    """``2022至2024年`` → 2022, 2023, 2024; none for spans without years (十四五期间)."""
    last = _LAST_YEAR.search(reading.text, token.start, token.end) if token.value else None
    return list(range(token.value, int(last[1]) + 1))[:_MOST_YEARS] if last else []


def starts_from(left: Phrase) -> bool:
    """``由31件降至27件``: what it was before."""
    return left.printed().rstrip().endswith(_FROM)


def begin(reading: Reading, clause: Phrase, paired: Paired, index: int) -> None:
    """``3月、7月分别收到1件，全年共3件``: parts of a number that may follow."""
    if index == paired.first and paired.this_year < 0 and "date" in clause.kinds and "year" not in clause.kinds:
        count = clause.tokens[index]
        found = counts.classify(reading, clause.part(0, index), clause.nothing(count.end), count)
        reading.context.numbers.series = tuple(quantity for quantity, _ in found)


def continues(reading: Reading, left: Phrase, count: Token, *, paired: bool) -> bool:
    """``2021年9件，2022年14件``: behind this year's name, or this body's, follows what the others' numbers were."""
    context = reading.context
    if not context.numbers.series or left.words or context.elsewhere:
        return False
    times = [t for t in left.tokens if t.kind in ("year", "this_year", "own", "spoken_for", "reached")]
    if not times:
        return False
    if times[-1].kind == "year" and times[-1].value != reading.year and not paired:
        return False
    if not left.reaches_end(times[-1]):
        return False
    if times[-1].kind in ("own", "spoken_for") and not _ENDS.match(
        reading.text, count.end
    ):  # 涉及我镇的8件由县政府答复
        return False
    for quantity in context.numbers.series:
        reading.ledger.add((quantity, frozenset()), left, count)
    return True
