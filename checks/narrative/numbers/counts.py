"""What a number counts: the words before it decide, and where there are none those behind it."""

from __future__ import annotations

from checks.narrative.language.phrase import DISPUTES, NOUNS, OTHER, OUTCOMES, RECEIVE, Phrase
from checks.narrative.language.tokens import Token
from checks.narrative.language.vocabulary import pattern
from checks.narrative.memory.context import Topic
from checks.narrative.memory.reading import NONE, Quantities, Reading
from checks.narrative.numbers import carries, disputes, outcomes, received

_BECAUSE = pattern("because")
# 申请总量301件
_TOTAL = pattern("total_of_noun")
# 共有6件申请, 去年仅8件申请
_OF_THESE = pattern("of_these")
_ALL_OF_A_LIST = frozenset(("all", "comma"))
_TOTALS = frozenset(("together", "this_year", "last_year", "year"))
_OUTCOME_WORDS = frozenset((*OUTCOMES, "lack_part", "dismiss_part", "publish"))
_DISMISSED = NOUNS | {"dismiss_part", "other_matter"}
_NOT_OURS_BEHIND = OTHER | {"agent", "give_over", "withdrawn", "other_outcome", "postponed"}


def classify(reading: Reading, left: Phrase, right: Phrase, count: Token) -> Quantities:
    """Quantities that this number states, each with flags (see ``Ledger.add``)."""
    words = left.words
    if "none" in left.kinds or "not" in left.kinds or (words and words[-1].kind == "rate"):
        return []
    if not words:
        return _from_right(reading, left, right, count)
    if not left.reaches_end(words[-1]):
        return []
    if count.value == 0 and left.kinds >= _ALL_OF_A_LIST:
        return _each(reading, left, right, count) or _from_left(reading, left, right, count)
    return _from_left(reading, left, right, count)


def _each(reading: Reading, left: Phrase, right: Phrase, count: Token) -> Quantities:
    """``新收申请、上年结转、结转下年度均为|0件``: none of them, if each is known."""
    quantities: Quantities = []
    first = 0
    stops = [i for i, t in enumerate(left.tokens) if t.kind == "comma"]
    for stop in (*stops, len(left.tokens)):
        part = left.part(first, stop)
        of_part = _from_left(reading, part, right, count) if part.words and part.reaches_end(part.words[-1]) else []
        if not of_part:
            return []
        quantities += of_part
        first = stop + 1
    return quantities


def _from_left(reading: Reading, left: Phrase, right: Phrase, count: Token) -> Quantities:
    words = left.words
    last = len(words) - 1
    while last >= 0 and words[last].kind in NOUNS:
        last -= 1
    nouns = words[last + 1 :]
    if last < 0:
        return _noun_only(reading, left, right, nouns, count)
    if "agent" in left.kinds:
        reading.context.line.topic = Topic.OTHER
        return []
    verb = words[last]
    quantities: Quantities = []
    if last and not nouns and verb.kind in RECEIVE and words[last - 1].kind in DISPUTES:  # 行政复议新增1件
        left, verb = left.part(0, left.tokens.index(verb)), words[last - 1]
    if (
        last
        and not nouns
        and verb.kind == "handle"
        and words[last - 1].kind in OUTCOMES
        and words[last - 1].end == verb.start
    ):
        last, verb = last - 1, words[last - 1]  # 同意公开答复6件
    if verb.kind in DISPUTES:
        quantities = [] if nouns else disputes.before(reading, left, count)
    elif verb.kind in _OUTCOME_WORDS:
        quantities = outcomes.before(reading, left, right, last, count)
    elif verb.kind == "handle":
        quantities = outcomes.handled(reading, left, last, nouns)
    elif verb.kind in ("carry", "work_on") or carries.passes_on_last_year(left, verb, reading.year):
        quantities = carries.before(reading, left, last, count)
    elif _is_dismissed(left):
        reading.context.numbers.dismissed.append(count)
    else:
        quantities = received.before(reading, left, right, last, nouns)
    return quantities


def _from_right(reading: Reading, left: Phrase, right: Phrase, count: Token) -> Quantities:
    """``3件|予以公开``, ``其中1件|被申请行政复议``; or a review's part that is about disclosure."""
    context = reading.context
    part = context.listing.is_open or _OF_THESE.match(left.text, left.start, left.end)
    if context.disputes.last is not None and part and "disclosure" in left.kinds:
        # 复议20件、诉讼11件，其中涉及政府信息公开9件: of both, or of the last
        several = len({quantity for quantity, _, _ in context.disputes.open}) > 1
        return [] if several else [(context.disputes.last, frozenset(("instead",)))]
    return _from_right_words(reading, left, right, count) if left.is_quiet() else []


def _from_right_words(reading: Reading, left: Phrase, right: Phrase, count: Token) -> Quantities:
    context = reading.context
    if left.kinds & _TOTALS and not context.listing.is_open and _is_noun(reading, right):
        return [("received", NONE)]
    kinds = {w.kind for w in right.words if w.kind not in NOUNS}
    if not kinds or not right.kinds.isdisjoint(("none", "not", "rate", "more_or_less")):
        return []
    if "dismiss_part" in kinds and "dismiss" not in kinds:
        context.numbers.dismissed.append(count)
        return []
    quantities: Quantities = []
    reason = _BECAUSE.match(right.text, right.start, right.end) and "carry" in kinds
    if kinds & _NOT_OURS_BEHIND and not reason:
        quantities = []
    elif "carry" in kinds or ("next_year" in right.kinds and "work_on" in kinds):
        quantities = carries.behind(reading, right)
    elif kinds & DISPUTES.keys():
        quantities = disputes.behind(reading, right, kinds)
    elif reading.names_or_means_requests(right):
        quantities = outcomes.behind(reading, right, kinds, rest="rest" in left.kinds)
    return quantities


def _is_noun(reading: Reading, right: Phrase) -> bool:
    """``共有6件|政府信息公开申请``; of a bare 申请 under the heading of requests only."""
    words = right.words
    of_requests = reading.context.heading is Topic.REQUESTS
    named = any(w.kind == "request" or (w.kind == "application" and of_requests) for w in words) and all(
        w.kind in NOUNS for w in words
    )
    return named and right.begins_plainly(words[0]) and right.reaches_end(words[-1])


def _noun_only(reading: Reading, left: Phrase, right: Phrase, nouns: list[Token], count: Token) -> Quantities:
    """``政府信息公开申请12件``: received, unless it may be something else."""
    context, noun = reading.context, nouns[0]
    behind = next((w.kind for w in right.words if w.kind not in NOUNS), "")
    if context.listing.is_open or context.numbers.includes or left.is_part() or not _is_subject(left, noun):
        return []
    if behind == "carry":
        return _from_right_words(reading, left, right, count)
    if behind in OUTCOMES or behind in DISPUTES or "rest" in left.kinds:
        return []
    if noun.kind == "request_or_attribute" and (context.line.attribute or reading.text[count.end - 1] == "条"):
        return []
    total = "together" in left.kinds or (context.about_requests and _TOTAL.match(reading.text, noun.end, count.start))
    if noun.kind == "application" and not total:
        return []
    return [("received", NONE)]


def _is_subject(left: Phrase, noun: Token) -> bool:
    """``政府信息公开申请``, ``公民提出的申请共``: the words before the noun say no more than who asked."""
    asked = "together" in left.kinds and received.plain_between(left, left.start, noun)
    return asked or left.begins_plainly(noun)


def _is_dismissed(left: Phrase) -> bool:
    """``以申请名义信访、投诉3件``: named now, dismissed in the next clause."""
    return "dismiss_part" in left.kinds and all(w.kind in _DISMISSED for w in left.words)
