"""Requests carried over: 上年结转|2件, 结转下年度|3件; and 办理|57件, which may be received or handled."""

from __future__ import annotations

import re

from checks.narrative.language.phrase import (
    EXPLICIT_NOUNS,
    NOUNS,
    RECEIVE,
    Phrase,
    carry_direction,
    received_and_handled,
)
from checks.narrative.language.tokens import Token
from checks.narrative.memory.reading import NONE, Quantities, Reading
from checks.narrative.memory.statement import PROCESSED

_AND = re.compile(r"\s{0,20}[和及与]\s{0,20}")
_PROCESSING = frozenset(("办理", "处理"))


def before(reading: Reading, left: Phrase, last: int, count: Token) -> Quantities:
    """``上年结转|2件``, ``由2022年结转继续办理|2件``, ``收到和处理|18件``, ``办理申请|57件``."""
    context, words = reading.context, left.words
    at = last
    while at >= 0 and words[at].kind in ("work_on", *NOUNS):
        at -= 1
    if at >= 0 and (words[at].kind == "carry" or passes_on_last_year(left, words[at], reading.year)):
        return _carried(reading, left, at, count)
    if "next_year" in left.kinds and context.about_requests and words[last].kind == "work_on":
        return [("carried_out", NONE)]
    if context.listing.is_open or context.numbers.includes or not reading.names_or_means_requests(left):
        return []
    if received_and_handled(left, last):
        return [("received", NONE)]
    return [(PROCESSED, NONE)] if _is_processed(reading, left, last) else []


def _is_processed(reading: Reading, left: Phrase, last: int) -> bool:
    """``共办理政府信息公开申请57件``; not 应办, 待办, nor a part (其余, 网上)."""
    verb, *nouns = left.words[last:]
    plain = reading.text[verb.start : verb.end] in _PROCESSING and left.begins_plainly(verb)
    return (
        plain
        and any(n.kind in EXPLICIT_NOUNS for n in nouns)
        and not reading.context.line.attribute
        and "rest" not in left.kinds
        and not left.is_part()
    )


def _carried(reading: Reading, left: Phrase, at: int, count: Token) -> Quantities:
    """``上年结转2件``, ``结转下年度3件``; not ``新收及上年结转20件``."""
    carry = left.words[at]
    if not reading.names_or_means_requests(left):
        return []
    received = [] if left.kinds.isdisjoint(RECEIVE) else [w for w in left.words[:at] if w.kind in RECEIVE]
    if any(_AND.fullmatch(_without_times(left, w, carry)) for w in received):
        return []
    direction = carry_direction(left, carry, reading.year) or _bare_carry(reading, left, count)
    return [(direction, NONE)] if direction else []


def _bare_carry(reading: Reading, left: Phrase, count: Token) -> str | None:
    """``办结12件，结转2件``: carried out, if something was done before; 新收12件，结转3件 may mean either.

    In ``75件（新收70件，结转5件）`` the sum decides.
    """
    if any(
        c.new and c.statement.value + count.value in reading.context.numbers.values
        for c in reading.context.numbers.received
    ):
        return "carried_in"
    done = reading.context.numbers.handled_met or "rest" in left.kinds or reading.ledger.done_in_sentence()
    return "carried_out" if done else None


def behind(reading: Reading, right: Phrase) -> Quantities:
    """``2件|结转下年度``, ``1件|由2022年转来``."""
    carry = next((w for w in right.words if w.kind == "carry"), None)
    if not reading.names_or_means_requests(right):
        return []
    direction = carry_direction(right, carry, reading.year) if carry is not None else None
    return [(direction or "carried_out", NONE)]


def passes_on_last_year(left: Phrase, verb: Token, year: int) -> bool:
    """``转办上一年度申请3件``, ``2022年转办3件``: passed on by last year, not by another body."""
    if verb.kind != "give_over":
        return False
    if any(t.start == verb.end and t.kind == "last_year" for t in left.tokens):
        return True
    return carry_direction(left, verb, year) == "carried_in"


def _without_times(left: Phrase, first: Token, second: Token) -> str:
    """Text between two words without the names of years."""
    text = left.between(first, second)
    for token in left.tokens:
        if first.end <= token.start and token.end <= second.start and token.kind != "comma":
            text = text.replace(left.text[token.start : token.end], "")
    return text
