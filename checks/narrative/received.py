"""Requests received: 收到政府信息公开申请|12件."""

from __future__ import annotations

from checks.narrative.context import Topic
from checks.narrative.phrase import DISPUTES, EXPLICIT_NOUNS, OTHER, RECEIVE, TRANSPARENT, Phrase
from checks.narrative.reading import NONE, Found, Reading
from checks.narrative.tokens import Token
from checks.narrative.vocabulary import pattern

# 收到要求公开补偿标准的政府信息公开申请: what a request is about
_MODIFIERS = frozenset(("other_matter", "reason", "licence", "other_outcome", "fault", "publish", "dispute_paper"))
_NEW = frozenset(("new",))
_JOINED = pattern("joined")
_BY_WHOM = pattern("by_whom")


def before(reading: Reading, left: Phrase, right: Phrase, last: int, nouns: list[Token]) -> Found:
    """``收到|政府信息公开申请``. What stands between verb and noun matters only for a bare 申请."""
    words = left.words
    at = last
    explicit = not EXPLICIT_NOUNS.isdisjoint([n.kind for n in nouns])
    while at >= 0 and explicit and words[at].kind in _MODIFIERS:
        at -= 1
    if at < 0 or words[at].kind not in RECEIVE:
        return []
    verb = words[at]
    if not nouns and at and words[at - 1].kind in OTHER:
        reading.change_topic(words[at - 1])
        return []
    joined = at < last and _JOINED.match(left.between(words[last], nouns[0]))
    vague = nouns and not explicit and not plain_between(left, verb.end, nouns[0])
    if vague and reading.context.topic is Topic.UNKNOWN:  # 受理住房保障申请75件，办结70件
        reading.context.topic = Topic.LICENCES
    part = left.is_part() or ("in_writing" in left.kinds and "channel" in reading.context.kinds)
    if joined or vague or part or not _receives_requests(reading, right, verb, nouns, explicit=explicit):
        return []
    carried = "carry" in [w.kind for w in words[:at]]  # 上年结转和本年新收25件
    if verb.kind == "receive_new":
        return [] if carried else [("received", _NEW)]
    return [("received", NONE)] if not carried and _receives_new(reading, explicit=explicit) else []


def _receives_new(reading: Reading, *, explicit: bool) -> bool:
    """Not where the number is a part of the last one, or of what contains the carry-in."""
    context = reading.context
    of_other_matter = explicit and context.whole_topic in (Topic.OTHER, Topic.LICENCES)
    of_processed = context.processed is not None and context.processed == context.whole
    if context.breakdown and not of_other_matter and not of_processed:
        return False
    return not context.includes


def plain_between(left: Phrase, start: int, noun: Token) -> bool:
    """``受理公民|申请``, ``收到各类|申请``; not ``收到征地补偿申请``."""
    position = start
    for token in left.tokens:
        if token.start < start or token.start >= noun.start:
            continue
        gap = left.is_filler(position, token.start) or _BY_WHOM.fullmatch(left.text, position, token.start)
        if token.kind not in TRANSPARENT or not gap:
            return False
        position = token.end
    filler = left.vocabulary.filler.match(left.text, position, noun.start)
    return _BY_WHOM.fullmatch(left.text, filler.end() if filler else position, noun.start) is not None


def _receives_requests(reading: Reading, right: Phrase, verb: Token, nouns: list[Token], *, explicit: bool) -> bool:
    context = reading.context
    behind = right.words[0].kind if right.words else ""
    if not nouns and _names_requests(right.words):
        return True
    if behind in OTHER or behind in ("agent", "give_over") or (behind in DISPUTES and not explicit):
        reading.change_topic(right.words[0])
        return False
    if explicit or behind in EXPLICIT_NOUNS or (verb.kind == "receive_formally" and context.disclosure):
        return True
    if nouns or behind == "application":
        return context.topic in (Topic.REQUESTS, Topic.UNKNOWN) or (
            context.topic is Topic.OTHER and context.heading is Topic.REQUESTS
        )
    return context.about_requests


def _names_requests(words: list[Token]) -> bool:
    """``1份|要求公开补偿标准的政府信息公开申请``: the last noun is the head."""
    named = [i for i, w in enumerate(words) if w.kind in EXPLICIT_NOUNS]
    return bool(named) and not any(w.kind in OTHER or w.kind == "agent" for w in words[named[-1] + 1 :])
