"""One reading of one text: the text, what is kept in mind, and the candidates so far."""

from __future__ import annotations

from functools import cached_property

from checks.narrative.language.phrase import EXPLICIT_NOUNS, OTHER, Phrase
from checks.narrative.language.tokens import Token
from checks.narrative.language.vocabulary import pattern, vocabulary
from checks.narrative.memory.context import Context, Topic
from checks.narrative.memory.ledger import Ledger

Quantities = list[tuple[str, frozenset[str]]]
"""Quantities that a number states, each with flags (see ``Ledger.add``); empty where the number states none."""

NONE: frozenset[str] = frozenset()
_LENIENT_LENGTH = 500
_LENIENT_LINES = 3


class Reading:
    """What every part of the reader shares. ``text`` is normalised."""

    def __init__(self, text: str, year: int, level: str) -> None:
        self.text = text
        self.year = year
        self.level = level
        self.vocabulary = vocabulary(level)
        lenient = len(text) <= _LENIENT_LENGTH and text.strip().count("\n") < _LENIENT_LINES
        self.context = Context(year, lenient)
        self.ledger = Ledger(text, self.context)

    @cached_property
    def bureau(self) -> bool:
        """Whether the report speaks as a bureau does (我局)."""
        return pattern("bureau").search(self.text) is not None

    def change_topic(self, word: Token) -> None:
        """A number of another matter: what follows without a noun is about that matter too."""
        context = self.context
        outcome = word.kind == "publish" and context.numbers.received
        if word.kind in OTHER and not outcome and not self._is_of_a_breakdown():
            context.line.topic = Topic.LICENCES if word.kind == "licence" else Topic.OTHER
            context.line.attribute = context.line.attribute or word.kind == "proactive"

    def names_or_means_requests(self, phrase: Phrase) -> bool:
        """Whether these words speak of requests for disclosure, by name or because nothing else is meant."""
        return self.context.about_requests or not phrase.kinds.isdisjoint(EXPLICIT_NOUNS)

    def _is_of_a_breakdown(self) -> bool:
        """``其中申请公开行政处罚信息4件``: what requests are about."""
        return (
            self.context.listing.is_open
            and self.context.whole_topic is Topic.REQUESTS
            and bool(self.context.numbers.received)
        )
