"""Clauses without a number that speak of the last one: 收到6件，均已答复."""

from __future__ import annotations

from checks.narrative.context import Candidate, Topic
from checks.narrative.phrase import DISPUTES, EXPLICIT_NOUNS, NOUNS, OTHER, OUTCOMES, Phrase, carry_direction
from checks.narrative.reading import Reading
from checks.narrative.tokens import Token
from checks.narrative.vocabulary import pattern

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
        reading.context.topic = Topic.LICENCES if last.kind == "licence" else Topic.OTHER
    if last.kind == "request_or_attribute" and _MATTER_AHEAD.fullmatch(reading.text, last.end, clause.end):
        reading.context.topic, reading.context.attribute = Topic.REQUESTS, False
    if not clause.kinds.isdisjoint(EXPLICIT_NOUNS) and _is_heading_of_a_series(reading, clause):
        reading.context.series = ("received",)
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
    pending, context.pending = context.pending or _only_received(reading, clause), None
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
    if context.total is None or context.total.statement.value not in context.numbers:
        return None
    value = context.total.statement.value
    since = context.numbers[context.numbers.index(value) + 1 :]
    return context.total if sum(since) == value else None


def _only_received(reading: Reading, clause: Phrase) -> Token | None:
    """``收到1件，结转下年度办理``; not where a number is lost (结转下年度件)."""
    last = reading.context.last_received
    if last is None or last.statement.number is None or reading.context.others or last not in reading.context.received:
        return None
    if not last.statement.value or clause.printed().rstrip()[-1:] in "件条份":
        return None
    if carry_direction(clause, clause.words[0], reading.year) != "carried_out":
        return None
    return Token("count", *last.statement.number, last.statement.value)


def _dismissed(reading: Reading, clause: Phrase) -> None:
    """``重复申请1件，不予处理``; of two numbers it is not clear which."""
    context = reading.context
    if len(context.dismissed) == 1:
        reading.ledger.add_dismissed(context.dismissed[0], clause.words[-1].end)
    context.dismissed = []


def all_of_last(reading: Reading, clause: Phrase) -> None:
    """``收到6件，均已答复``: the last number received holds for this too."""
    context, kinds = reading.context, clause.kinds
    if not clause.words:
        return
    if context.dismissed and "dismiss" in kinds and "none" not in kinds:
        _dismissed(reading, clause)
        return
    target = _whole_total(reading) or context.last_received
    if (
        target is None
        or context.elsewhere
        or "withdrawn" in context.kinds
        or not target.statement.value
        or _EXCEPT_FOR.match(reading.text, clause.start, clause.end)
    ):
        return
    single = target.statement.value == 1
    why = {"other_matter"} if single and "dismiss" in kinds else set()  # 收到1件，因属于信访诉求不予处理
    if (kinds & _NOTHING_SAID_OF_ALL) - why:
        return
    single = single and (bool(why) or clause.begins_plainly(clause.words[0]))
    every = single or "all" in kinds or _EVERY.search(reading.text, clause.start, clause.end)
    if not every or (target is not context.total and context.others not in (0, target.statement.value)):
        return
    outcomes = [OUTCOMES[k] for k in kinds if k in OUTCOMES] or ["unavailable"] * (single and "lack_part" in kinds)
    if len(outcomes) > 1:
        return
    for quantity in outcomes:
        reading.ledger.add_all(quantity, target, clause)
    if "handle" in kinds and not context.handled_met:
        reading.ledger.add_all("handled", target, clause)
