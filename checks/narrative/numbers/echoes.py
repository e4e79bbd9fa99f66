"""Clauses without a number that speak of the last one: 收到6件，均已答复."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from checks.narrative.language.phrase import DISPUTES, EXPLICIT_NOUNS, NOUNS, OTHER, OUTCOMES, Phrase, carry_direction
from checks.narrative.language.tokens import Token
from checks.narrative.language.vocabulary import pattern
from checks.narrative.memory.context import Candidate, Topic
from checks.narrative.memory.reading import Reading

_EXCEPT_FOR = pattern("except_for")
_CARRY_LEAD = pattern("carry_lead")
_EVERY = pattern("every")
_MATTER_AHEAD = pattern("matter_ahead")
_NOTHING_SAID_OF_ALL = frozenset(
    ("none", "not", "rest", "rate", "plan_clause", "postponed", "other_outcome", "work_on", "carry", *DISPUTES, *OTHER)
)


def read(reading: Reading, clause: Phrase, *, bracket: bool) -> None:
    """A clause without a number may speak of the last one (均已答复), or name what the next is about (热线方面)."""
    last = clause.words[-1]
    if (
        last.kind in OTHER
        and _MATTER_AHEAD.fullmatch(reading.text, last.end, clause.end)
        and clause.kinds.isdisjoint(NOUNS)
    ):
        reading.context.line.topic = Topic.LICENCES if last.kind == "licence" else Topic.OTHER
    if last.kind == "request_or_attribute" and _MATTER_AHEAD.fullmatch(reading.text, last.end, clause.end):
        reading.context.line.topic, reading.context.line.attribute = Topic.REQUESTS, False
    if not clause.kinds.isdisjoint(EXPLICIT_NOUNS) and _is_heading_of_a_series(reading, clause):
        reading.context.numbers.series = ("received",)
    if bracket and clause.words[0].kind == "agent":
        reading.ledger.drop_last()
    _carried_last(reading, clause)
    all_of_last(reading, clause)


def _is_heading_of_a_series(reading: Reading, clause: Phrase) -> bool:
    """``政府信息公开申请数量，2022年9件``."""
    return any(w.kind in EXPLICIT_NOUNS and reading.text[w.end : w.end + 1] in ("数", "量") for w in clause.words)


def _carried_last(reading: Reading, clause: Phrase) -> None:
    """``另有3件未到答复期，结转至2025年办理``."""
    context, first = reading.context, clause.words[0]
    pending, context.numbers.pending = context.numbers.pending or _only_received(reading, clause), None
    if (
        pending is None
        or first.kind != "carry"
        or context.elsewhere
        or not context.about_requests
        or not (clause.begins_plainly(first) or _CARRY_LEAD.fullmatch(reading.text, clause.start, first.start))
    ):
        return
    direction = carry_direction(clause, first, reading.year)
    if direction:
        reading.ledger.add_later(direction, pending, clause.words[-1].end)


def _whole_total(reading: Reading) -> Candidate | None:
    """``共有10件，其中新收8件、上年结转2件``, if nothing else was numbered since."""
    context = reading.context
    if context.numbers.total is None or context.numbers.total.statement.value not in context.numbers.values:
        return None
    value = context.numbers.total.statement.value
    since = context.numbers.values[context.numbers.values.index(value) + 1 :]
    return context.numbers.total if sum(since) == value else None


def _only_received(reading: Reading, clause: Phrase) -> Token | None:
    """``收到1件，结转下年度办理``; not where a number is lost (结转下年度件)."""
    last = reading.context.line.last_received
    if (
        last is None
        or last.statement.number is None
        or reading.context.numbers.others
        or last not in reading.context.numbers.received
    ):
        return None
    if not last.statement.value or clause.printed().rstrip()[-1:] in "件条份":
        return None
    if carry_direction(clause, clause.words[0], reading.year) != "carried_out":
        return None
    return Token("count", *last.statement.number, last.statement.value)


def _dismissed(reading: Reading, clause: Phrase) -> None:
    """``重复申请1件，不予处理``; of two numbers it is not clear which."""
    context = reading.context
    if len(context.numbers.dismissed) == 1:
        reading.ledger.add_dismissed(context.numbers.dismissed[0], clause.words[-1].end)
    context.numbers.dismissed = []


def all_of_last(reading: Reading, clause: Phrase) -> None:
    """``收到6件，均已答复``: the last number received holds for this too."""
    context, kinds = reading.context, clause.kinds
    if not clause.words:
        return
    if context.numbers.dismissed and "dismiss" in kinds and "none" not in kinds:
        _dismissed(reading, clause)
        return
    target = _whole_total(reading) or context.line.last_received
    if target is None or not target.statement.value:
        return
    echo = _Echo(reading, clause, target)
    if any(hinders(echo) for hinders in _HINDRANCES):
        return
    for quantity in echo.outcomes:
        reading.ledger.add_all(quantity, target, clause)
    if "handle" in kinds and not context.numbers.handled_met:
        reading.ledger.add_all("handled", target, clause)


@dataclass(slots=True)
class _Echo:
    """A clause that may say what became of all requests of an earlier number, ``target``."""

    reading: Reading
    clause: Phrase
    target: Candidate

    @property
    def outcomes(self) -> list[str]:
        """What it says became of them."""
        kinds = self.clause.kinds
        named = [OUTCOMES[kind] for kind in kinds if kind in OUTCOMES]
        return named or ["unavailable"] * (self.is_of_one and "lack_part" in kinds)

    @property
    def is_of_one(self) -> bool:
        """``收到1件，予以公开``: of one request nothing need be said of all."""
        plainly = self.clause.begins_plainly(self.clause.words[0])
        return self.target.statement.value == 1 and (self._gives_a_reason or plainly)

    @property
    def _gives_a_reason(self) -> bool:
        """``收到1件，因属于信访诉求不予处理``."""
        kinds = self.clause.kinds
        return self.target.statement.value == 1 and "dismiss" in kinds and "other_matter" in kinds

    def is_of_others(self) -> bool:
        """Said of another body or time, or in a sentence in which some were withdrawn."""
        context = self.reading.context
        return context.elsewhere or "withdrawn" in context.sentence.kinds

    def excepts_some(self) -> bool:
        """``除2件延期外，均已答复``."""
        return _EXCEPT_FOR.match(self.reading.text, self.clause.start, self.clause.end) is not None

    def says_something_else(self) -> bool:
        """``无一件撤销``, ``均未收费``: words of which none speaks of all requests."""
        reason = {"other_matter"} if self._gives_a_reason else set()
        return bool((self.clause.kinds & _NOTHING_SAID_OF_ALL) - reason)

    def is_of_some(self) -> bool:
        """Neither all are named nor is there only one."""
        clause = self.clause
        every = "all" in clause.kinds or _EVERY.search(self.reading.text, clause.start, clause.end)
        return not self.is_of_one and not every

    def is_of_a_later_number(self) -> bool:
        """``收到6件，咨询2件，均已答复``: numbers came between that do not make up the target."""
        numbers = self.reading.context.numbers
        return self.target is not numbers.total and numbers.others not in (0, self.target.statement.value)

    def is_of_several_outcomes(self) -> bool:
        """``均予以公开或部分公开``."""
        return len(self.outcomes) > 1


# Each keeps a clause from being said of all; asked in this order
_HINDRANCES: tuple[Callable[[_Echo], bool], ...] = (
    _Echo.is_of_others,
    _Echo.excepts_some,
    _Echo.says_something_else,
    _Echo.is_of_some,
    _Echo.is_of_a_later_number,
    _Echo.is_of_several_outcomes,
)
