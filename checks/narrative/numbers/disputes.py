"""Reviews and lawsuits about disclosure with this body as respondent: 被申请行政复议|3件."""

from __future__ import annotations

from checks.narrative.language.phrase import DISPUTES, EXPLICIT_NOUNS, NOUNS, OTHER, RECEIVE, Phrase, is_caused
from checks.narrative.language.tokens import Token
from checks.narrative.language.vocabulary import pattern
from checks.narrative.memory.context import Context, Topic
from checks.narrative.memory.reading import NONE, Quantities, Reading

_SUFFERED = pattern("suffered")
_ANSWER_DISPUTED = pattern("answer_disputed")
_ALL_OF_DISCLOSURE = frozenset(("all", "disclosure"))
_NOT_COUNTED_DISPUTES = frozenset(("litigation_part", "defeat", "dispute_paper"))


def before(reading: Reading, left: Phrase, count: Token) -> Quantities:
    """``被申请行政复议3件``: about disclosure, and with this body as respondent."""
    context, words = reading.context, _behind_colon(left)
    kinds = [w.kind for w in words]
    first = next(i for i, kind in enumerate(kinds) if kind in DISPUTES)
    about = _about_disclosure(reading, kinds)
    if count.value:
        context.line.topic = Topic.DISPUTES
    quantities = [DISPUTES[kind] for kind in dict.fromkeys(kinds) if kind in DISPUTES]
    if not DISPUTES.keys() >= set(kinds[first:]) or "litigation_part" in left.kinds:
        return []
    if _is_reviewing(reading, left, words, first, count) or _is_shared(quantities, left, count):
        return []
    if context.listing.is_open and not context.disputes.wholes.keys().isdisjoint(quantities):
        return _of_a_listing(context, quantities[-1], left, count)
    if not about and (count.value or not OTHER.isdisjoint(kinds)):
        context.disputes.add(quantities[-1], None, count)
        return []
    context.sentence.disclosure = context.sentence.disclosure or about  # 由此引发的行政复议1件、行政诉讼1件
    return [(q, NONE) for q in quantities]


def _is_shared(quantities: list[str], left: Phrase, count: Token) -> bool:
    """``行政复议、行政诉讼共3件``: neither's, unless each has it."""
    return len(quantities) > 1 and bool(count.value) and "each" not in left.kinds


def _of_a_listing(context: Context, quantity: str, left: Phrase, count: Token) -> Quantities:
    """``复议20件，其中因政府信息公开2件、诉讼1件``: of the parts, those that are about disclosure count instead."""
    if "disclosure" in left.kinds or context.disputes.narrowed:
        context.disputes.narrowed = True
        return [(quantity, frozenset(("instead",)))]
    context.disputes.add(quantity, None, count)
    return []


def _is_reviewing(reading: Reading, left: Phrase, words: list[Token], first: int, count: Token) -> bool:
    """Whether the cases are those of an organ that reviews, or are listed behind such: 办理行政复议9件、行政诉讼4件."""
    context = reading.context
    if not first:
        return context.disputes.reviewing and left.tokens[0].kind == "comma"
    context.disputes.reviewing = not _is_respondent(reading, left, words[first - 1], words[first], count)
    return context.disputes.reviewing


def _behind_colon(left: Phrase) -> list[Token]:
    """``复议应诉工作：|被申请行政复议``: what is before a colon is a heading."""
    if "colon" not in left.kinds:
        return left.words
    colon = next(t.start for t in reversed(left.tokens) if t.kind == "colon")
    behind = [w for w in left.words if w.start > colon]
    return behind if any(w.kind in DISPUTES for w in behind) else left.words


def _about_disclosure(reading: Reading, kinds: list[str]) -> bool:
    context = reading.context
    if not OTHER.isdisjoint(kinds):
        return context.sentence.disclosure and context.heading is Topic.DISPUTES
    if not EXPLICIT_NOUNS.isdisjoint(kinds):
        return True
    answered = kinds[0] == "handle"  # 答复后被行政复议
    return (
        context.sentence.disclosure
        or answered
        or context.line.topic is Topic.REQUESTS
        or context.heading is Topic.DISPUTES
    )


def _is_respondent(reading: Reading, left: Phrase, before: Token, dispute: Token, count: Token) -> bool:
    """``办理行政复议案件86件`` is the reviewing organ's.

    ``收到行政复议`` is a respondent's, if the body reviews nothing.
    """
    if (
        reading.text[dispute.start] == "被"
        or before.kind not in ("work_on", "handle", *RECEIVE)
        or before.kind == "receive_new"
        or is_caused(left, before, dispute)
    ):
        return True
    if before.kind != "receive":
        return False
    return count.value == 0 or (reading.text[before.start : before.end] != "受理" and reading.level != "government")


def behind(reading: Reading, right: Phrase, kinds: set[str]) -> Quantities:
    """``其中1件|被申请行政复议``."""
    quantities = [DISPUTES[k] for k in kinds if k in DISPUTES]
    words = right.words
    if any(w.kind == "handle" and not _ANSWER_DISPUTED.match(reading.text, w.end, right.end) for w in words):
        return []
    if (
        len(quantities) > 1
        or kinds & _NOT_COUNTED_DISPUTES
        or not ("disclosure" in right.kinds or _about_disclosure(reading, [w.kind for w in words]))
    ):
        return []
    return [(quantities[0], NONE)]


def unrelated(reading: Reading, clause: Phrase, word: Token) -> None:
    """``行政诉讼4件，均与政府信息公开无关``: none is about disclosure; ``其中3件不涉及政府信息公开``: not all are."""
    context = reading.context
    all_of_ours = _is_of_all(clause, context) and _SUFFERED.search(reading.text, context.sentence.start, word.start)
    for quantity, candidate, _ in context.disputes.open:
        if candidate is not None:
            candidate.dropped = True
        if all_of_ours:
            reading.ledger.add_zero(quantity, word.start, word.end)
    context.disputes.open = []


def related(reading: Reading, clause: Phrase) -> None:
    """``被申请行政复议4件，均为政府信息公开类``."""
    context = reading.context
    if not clause.kinds >= _ALL_OF_DISCLOSURE or any(w.kind not in NOUNS for w in clause.words):
        return
    if _is_of_all(clause, context) and not context.elsewhere:
        for quantity, candidate, count in context.disputes.open:
            if candidate is None:
                reading.ledger.add_later(quantity, count, count.end)
    context.disputes.open = []


def _is_of_all(clause: Phrase, context: Context) -> bool:
    return "count" not in clause.kinds and not context.listing.is_open
