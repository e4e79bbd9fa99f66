"""Denials: 未收到政府信息公开申请, 无行政复议、行政诉讼, 依申请公开情况：无."""

from __future__ import annotations

from checks.narrative.language.phrase import (
    DISPUTES,
    NOUNS,
    OTHER,
    OUTCOMES,
    RECEIVE,
    TRANSPARENT,
    Phrase,
    carry_direction,
)
from checks.narrative.language.tokens import Token
from checks.narrative.language.vocabulary import pattern
from checks.narrative.memory.context import Topic
from checks.narrative.memory.reading import Reading
from checks.narrative.numbers import disputes

_ENDS = pattern("denied_noun_ends")
_JOINS = pattern("denied_noun_joins")
_CAUSES = pattern("causes")
_RECEIVING = pattern("receiving")
_BEFORE_REQUEST = TRANSPARENT | RECEIVE
_NOTHING = pattern("nothing_more")


def read(reading: Reading, clause: Phrase, index: int, first: int) -> int:
    """Adds what the denial at ``index`` says; returns the index of the last token that belongs to it."""
    denial = clause.tokens[index]
    end = _end(clause, index)
    stop = _before_count(clause, index, end)
    if stop is None:
        return index
    tokens = clause.tokens[index + 1 : stop]
    right = clause.end if stop == len(clause.tokens) else clause.tokens[stop].start
    scope = Phrase(clause.text, [t for t in tokens if t.kind != "count"], denial.end, right, clause.vocabulary)
    if not _is_now(reading, clause, index):
        return stop - 1
    if not scope.words and "disclosure" in scope.kinds and reading.context.disputes.open:  # 无政府信息公开类案件
        disputes.unrelated(reading, scope, denial)
    elif all(w.kind in RECEIVE for w in scope.words):
        _target_before(reading, clause, index, first, scope)
    elif scope.kinds & DISPUTES.keys():
        _disputes(reading, denial, scope)
    elif "carry" in scope.kinds:
        _carried(reading, denial, scope)
    elif scope.kinds & NOUNS and scope.words[0].kind not in OUTCOMES:
        _requests(reading, denial, scope)
    else:
        _outcomes(reading, denial, scope)
    return stop - 1


def _end(clause: Phrase, index: int) -> int:
    """A denial reaches to 但 or the next denial."""
    for position in range(index + 1, len(clause.tokens)):
        if clause.tokens[position].kind in ("but", "none"):
            return position
    return len(clause.tokens)


def _before_count(clause: Phrase, index: int, end: int) -> int | None:
    """Where a denial ends that a number follows; None where it denies nothing.

    ``没有1件被申请行政复议`` denies all, ``无行政诉讼、行政复议1件`` ends at 、.
    """
    for position in range(index + 1, end):
        token = clause.tokens[position]
        if token.kind == "other_number":
            return None
        if token.kind == "count":
            if _denies_even_one(clause, index, position):
                continue
            commas = [i for i in range(index + 1, position) if clause.tokens[i].kind == "comma"]
            return commas[-1] if commas else None
    return end


def _denies_even_one(clause: Phrase, index: int, position: int) -> bool:
    """``没有|1件|被申请行政复议``, ``没有收到|一件|申请``."""
    between, count = clause.tokens[index + 1 : position], clause.tokens[position]
    if count.value > 1 or len(between) > 1 or any(t.kind not in RECEIVE for t in between):
        return False
    left = between[-1] if between else clause.tokens[index]
    return clause.is_filler(left.end, count.start)


def _is_now(reading: Reading, clause: Phrase, index: int) -> bool:
    context = reading.context
    if context.elsewhere or "plan_clause" in clause.kinds:
        return False
    years = [t.value for t in clause.tokens[:index] if t.kind == "year"]
    return (years[-1] if years else context.line.frame) == reading.year


def _disputes(reading: Reading, denial: Token, scope: Phrase) -> None:
    words = scope.words
    kinds = {w.kind for w in words}
    if kinds & {"defeat", "dispute_paper", "agent", "rate", "litigation_part"} or (
        kinds & OTHER and not kinds & {"request"}
    ):
        return
    at = next(i for i, w in enumerate(words) if w.kind in DISPUTES)
    if at and words[at - 1].kind == "work_on" and not _CAUSES.search(scope.between(words[at - 1], words[at])):
        return
    soft = bool(kinds & {"fault", "other_outcome", "postponed"})
    for quantity in dict.fromkeys(DISPUTES[w.kind] for w in words if w.kind in DISPUTES):
        reading.ledger.add_zero(quantity, denial.start, words[-1].end, soft=soft)
    noun = next((w for w in words[:at] if w.kind in NOUNS), None)
    if noun is not None and _JOINS.match(scope.text, noun.end, scope.end) and _is_request(reading, scope, noun):
        reading.ledger.add_zero("received", denial.start, noun.end)


def _requests(reading: Reading, denial: Token, scope: Phrase) -> None:
    noun = next(w for w in scope.words if w.kind in NOUNS)
    words = [w for w in scope.words if w.start > noun.start and w.kind not in NOUNS]
    stop = words[0].start if words else scope.end
    ends = _ENDS.fullmatch(scope.text, noun.end, stop) if not words else _JOINS.match(scope.text, noun.end, stop)
    last_noun = [w for w in scope.words if w.kind in NOUNS][-1]
    if not ends and not words:
        ends = _ENDS.fullmatch(scope.text, last_noun.end, stop) or _JOINS.match(scope.text, noun.end, stop)
    if ends and _is_request(reading, scope, noun):
        reading.ledger.add_zero("received", denial.start, noun.end)


def _is_request(reading: Reading, scope: Phrase, noun: Token) -> bool:
    """``未收到〔公民提出的〕申请``: of requests for disclosure, all kinds, and denied for themselves."""
    before = [t for t in scope.tokens if t.start < noun.start]
    allowed = _BEFORE_REQUEST | ({"other_matter", "licence", "reason"} if noun.kind != "application" else set())
    if any(t.kind not in allowed or t.kind == "rest" for t in before):
        return False
    if Phrase(scope.text, before, scope.start, noun.start, scope.vocabulary).is_part():
        return False
    if noun.kind == "application":
        if reading.context.line.topic is Topic.LICENCES:
            return False
        gap = scope.text[scope.start : noun.start]
        return (
            scope.is_filler(scope.start, noun.start)
            or "信息" in gap
            or bool(before)
            or reading.context.line.topic is Topic.REQUESTS
        )
    return True


def _carried(reading: Reading, denial: Token, scope: Phrase) -> None:
    if not reading.context.about_requests and not scope.kinds & NOUNS:
        return
    first = next(w for w in scope.words if w.kind == "carry")
    if any(w.kind in OTHER and w.start < first.start for w in scope.words):
        return
    for carry in (w for w in scope.words if w.kind == "carry"):
        direction = carry_direction(scope, carry, reading.year) or "carried_out"
        reading.ledger.add_zero(direction, denial.start, carry.end)


def _outcomes(reading: Reading, denial: Token, scope: Phrase) -> None:
    """``没有不予公开、不予处理的情形``."""
    words = scope.words
    if not reading.context.about_requests or any(w.kind not in OUTCOMES and w.kind not in NOUNS for w in words):
        return
    if not scope.is_filler(scope.start, words[0].start) or not _ENDS.fullmatch(scope.text, words[-1].end, scope.end):
        return
    for word in words:
        if word.kind in OUTCOMES and word.kind != "grant":
            reading.ledger.add_zero(OUTCOMES[word.kind], denial.start, word.end)


def _target_before(reading: Reading, clause: Phrase, index: int, first: int, scope: Phrase) -> None:
    """``行政复议、行政诉讼情况：无``, ``本年度无此类情况`` under a heading: what is denied is before."""
    denial = clause.tokens[index]
    if not _NOTHING.fullmatch(_plain(scope), 0):
        return
    receiving = _RECEIVING.search(clause.text, denial.start, denial.end)
    words = [t for t in clause.tokens[first:index] if t.kind not in TRANSPARENT]
    if not words:
        _from_heading(reading, denial, receiving=bool(receiving), alone=clause.begins_plainly(denial))
        return
    kinds = {w.kind for w in words}
    if (
        kinds & {"defeat", "rate", "agent", "litigation_part", "dispute_paper", "other_outcome", "withdrawn"}
        or kinds & OTHER
    ):
        return
    if kinds & set(DISPUTES):
        for quantity in dict.fromkeys(DISPUTES[w.kind] for w in words if w.kind in DISPUTES):
            reading.ledger.add_zero(quantity, words[0].start, denial.end)
    elif words[-1].kind in NOUNS and not kinds - NOUNS:
        reading.ledger.add_zero("received", words[0].start, denial.end)


def _plain(scope: Phrase) -> str:
    """The denied words without the names of times."""
    text = scope.text[scope.start : scope.end]
    for token in scope.tokens:
        text = text.replace(scope.text[token.start : token.end], "")
    return text


def _from_heading(reading: Reading, denial: Token, *, receiving: bool, alone: bool) -> None:
    context = reading.context
    if receiving:
        if context.about_requests:
            reading.ledger.add_zero("received", denial.start, denial.end)
    elif alone and context.heading is Topic.DISPUTES:
        reading.ledger.add_zero("review", denial.start, denial.end)
        reading.ledger.add_zero("litigation", denial.start, denial.end)
    elif alone and context.heading is Topic.REQUESTS:
        reading.ledger.add_zero("received", denial.start, denial.end)
