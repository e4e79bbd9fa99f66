"""Requests received: 收到政府信息公开申请|12件."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from checks.narrative.language.phrase import DISPUTES, EXPLICIT_NOUNS, OTHER, RECEIVE, TRANSPARENT, Phrase
from checks.narrative.language.tokens import Token
from checks.narrative.language.vocabulary import pattern
from checks.narrative.memory.context import Topic
from checks.narrative.memory.reading import NONE, Quantities, Reading

# 收到要求公开补偿标准的政府信息公开申请: what a request is about
_MODIFIERS = frozenset(("other_matter", "reason", "licence", "other_outcome", "fault", "publish", "dispute_paper"))
_NEW = frozenset(("new",))
_JOINED = pattern("joined")
_BY_WHOM = pattern("by_whom")
_ONE, _ALL_OF_YEAR = pattern("one_of_them"), pattern("all_of_year")
# Where a sentence begins is looked for so far ahead of its verb
_ENDS, _SENTENCE = re.compile(r"[。；;！!\n]"), 80


def before(reading: Reading, left: Phrase, right: Phrase, last: int, nouns: list[Token]) -> Quantities:
    """``收到|政府信息公开申请``. What is between verb and noun matters only for a bare 申请."""
    words = left.words
    explicit = not EXPLICIT_NOUNS.isdisjoint([n.kind for n in nouns])
    at = _verb(words, last, skips_modifiers=explicit)
    if at < 0 or words[at].kind not in RECEIVE:
        return []
    if not nouns and at and words[at - 1].kind in OTHER:
        reading.change_topic(words[at - 1])
        return []
    said = _Receiving(reading, left, right, at, last, nouns, explicit=explicit)
    if said.is_vague() and reading.context.line.topic is Topic.UNKNOWN:  # 受理住房保障申请75件，办结70件
        reading.context.line.topic = Topic.LICENCES
    if any(hinders(said) for hinders in _HINDRANCES):
        return []
    carried = "carry" in [w.kind for w in words[:at]]  # 上年结转和本年新收25件
    if words[at].kind == "receive_new":
        return [] if carried else [("received", _NEW)]
    return [("received", NONE)] if not carried and _receives_new(reading, explicit=explicit) else []


def _verb(words: list[Token], last: int, *, skips_modifiers: bool) -> int:
    """The index of the verb; -1 if no verb precedes what the requests are about."""
    at = last
    while at >= 0 and skips_modifiers and words[at].kind in _MODIFIERS:
        at -= 1
    return at


class _Receiving(NamedTuple):
    """Words of receiving before a number: the verb is ``left.words[at]``, the nouns come after ``left.words[last]``."""

    reading: Reading
    left: Phrase
    right: Phrase
    at: int
    last: int
    nouns: list[Token]
    explicit: bool

    def is_joined(self) -> bool:
        """``收到咨询、政府信息公开申请20件``: of two things together."""
        words = self.left.words
        return self.at < self.last and bool(_JOINED.match(self.left.between(words[self.last], self.nouns[0])))

    def is_vague(self) -> bool:
        """``收到征地补偿申请``: no request for disclosure, as far as it says."""
        if not self.nouns or self.explicit:
            return False
        return not plain_between(self.left, self.left.words[self.at].end, self.nouns[0])

    def is_a_part(self) -> bool:
        """``通过网络受理21件``."""
        return self.left.is_part() or (
            "in_writing" in self.left.kinds and "channel" in self.reading.context.sentence.kinds
        )

    def is_particular(self) -> bool:
        """``收到某公司提交的政府信息公开申请1件``: of one applicant or matter, unless it is all of a year."""
        verb = self.left.words[self.at]
        between = self.left.text[verb.end : self.nouns[0].start] if self.nouns else ""
        if not _ONE.search(between):
            return False
        before = _ENDS.split(self.left.text[max(verb.start - _SENTENCE, 0) : verb.start])[-1]
        return not _ALL_OF_YEAR.search(before)

    def is_of_another_matter(self) -> bool:
        """Neither the nouns nor what is behind the number make it one of requests."""
        verb = self.left.words[self.at]
        return not _receives_requests(self.reading, self.right, verb, self.nouns, explicit=self.explicit)


# Each keeps a number from being that of the requests received; the last may change the topic, so it is asked last
_HINDRANCES: tuple[Callable[[_Receiving], bool], ...] = (
    _Receiving.is_joined,
    _Receiving.is_vague,
    _Receiving.is_a_part,
    _Receiving.is_particular,
    _Receiving.is_of_another_matter,
)


def _receives_new(reading: Reading, *, explicit: bool) -> bool:
    """Not where the number is a part of the last one, or of what contains the carry-in."""
    context = reading.context
    of_other_matter = explicit and context.whole_topic in (Topic.OTHER, Topic.LICENCES)
    of_processed = context.numbers.processed is not None and context.numbers.processed == context.listing.whole
    if context.listing.is_open and not of_other_matter and not of_processed:
        return False
    return not context.numbers.includes


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
    if explicit or behind in EXPLICIT_NOUNS or (verb.kind == "receive_formally" and context.sentence.disclosure):
        return True
    if nouns or behind == "application":
        return context.line.topic in (Topic.REQUESTS, Topic.UNKNOWN) or (
            context.line.topic is Topic.OTHER and context.heading is Topic.REQUESTS
        )
    return context.about_requests


def _names_requests(words: list[Token]) -> bool:
    """``1份|要求公开补偿标准的政府信息公开申请``: the last noun is the head."""
    named = [i for i, w in enumerate(words) if w.kind in EXPLICIT_NOUNS]
    return bool(named) and not any(w.kind in OTHER or w.kind == "agent" for w in words[named[-1] + 1 :])
