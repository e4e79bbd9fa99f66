"""What became of requests: 办结|12件, 予以公开|5件, 3件|予以公开."""

from __future__ import annotations

from checks.narrative.language.phrase import NOUNS, OTHER, OUTCOMES, RECEIVE, Phrase, received_and_handled
from checks.narrative.language.tokens import Token
from checks.narrative.memory.context import Context
from checks.narrative.memory.reading import NONE, Quantities, Reading

_BESIDE = NOUNS | RECEIVE | {"handle", "work_on"}
# 撤回2件，14件均已答复; 1件移送其他机关，8件自行答复
_LEAVES_A_REST = frozenset(("withdrawn", "give_over"))
_REPLY = frozenset(("答复", "回复"))
_PART_WORDS = frozenset(("reason", "lack_part", "dismiss_part"))


def handled(reading: Reading, left: Phrase, last: int, nouns: list[Token]) -> Quantities:
    """``办结12件``, ``收到并答复4件``; not ``其余14件均已答复``."""
    context, words = reading.context, left.words
    verb = words[last]
    if "rest" in left.kinds or left.is_part() or not reading.names_or_means_requests(left):
        return []
    beside = _BESIDE | {"carry"} if "together" in left.kinds else _BESIDE  # 上年结转及今年新收申请共办结70件
    earlier = [w for w in words[:last] if w.kind not in beside]
    if earlier and not (earlier[-1].kind in OTHER and nouns):
        return []
    if "withdrawn" in context.sentence.kinds and reading.text[verb.start : verb.end] in _REPLY:
        return []
    found: Quantities = []
    if received_and_handled(left, last) and not context.listing.is_open and not context.numbers.includes:
        found.append(("received", NONE))
    if context.listing.is_open and (not _breaks_down_received(reading) or "postponed" in context.sentence.kinds):
        return found
    return [*found, _handled_of(context)]


def _breaks_down_received(reading: Reading) -> bool:
    """``收到17件，其中办结16件``; not ``予以公开9件（其中答复6件）``."""
    context = reading.context
    if context.listing.whole in (context.numbers.processed, context.numbers.carried_in):
        return True
    received = context.line.last_received
    return received is not None and bool(context.numbers.received) and received.statement.value == context.listing.whole


def before(reading: Reading, left: Phrase, right: Phrase, last: int, count: Token) -> Quantities:
    """``予以公开5件``; two kinds before one number (予以公开和部分公开共12件) are neither's."""
    kinds = [w.kind for w in left.words if w.kind not in NOUNS]
    if _is_of_documents(reading.context) or "other_matter" in kinds or not reading.names_or_means_requests(left):
        return []
    named = [k for k in dict.fromkeys(kinds) if k in OUTCOMES or k == "publish"]
    if len(named) > 1:
        return _shared(named, left, count)
    verb = left.words[last]
    by_verb = _BY_VERB.get(verb.kind, _of_verb)
    return by_verb(reading, left, right, verb, count)


def _is_of_documents(context: Context) -> bool:
    """``主动公开96条，依申请公开9条``: nothing was received of which this could be the outcome."""
    return context.line.attribute and not context.numbers.received


def _shared(named: list[str], left: Phrase, count: Token) -> Quantities:
    """``予以公开、部分公开均为0件``: a number that holds for each of several outcomes."""
    shared = (count.value == 0 or "each" in left.kinds) and "publish" not in named
    return [(OUTCOMES[k], NONE) for k in named] if shared else []


def _published(reading: Reading, left: Phrase, right: Phrase, verb: Token, count: Token) -> Quantities:  # noqa: ARG001 - a case of ``_BY_VERB``
    """``公开5件``."""
    return [("granted", NONE)] if _publishes_requested(reading, left, verb) else []


def _dismissed(reading: Reading, left: Phrase, right: Phrase, verb: Token, count: Token) -> Quantities:  # noqa: ARG001 - as above
    """``信访类申请1件，不予处理``: a part of those not processed, if that is behind the number or follows."""
    if "dismiss" in right.kinds and right.kinds.isdisjoint(("none", "not")):
        return [("not_processed", frozenset(("part",)))]
    reading.context.numbers.dismissed.append(count)
    return []


def _of_verb(reading: Reading, left: Phrase, right: Phrase, verb: Token, count: Token) -> Quantities:  # noqa: ARG001 - as above
    """``予以公开5件``, ``属于过程性信息不予公开1件``."""
    part = any(w.kind in _PART_WORDS for w in left.words)
    if part and not count.value:
        return []
    return [(OUTCOMES.get(verb.kind, "unavailable"), frozenset(("part",)) if part else NONE)]


_BY_VERB = {"publish": _published, "dismiss_part": _dismissed}


def _publishes_requested(reading: Reading, left: Phrase, verb: Token) -> bool:
    """``其中公开5件，部分公开3件``: plainly 公开 is granting only among its siblings."""
    context = reading.context
    listed = context.listing.is_open or bool(context.numbers.received)
    plain = left.begins_plainly(verb) and listed and not context.line.attribute
    return (
        plain
        and bool(context.sentence.kinds & {"grant_partly", "refuse"})
        and "proactive" not in context.sentence.kinds
    )


def behind(reading: Reading, right: Phrase, kinds: set[str], *, rest: bool) -> Quantities:
    """``3件|予以公开``, ``8件|均按时办结``; not what the rest was."""
    context = reading.context
    outcomes = [OUTCOMES[k] for k in kinds if k in OUTCOMES] or ["unavailable"] * ("lack_part" in kinds)
    if len(outcomes) == 1:
        return [(outcomes[0], frozenset(("part",)) if kinds & _PART_WORDS else NONE)]
    first = next(w.kind for w in right.words if w.kind not in NOUNS)
    part = rest or not context.sentence.kinds.isdisjoint(_LEAVES_A_REST)
    if outcomes or first != "handle" or part or (context.listing.is_open and not _breaks_down_received(reading)):
        return []
    return [_handled_of(context)]


def _handled_of(context: Context) -> tuple[str, frozenset[str]]:
    """办结 with its flags: in a breakdown of the new requests it is of these alone."""
    of_new = context.listing.is_open and context.listing.whole not in (
        context.numbers.processed,
        context.numbers.carried_in,
    )
    return "handled", frozenset(("of_new",)) if of_new else NONE
