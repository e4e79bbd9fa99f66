"""Keeps the candidates, and strikes those that a later number unmasks: 受理118件（其中上年结转8件）."""

from __future__ import annotations

import re

from checks.narrative.language.phrase import Phrase
from checks.narrative.language.tokens import Token
from checks.narrative.memory.context import Candidate, Context
from checks.narrative.memory.statement import PROCESSED, Statement

_EXCLUDED = re.compile(r"不(?:含|包含|包括|计)$")
_INCLUDED = re.compile(r"[含括加同入]$")


class Ledger:
    """Candidates in the order of the text."""

    def __init__(self, text: str, context: Context) -> None:
        self.text = text
        self.context = context
        self.candidates: list[Candidate] = []

    def add(self, found: tuple[str, frozenset[str]], left: Phrase, count: Token, *, bracket: bool = False) -> None:
        """A number with the quantity that the words before it make it, and flags.

        Flags are fields of Candidate, or ``instead`` (of the last dispute, of which this is the part about disclosure).
        """
        quantity, flags = found
        value = count.value
        start = left.words[0].start if left.words else count.start
        candidate = Candidate(self._statement(quantity, value, (start, count.end), number=count))
        if flags:
            candidate.new, candidate.part, candidate.of_new = "new" in flags, "part" in flags, "of_new" in flags
        self.candidates.append(candidate)
        context = self.context
        if quantity == "received":
            self._received(candidate)
        elif quantity == "carried_in" and value:
            context.numbers.carried_in = value
            self._carried_in(candidate, left, bracket=bracket)
        elif quantity == "handled":
            context.numbers.handled_met = True
        elif quantity == PROCESSED:
            context.numbers.processed = value
        elif quantity in ("review", "litigation"):
            whole = context.disputes.wholes.get(quantity) if "instead" in flags else None
            if whole is not None:
                whole.dropped = True
            context.disputes.add(quantity, candidate, count, certain="instead" in flags)

    def add_dismissed(self, count: Token, end: int) -> None:
        """``重复申请1件，不予处理``: the whole only if no other reason has a number."""
        statement = self._statement("not_processed", count.value, (count.start, end), number=count)
        self.candidates.append(Candidate(statement, part=True))

    def add_later(self, quantity: str, count: Token, end: int) -> None:
        """``另有3件未到答复期，结转至2025年办理``: the words behind a number say what it was."""
        statement = self._statement(quantity, count.value, (count.start, end), number=count)
        self.candidates.append(Candidate(statement))

    def add_all(self, quantity: str, target: Candidate, words: Phrase) -> None:
        """``收到6件，均已答复``: is printed away from its number."""
        span = (words.words[0].start, words.words[-1].end)
        statement = self._statement(quantity, target.statement.value, span)
        self.candidates.append(Candidate(statement, all_of=None if target is self.context.numbers.total else target))

    def add_zero(self, quantity: str, start: int, end: int, *, soft: bool = False) -> None:
        """A denial of any case."""
        self.candidates.append(Candidate(self._statement(quantity, 0, (start, end), soft=soft)))

    def drop_last(self) -> None:
        """``应诉4件（均为代理市政府出庭）``."""
        if self.candidates and self.candidates[-1].statement.start >= self.context.sentence.start:
            self.candidates[-1].dropped = True

    def done_in_sentence(self) -> bool:
        """Whether the sentence has already said what became of requests."""
        return any(
            c.statement.start >= self.context.sentence.start
            and not c.new
            and c.statement.quantity not in ("received", "carried_in", PROCESSED)
            for c in self.candidates[-_LOOK_BACK:]
        )

    def _statement(
        self, quantity: str, value: int, span: tuple[int, int], *, soft: bool = False, number: Token | None = None
    ) -> Statement:
        context = self.context
        if context.sentence.text is None:
            context.sentence.text = self.text[context.sentence.start : context.sentence.end].strip()
        printed = (number.start, number.end) if number is not None else None
        return Statement(quantity, value, context.sentence.text, *span, soft, printed, context.line.for_all)

    def _received(self, candidate: Candidate) -> None:
        context = self.context
        if candidate.new and context.listing.is_open:
            self._drop_received()
        context.numbers.received = [*context.numbers.received[-_LOOK_BACK:], candidate]
        context.line.last_received = candidate
        context.numbers.others = 0

    def _carried_in(self, candidate: Candidate, left: Phrase, *, bracket: bool) -> None:
        """What was received contains the carry-in where that is a part of it; where nothing was, it is all there is."""
        context = self.context
        if self._none_received():
            context.line.last_received, context.numbers.others = candidate, 0
            return
        before = self.text[max(context.sentence.start, left.start - 3) : left.start]
        if bracket and context.numbers.before_bracket == ("handled",):
            return
        if not _EXCLUDED.search(before) and (context.listing.is_open or bracket or _INCLUDED.search(before)):
            self._drop_received()
            context.numbers.includes = True

    def _none_received(self) -> bool:
        """``未收到申请，上年结转2件，均已办结``."""
        context = self.context
        return context.line.last_received is None and any(
            c.statement.quantity == "received" and c.statement.start >= context.sentence.start and not c.statement.value
            for c in self.candidates[-_LOOK_BACK:]
        )

    def _drop_received(self) -> None:
        context = self.context
        targets = context.numbers.received or (
            [context.line.last_received] if context.line.last_received is not None else []
        )
        for target in targets:
            target.dropped = target.dropped or not target.new
            context.numbers.total = target if target.dropped else context.numbers.total
        context.numbers.received = [t for t in targets if not t.dropped]
        context.line.last_received = None


_LOOK_BACK = 20
"""So many candidates back is far enough to see what a sentence has said."""
