"""Whose number it is and of when: this body and this year, or another's, another span of time, the future."""

from __future__ import annotations

import re

from checks.narrative.language.phrase import Phrase, frames
from checks.narrative.language.tokens import Token
from checks.narrative.language.vocabulary import pattern
from checks.narrative.memory.context import Topic
from checks.narrative.memory.reading import Reading
from checks.narrative.numbers import series

_CONCERNING = pattern("concerning")
_UNTIL = re.compile(r"截(?:至|止)到?$")
_TO = re.compile(r"[至到]$")
_COMPARED = re.compile(r"[比较与同和]$")
_MOST_YEARS = 10
_CARRIED = frozenset(("carried_in", "carried_out"))
_NEIGHBOURS = frozenset(("last_year", "next_year"))
_TIMES = frozenset(("year", "last_year", "this_year"))
_BODIES = frozenset(("own", "spoken_for", "other_body", "office"))
_REQUESTS = frozenset(("disclosure", "request", "request_or_attribute"))
NOTICED = _TIMES | _BODIES | _REQUESTS | {"next_year", "all_time", "part_of_year", "until", "breakdown", "proactive"}
"""Kinds of tokens that change what the reader keeps in mind."""


def notice(reading: Reading, clause: Phrase, index: int) -> None:
    """Keeps the context up to date, token by token."""
    context, token = reading.context, clause.tokens[index]
    kind = token.kind
    if kind in _TIMES:
        _time(reading, clause, index)
    elif kind == "all_time":
        context.sentence.all_time = not _is_of_this_year(reading, clause, index)
        context.sentence.years = series.years_of_span(reading, token) or context.sentence.years
    elif kind == "part_of_year":
        context.sentence.part_of_year = True
    elif kind == "until":
        context.sentence.until = True
    elif kind in _BODIES:
        _body(reading, clause, token)
    elif kind == "breakdown":  # 工作有序推进，其中收到5件: of no number
        context.listing.is_open = context.line.counted or (context.sentence.first and index == 0)
    elif kind in _REQUESTS:
        context.sentence.disclosure = True
        if kind == "request" or (kind == "request_or_attribute" and not context.line.attribute):
            context.line.topic = Topic.REQUESTS
    elif kind == "proactive":
        context.line.attribute = True
    elif context.sentence.first and index == 0:
        context.sentence.plan = context.sentence.plan or frames(clause, index)


def _is_of_this_year(reading: Reading, clause: Phrase, index: int) -> bool:
    """``2023年以来``, ``今年以来`` are no span of many years."""
    token = clause.tokens[index]
    if token.value == reading.year and reading.text[token.start] == "自":  # 自2023年1月1日起
        return True
    before = clause.tokens[index - 1] if index else None
    if before is None or before.end != token.start:
        return False
    return before.kind == "this_year" or (before.kind == "year" and before.value == reading.year)


def _time(reading: Reading, clause: Phrase, index: int) -> None:
    context, token = reading.context, clause.tokens[index]
    if not frames(clause, index):
        return
    if token.kind == "year":
        listed = index and clause.tokens[index - 1].kind == "comma"
        context.sentence.years = [*context.sentence.years[-_MOST_YEARS:], token.value] if listed else [token.value]
        context.sentence.until = _UNTIL.search(reading.text, max(0, token.start - 3), token.start) is not None
    elif token.kind == "this_year":
        context.sentence.until = context.sentence.part_of_year = False
    value = reading.year - 1 if token.kind == "last_year" else token.value or reading.year
    if value == reading.year:
        if context.sentence.all_time and _TO.search(reading.text, max(0, token.start - 1), token.start):
            return  # 自2008年条例施行至2019年底
        if context.sentence.all_time:  # 近三年收到38件，其中2023年12件: no part of this year's number
            context.listing.is_open = False
        context.sentence.all_time = False
        context.line.frame = value
    elif clause.begins_plainly(token) and not _COMPARED.search(reading.text, max(0, token.start - 1), token.start):
        context.line.frame = value


def _body(reading: Reading, clause: Phrase, token: Token) -> None:
    context = reading.context
    if token.kind == "own":
        if _CONCERNING.search(reading.text, max(0, token.start - 2), token.start):
            return
        if context.line.foreign:
            context.listing.is_open = False
        context.line.foreign = context.line.for_all = False
    elif token.kind == "spoken_for":
        context.line.foreign, context.line.for_all = False, True
    elif clause.begins_plainly(token) and not _is_own_part(reading, clause, token):
        context.line.foreign = token.kind == "other_body" or reading.bureau


def _is_own_part(reading: Reading, clause: Phrase, token: Token) -> bool:
    """``全县各乡镇、各部门`` is the whole of a government's bodies."""
    earlier = {t.kind for t in clause.tokens if t.start < token.start}
    return reading.level == "government" and "own" in earlier and "count" not in earlier


def is_now(reading: Reading, left: Phrase, quantities: tuple[str, ...], *, paired: bool) -> bool:
    """Whether the number is of this body and year."""
    context = reading.context
    if context.elsewhere or "more_or_less" in left.kinds:
        return False
    if context.sentence.until and "this_year" not in left.kinds and "累计" in left.printed():
        return False
    if paired or not _CARRIED.isdisjoint(quantities):
        return True
    if not left.kinds.isdisjoint(_NEIGHBOURS) and "this_year" not in left.kinds:
        return False
    named = {t.value for t in left.tokens if t.kind == "year"} if "year" in left.kinds else {context.line.frame}
    if named != {reading.year}:
        context.line.frame_met = True
        return False
    return True
