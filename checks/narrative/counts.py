"""What a number counts: the words before it decide, and where there are none those behind it."""

from __future__ import annotations

import re

from checks.narrative.context import Context, Topic
from checks.narrative.ledger import Ledger
from checks.narrative.phrase import (
    DISPUTES,
    EXPLICIT_NOUNS,
    NOUNS,
    OTHER,
    OUTCOMES,
    RECEIVE,
    TRANSPARENT,
    Phrase,
    carry_direction,
    is_caused,
    received_and_handled,
)
from checks.narrative.statement import PROCESSED
from checks.narrative.tokens import Token

Found = list[tuple[str, frozenset[str]]]
"""Quantities with flags; empty where the number is none of ours."""

_NONE: frozenset[str] = frozenset()
# 收到要求公开补偿标准的政府信息公开申请: what a request is about
_MODIFIERS = frozenset(("other_matter", "reason", "licence", "other_outcome", "fault", "publish", "dispute_paper"))
_JOINED = re.compile(r"\s*(?:[、和及与]|以及)")
_BY_WHOM = re.compile(r"(?:提交|提出|递交|要求|所|群|众|人|主|体|社会|、|或|和|者|以?及|书面)*+")
_AND = re.compile(r"\s*[和及与]\s*")
_PROCESSING = frozenset(("办理", "处理"))
# 2件因需征求第三方意见结转下年度
_BECAUSE = re.compile(r"\s*(?:因|由于|尚|仍|正|还|未)")
_REPLY = frozenset(("答复", "回复"))
_OUTCOME_WORDS = frozenset((*OUTCOMES, "lack_part", "dismiss_part", "publish"))
_PART_WORDS = frozenset(("reason", "lack_part", "dismiss_part"))
_NOT_OURS_BEHIND = OTHER | {"agent", "give_over", "withdrawn", "other_outcome", "postponed"}
_NOT_COUNTED_DISPUTES = frozenset(("litigation_part", "defeat", "dispute_paper", "handle"))


class Classifier:
    """Tells what a number counts, given what the reader keeps in mind."""

    def __init__(self, text: str, year: int, level: str, context: Context, ledger: Ledger) -> None:
        self.text = text
        self.year = year
        self.level = level
        self.context = context
        self.ledger = ledger

    def classify(self, left: Phrase, right: Phrase, count: Token) -> Found:
        """Quantities that this number states, each with flags (see ``Ledger.add``)."""
        words = left.words
        if "none" in left.kinds or "not" in left.kinds or (words and words[-1].kind == "rate"):
            return []
        if not words:
            return self._from_right(left, right, count)
        if not left.reaches_end(words[-1]):
            return []
        return self._from_left(left, right, count)

    def change_topic(self, word: Token) -> None:
        """A number of another matter: what follows without a noun is about that matter too."""
        if word.kind in OTHER and not (self._is_of_a_breakdown() or (word.kind == "publish" and self.context.received)):
            self.context.topic = Topic.LICENCES if word.kind == "licence" else Topic.OTHER
            self.context.attribute = self.context.attribute or word.kind == "proactive"

    def _is_of_a_breakdown(self) -> bool:
        """``其中申请公开行政处罚信息4件``: what requests are about."""
        return self.context.breakdown and self.context.whole_topic is Topic.REQUESTS and bool(self.context.received)

    # --- words before the number ----------------------------------------------------------------------------------

    def _from_left(self, left: Phrase, right: Phrase, count: Token) -> Found:
        words = left.words
        last = len(words) - 1
        while last >= 0 and words[last].kind in NOUNS:
            last -= 1
        nouns = words[last + 1 :]
        if last < 0:
            return self._noun_only(left, right, nouns, count)
        if any(w.kind == "agent" for w in words):
            self.context.topic = Topic.OTHER
            return []
        verb = words[last]
        found: Found = []
        if verb.kind in DISPUTES:
            found = [] if nouns else self._dispute(left, count)
        elif verb.kind in _OUTCOME_WORDS:
            found = self._outcome(left, right, last, count)
        elif verb.kind == "handle":
            found = self._handled(left, last, nouns)
        elif verb.kind in ("carry", "work_on") or _passes_on_last_year(left, verb):
            found = self._carried_or_worked_on(left, last, count)
        elif _is_dismissed(words):
            self.context.dismissed = count
        else:
            found = self._received(left, right, last, nouns)
        return found

    def _received(self, left: Phrase, right: Phrase, last: int, nouns: list[Token]) -> Found:
        """``收到|政府信息公开申请``. What stands between verb and noun matters only for a bare 申请."""
        words = left.words
        at = last
        explicit = any(n.kind in EXPLICIT_NOUNS for n in nouns)
        while at >= 0 and explicit and words[at].kind in _MODIFIERS:
            at -= 1
        if at < 0 or words[at].kind not in RECEIVE:
            return []
        verb = words[at]
        if not nouns and at and words[at - 1].kind in OTHER:
            self.change_topic(words[at - 1])
            return []
        joined = at < last and _JOINED.match(left.between(words[last], nouns[0]))
        vague = nouns and not explicit and not self._plain_between(left, verb, nouns[0])
        if joined or vague or left.is_part() or not self._receives_requests(right, verb, nouns, explicit=explicit):
            return []
        if verb.kind == "receive_new":
            return [("received", frozenset(("new",)))]
        return [("received", _NONE)] if self._receives_new(words[:at], explicit=explicit) else []

    def _receives_new(self, before: list[Token], *, explicit: bool) -> bool:
        """Not where the number is a part of the last one, or contains the carry-in."""
        context = self.context
        of_other_matter = explicit and context.whole_topic in (Topic.OTHER, Topic.LICENCES)
        of_processed = context.processed is not None and context.processed == context.whole
        if context.breakdown and not of_other_matter and not of_processed:
            return False
        return not context.includes and not any(w.kind == "carry" for w in before)

    def _plain_between(self, left: Phrase, verb: Token, noun: Token) -> bool:
        """``受理公民|申请``, ``收到各类|申请``; not ``收到征地补偿申请``."""
        position = verb.end
        for token in left.tokens:
            if token.start < verb.end or token.start >= noun.start:
                continue
            if token.kind not in TRANSPARENT or not left.is_filler(position, token.start):
                return False
            position = token.end
        filler = left.vocabulary.filler.match(self.text, position, noun.start)
        return _BY_WHOM.fullmatch(self.text, filler.end() if filler else position, noun.start) is not None

    def _receives_requests(self, right: Phrase, verb: Token, nouns: list[Token], *, explicit: bool) -> bool:
        context = self.context
        behind = right.words[0].kind if right.words else ""
        if not nouns and _names_requests(right.words):
            return True
        if behind in OTHER or behind in ("agent", "give_over") or (behind in DISPUTES and not explicit):
            self.change_topic(right.words[0])
            return False
        if explicit or behind in EXPLICIT_NOUNS or (verb.kind == "receive_formally" and context.disclosure):
            return True
        if nouns or behind == "application":
            return context.topic in (Topic.REQUESTS, Topic.UNKNOWN) or (
                context.topic is Topic.OTHER and context.heading is Topic.REQUESTS
            )
        return context.about_requests

    def _noun_only(self, left: Phrase, right: Phrase, nouns: list[Token], count: Token) -> Found:
        """``政府信息公开申请12件``: received, unless it may be something else."""
        context, noun = self.context, nouns[0]
        behind = next((w.kind for w in right.words if w.kind not in NOUNS), "")
        if context.breakdown or context.includes or left.is_part() or not left.begins_plainly(noun):
            return []
        if behind == "carry":
            return self._from_right_words(right, count)
        if behind in OUTCOMES or behind in DISPUTES or "rest" in left.kinds:
            return []
        if noun.kind == "request_or_attribute" and (context.attribute or self.text[count.end - 1] == "条"):
            return []
        if noun.kind == "application" and "together" not in left.kinds:
            return []
        return [("received", _NONE)]

    def _handled(self, left: Phrase, last: int, nouns: list[Token]) -> Found:
        """``办结12件``, ``收到并答复4件``; not ``其余14件均已答复``."""
        context, words = self.context, left.words
        verb = words[last]
        if "rest" in left.kinds or left.is_part() or not self._names_or_means_requests(words):
            return []
        earlier = [
            w
            for w in words[:last]
            if w.kind not in NOUNS and w.kind not in RECEIVE and w.kind not in ("handle", "work_on")
        ]
        if earlier and not (earlier[-1].kind in OTHER and nouns):
            return []
        if "withdrawn" in context.kinds and self.text[verb.start : verb.end] in _REPLY:
            return []
        found: Found = []
        if received_and_handled(left, last) and not context.breakdown and not context.includes:
            found.append(("received", _NONE))
        if context.breakdown and (not self._breaks_down_received() or "postponed" in context.kinds):
            return found
        of_new = context.breakdown and context.processed != context.whole
        return [*found, ("handled", frozenset(("of_new",)) if of_new else _NONE)]

    def _breaks_down_received(self) -> bool:
        """``收到17件，其中办结16件``; not ``予以公开9件（其中答复6件）``."""
        context = self.context
        if context.processed is not None and context.processed == context.whole:
            return True
        received = context.last_received
        return received is not None and bool(context.received) and received.statement.value == context.whole

    def _outcome(self, left: Phrase, right: Phrase, last: int, count: Token) -> Found:
        """``予以公开5件``; two kinds before one number (予以公开和部分公开共12件) are neither's."""
        context = self.context
        kinds = [w.kind for w in left.words if w.kind not in NOUNS]
        outcomes = list(dict.fromkeys(k for k in kinds if k in OUTCOMES or k == "publish"))
        verb = left.words[last]
        attribute = context.attribute and not context.received
        if attribute or "other_matter" in kinds or not self._names_or_means_requests(left.words):
            return []
        if len(outcomes) > 1:
            shared = (count.value == 0 or "each" in left.kinds) and "publish" not in outcomes
            return [(OUTCOMES[k], _NONE) for k in outcomes] if shared else []
        if verb.kind == "publish":
            return [("granted", _NONE)] if self._publishes_requested(left, verb) else []
        part = not _PART_WORDS.isdisjoint(kinds)
        if verb.kind == "dismiss_part" and "dismiss" in right.kinds and right.kinds.isdisjoint(("none", "not")):
            return [("not_processed", frozenset(("part",)))]
        if verb.kind == "dismiss_part":
            context.dismissed = count
        if verb.kind == "dismiss_part" or (part and not count.value):
            return []
        return [(OUTCOMES.get(verb.kind, "unavailable"), frozenset(("part",)) if part else _NONE)]

    def _publishes_requested(self, left: Phrase, verb: Token) -> bool:
        """``其中公开5件，部分公开3件``: plainly 公开 is granting only among its siblings."""
        context = self.context
        plain = left.begins_plainly(verb) and context.breakdown and not context.attribute
        return plain and bool(context.kinds & {"grant_partly", "refuse"}) and "proactive" not in context.kinds

    def _carried_or_worked_on(self, left: Phrase, last: int, count: Token) -> Found:
        context, words = self.context, left.words
        at = last
        while at >= 0 and words[at].kind in ("work_on", *NOUNS):
            at -= 1
        if at >= 0 and (words[at].kind == "carry" or _passes_on_last_year(left, words[at])):
            return self._carried(left, at, count)
        if "next_year" in left.kinds and context.about_requests and words[last].kind == "work_on":
            return [("carried_out", _NONE)]
        if context.breakdown or context.includes or not self._names_or_means_requests(words):
            return []
        if received_and_handled(left, last):
            return [("received", _NONE)]
        return [(PROCESSED, _NONE)] if self._is_processed(left, last) else []

    def _is_processed(self, left: Phrase, last: int) -> bool:
        """``共办理政府信息公开申请57件``; not 应办, 待办, nor a part (其余, 网上)."""
        verb, *nouns = left.words[last:]
        plain = self.text[verb.start : verb.end] in _PROCESSING and left.begins_plainly(verb)
        return (
            plain
            and any(n.kind in EXPLICIT_NOUNS for n in nouns)
            and not self.context.attribute
            and "rest" not in left.kinds
            and not left.is_part()
        )

    def _carried(self, left: Phrase, at: int, count: Token) -> Found:
        """``上年结转2件``, ``结转下年度3件``; not ``新收及上年结转20件``."""
        carry = left.words[at]
        joined = any(w.kind in RECEIVE and _AND.fullmatch(_without_times(left, w, carry)) for w in left.words[:at])
        if joined or not self._names_or_means_requests(left.words):
            return []
        direction = carry_direction(left, carry, self.year) or self._bare_carry(left, count)
        return [(direction, _NONE)] if direction else []

    def _bare_carry(self, left: Phrase, count: Token) -> str | None:
        """``办结12件，结转2件``: carried out, if something was done before; 新收12件，结转3件 may mean either.

        In ``75件（新收70件，结转5件）`` the sum tells.
        """
        if any(c.new and c.statement.value + count.value in self.context.numbers for c in self.context.received):
            return "carried_in"
        done = self.context.handled_met or "rest" in left.kinds or self.ledger.done_in_sentence()
        return "carried_out" if done else None

    def _dispute(self, left: Phrase, count: Token) -> Found:
        """``被申请行政复议3件``: about disclosure, and with this body as respondent."""
        context, words = self.context, left.words
        first = next(i for i, w in enumerate(words) if w.kind in DISPUTES)
        about = self._about_disclosure(words)
        if count.value:
            context.topic = Topic.DISPUTES
        quantities = list(dict.fromkeys(DISPUTES[w.kind] for w in words if w.kind in DISPUTES))
        if any(w.kind not in DISPUTES for w in words[first:]) or "litigation_part" in left.kinds:
            return []
        if first and not self._is_respondent(left, words[first - 1], words[first], count):
            return []
        if len(quantities) > 1 and count.value and "each" not in left.kinds:
            return []
        nested = context.breakdown and context.last_dispute is not None and context.last_dispute[0] in quantities
        if nested and "disclosure" in left.kinds:
            return [(quantities[-1], frozenset(("instead",)))]
        if nested or not (about or (count.value == 0 and not any(w.kind in OTHER for w in words))):
            context.last_dispute = (quantities[-1], None)
            return []
        context.disclosure = context.disclosure or about  # 由此引发的行政复议1件、行政诉讼1件
        return [(q, _NONE) for q in quantities]

    def _about_disclosure(self, words: list[Token]) -> bool:
        context = self.context
        if any(w.kind in EXPLICIT_NOUNS for w in words) and not any(w.kind in OTHER for w in words):
            return True
        if any(w.kind in OTHER for w in words):
            return context.disclosure and context.heading is Topic.DISPUTES
        answered = words[0].kind == "handle"  # 答复后被行政复议
        return context.disclosure or answered or context.topic is Topic.REQUESTS or context.heading is Topic.DISPUTES

    def _is_respondent(self, left: Phrase, before: Token, dispute: Token, count: Token) -> bool:
        """``办理行政复议案件86件`` is the reviewing organ's.

        ``收到行政复议`` is a respondent's, if the body reviews nothing.
        """
        if (
            before.kind not in ("work_on", "handle", *RECEIVE)
            or before.kind == "receive_new"
            or is_caused(left, before, dispute)
        ):
            return True
        if before.kind != "receive":
            return False
        return count.value == 0 or (self.text[before.start : before.end] != "受理" and self.level != "government")

    # --- words behind the number ----------------------------------------------------------------------------------

    def _from_right(self, left: Phrase, right: Phrase, count: Token) -> Found:
        """``3件|予以公开``, ``其中1件|被申请行政复议``; or a review's part that is about disclosure."""
        context = self.context
        if context.last_dispute is not None and context.breakdown and "disclosure" in left.kinds:
            return [(context.last_dispute[0], frozenset(("instead",)))]
        return self._from_right_words(right, count, rest="rest" in left.kinds) if left.is_quiet() else []

    def _from_right_words(self, right: Phrase, count: Token, *, rest: bool = False) -> Found:
        context = self.context
        kinds = {w.kind for w in right.words if w.kind not in NOUNS}
        if not kinds or not right.kinds.isdisjoint(("none", "not", "rate", "more_or_less")):
            return []
        if "dismiss_part" in kinds and "dismiss" not in kinds:
            context.dismissed = count
            return []
        found: Found = []
        reason = _BECAUSE.match(right.text, right.start, right.end) and "carry" in kinds
        if kinds & _NOT_OURS_BEHIND and not reason:
            found = []
        elif "carry" in kinds or ("next_year" in right.kinds and "work_on" in kinds):
            found = self._carried_behind(right)
        elif kinds & DISPUTES.keys():
            found = self._dispute_behind(right, kinds)
        elif self._names_or_means_requests(right.words):
            found = self._outcome_behind(right, kinds, rest=rest)
        return found

    def _outcome_behind(self, right: Phrase, kinds: set[str], *, rest: bool) -> Found:
        context = self.context
        outcomes = [OUTCOMES[k] for k in kinds if k in OUTCOMES] or ["unavailable"] * ("lack_part" in kinds)
        if len(outcomes) == 1:
            return [(outcomes[0], frozenset(("part",)) if kinds & _PART_WORDS else _NONE)]
        first = next(w.kind for w in right.words if w.kind not in NOUNS)
        if outcomes or first != "handle" or rest or "withdrawn" in context.kinds or context.breakdown:
            return []
        return [("handled", _NONE)]

    def _carried_behind(self, right: Phrase) -> Found:
        carry = next((w for w in right.words if w.kind == "carry"), None)
        if not self._names_or_means_requests(right.words):
            return []
        direction = carry_direction(right, carry, self.year) if carry is not None else None
        return [(direction or "carried_out", _NONE)]

    def _dispute_behind(self, right: Phrase, kinds: set[str]) -> Found:
        quantities = [DISPUTES[k] for k in kinds if k in DISPUTES]
        if len(quantities) > 1 or kinds & _NOT_COUNTED_DISPUTES or not self._about_disclosure(right.words):
            return []
        return [(quantities[0], _NONE)]

    # --- helpers --------------------------------------------------------------------------------------------------

    def _names_or_means_requests(self, words: list[Token]) -> bool:
        return self.context.about_requests or any(w.kind in EXPLICIT_NOUNS for w in words)


def _is_dismissed(words: list[Token]) -> bool:
    """``以申请名义信访、投诉3件``: named now, dismissed in the next clause."""
    kinds = {w.kind for w in words}
    return "dismiss_part" in kinds and kinds <= {"dismiss_part", "other_matter", *NOUNS}


def _passes_on_last_year(left: Phrase, verb: Token) -> bool:
    """``转办上一年度申请3件``: passed on by last year, not by another body."""
    if verb.kind != "give_over":
        return False
    return any(t.start == verb.end and t.kind == "last_year" for t in left.tokens)


def _names_requests(words: list[Token]) -> bool:
    """``1份|要求公开补偿标准的政府信息公开申请``: the last noun is the head."""
    named = [i for i, w in enumerate(words) if w.kind in EXPLICIT_NOUNS]
    return bool(named) and not any(w.kind in OTHER or w.kind == "agent" for w in words[named[-1] + 1 :])


def _without_times(left: Phrase, first: Token, second: Token) -> str:
    """Text between two words without the names of years."""
    text = left.between(first, second)
    for token in left.tokens:
        if first.end <= token.start and token.end <= second.start and token.kind != "comma":
            text = text.replace(left.text[token.start : token.end], "")
    return text
