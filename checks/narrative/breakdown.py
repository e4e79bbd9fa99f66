"""Parts that do not add up to their whole: 信息67条，其中动态10条、通知2条…; 新收16件，办结12件，结转2件.

Certain is only what cannot be otherwise: a list joined by 、 whose numbers count the same and come to more than the
whole, or to less where the list says that it is complete (其他17件, 分为…); and requests of which fewer were handled
and carried over than were received, with nothing said of the others. A list may go on behind a semicolon, and is not
complete as long as it may. Doubtful is a list of many parts that come to nearly the whole, or are joined by ， and come
to more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from checks.narrative.language import numerals
from checks.narrative.language.phrase import OUTCOMES
from checks.narrative.language.tokens import Token, tokenise
from checks.narrative.language.vocabulary import Vocabulary, pattern, vocabulary
from checks.narrative.memory.statement import Statement

_SENTENCE_ENDS = "。！？!?\n"
# from the first 其中 to the end of the sentence
_LISTING = re.compile(rf"(?:{pattern('breakdown').pattern})[^{_SENTENCE_ENDS}]*+")
# a number that may count: not 3500余条
_FIGURE = re.compile(rf"[\d零〇○]++(?! ?(?:[余多几来]|左右))|[{numerals.CHARACTERS}](?= ?[件条份起例宗封])")
_COMPLETE = pattern("complete_breakdown")
_REMAINDER = pattern("remainder")
_UNSETTLED = pattern("unsettled")
_FEWEST = 2
# A list that does not say that it is complete may yet be, if it has so many parts that come to so much of the whole
_MANY = 4
_NEARLY = 0.85
_LONGEST = 200
"""A list of more tokens is no prose; with this bound the time grows with the text, whatever it is."""
# A part with one of these is of another kind or time: 其中网上20件、信函10件、办结28件
_NO_PART = frozenset(
    ("handle", "receive", "receive_new", "carry", "last_year", "next_year", "year", "all_time", "part_of_year", "rate",
     "more_or_less", "postponed", "withdrawn", "include", "exclude", "none", "not", "plan", "other_number", "breakdown",
     "give_over", "review", "litigation", "all")
)  # fmt: skip
# 予以公开8件、不予公开3件: prose names the outcomes that it has something to say of
_OUTCOMES = frozenset((*OUTCOMES, "lack_part", "dismiss_part", "other_outcome"))
# 政策10条，转载新闻20条: behind ， another matter may begin
_OTHER_MATTER = pattern("listed_matter")
_ENDS = frozenset(("break", "semicolon", "close"))


class Mismatch(NamedTuple):
    """Numbers that should be the same sum: ``whole`` (its addends) and ``parts``, and where they are in the text.

    Not ``certain`` where the list may have other parts, or parts of something else.
    """

    sentence: str
    start: int
    end: int
    whole: tuple[int, ...]
    parts: tuple[int, ...]
    certain: bool = True


def mismatches(text: str, level: str, statements: Iterable[Statement]) -> list[Mismatch]:
    """All of a normalised text, in its order; ``statements`` are what was read from it."""
    wrong = [*_lists(text, vocabulary(level)), *_balances(statements)]
    return sorted(wrong, key=lambda m: m.start)


def _lists(text: str, words: Vocabulary) -> Iterator[Mismatch]:
    for start, end in _sentences(text):
        tokens = tokenise(text, start, end, words)
        for index, token in enumerate(tokens):
            if token.kind == "breakdown" and index > 1 and tokens[index - 2].kind == "count":
                listed = _list(text, tokens, index)
                if listed is not None:
                    counts, certain = listed
                    span = (tokens[index - 2].start, counts[-1].end)
                    whole, parts = (tokens[index - 2].value,), tuple(c.value for c in counts)
                    yield Mismatch(text[start:end].strip(), *span, whole, parts, certain)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences begin and end that may break a number down: 其中, and enough numbers."""
    end = 0
    for listing in _LISTING.finditer(text):
        start = max(text.rfind(mark, end, listing.start()) for mark in _SENTENCE_ENDS) + 1 or end
        end = listing.end()
        if len(_FIGURE.findall(text, start, end)) > _FEWEST:
            yield start, end


class _Part(NamedTuple):
    """A count, where its label begins, and the kinds of the words in it."""

    label: int
    number: Token
    kinds: frozenset[str]


class _Parts(NamedTuple):
    """The parts of one list, whether it ends for certain behind them, and whether they are joined by ，."""

    parts: list[_Part]
    closed: bool
    loose: bool


def _list(text: str, tokens: list[Token], breakdown: int) -> tuple[list[Token], bool] | None:
    """The counts of a list that does not come to its whole, and whether that is certain."""
    listed = _parts(text, tokens, breakdown)
    whole = tokens[breakdown - 2]
    if listed is None or len(listed.parts) < _FEWEST or not _unit(text, whole):
        return None
    values = [part.number.value for part in listed.parts]
    if _is_right(values, whole.value, loose=listed.loose):
        return None
    counts = [part.number for part in listed.parts]
    if not listed.loose and (sum(values) > whole.value or _is_complete(text, tokens[breakdown], listed)):
        return counts, True
    return (counts, False) if _is_doubtful(text, values, whole.value, listed) else None


def _parts(text: str, tokens: list[Token], breakdown: int) -> _Parts | None:
    """The list behind 其中, joined by 、 or throughout by ，; None where its counts are not of the whole's unit."""
    unit = _unit(text, tokens[breakdown - 2])
    parts: list[_Part] = []
    label, kinds, counted, depth, loose = tokens[breakdown].end, set[str](), False, 0, False
    following = tokens[breakdown + 1 : breakdown + _LONGEST]
    for index, token in enumerate(following):
        if token.kind == "open":
            depth += 1
        elif token.kind == "close" and depth:
            depth -= 1
        elif depth:
            continue
        elif token.kind == "count":
            if counted or _unit(text, token) not in ("", unit):
                return None
            parts.append(_Part(label, token, frozenset(kinds)))
            counted = True
        elif token.kind == "comma" or (token.kind == "break" and (loose or len(parts) == 1)):
            if counted:  # 公开、不公开5件 is one part
                loose = loose or token.kind == "break"
                label, kinds, counted = token.end, set(), False
        elif token.kind in _ENDS:
            if parts:
                return _Parts(parts, _is_closed(text, following[index:], unit), loose) if counted else None
        elif token.kind in _NO_PART:
            return None
        else:
            kinds.add(token.kind)
    return _Parts(parts, closed=True, loose=loose) if counted and len(following) < _LONGEST - 1 else None


def _is_closed(text: str, rest: list[Token], unit: str) -> bool:
    """Whether no number of the same unit, which might be one more part, is in what is left of the sentence."""
    return not any(token.kind == "count" and _unit(text, token) in ("", unit) for token in rest)


def _unit(text: str, count: Token) -> str:
    return text[count.start : count.end].lstrip("0123456789,， ")


def _is_right(values: list[int], whole: int, *, loose: bool) -> bool:
    """Whether the parts come to the whole, once or again: 网络5件、信函4件、自然人7件、法人2件 of 9."""
    so_far = 0
    for value in values:
        so_far += value
        if so_far == whole:
            if loose:  # what is behind it is of something else
                return True
            so_far = 0
    return so_far == 0


def _is_complete(text: str, breakdown: Token, listed: _Parts) -> bool:
    """Whether the list says that it names every part: 分为…, 其他17件."""
    said = _COMPLETE.fullmatch(text, breakdown.start, breakdown.end)
    last = listed.parts[-1]
    return listed.closed and bool(said or _REMAINDER.fullmatch(text, last.label, last.number.start))


def _is_doubtful(text: str, values: list[int], whole: int, listed: _Parts) -> bool:
    """Whether many parts of one kind come to nearly the whole, or, joined by ，, to more."""
    if len(values) < _MANY or max(values) >= whole or sum(values) < _NEARLY * whole or not listed.closed:
        return False
    spans = [(part.label, part.number.start) for part in listed.parts]
    end = listed.parts[-1].number.end
    is_open = "等" in text[end : end + 2] or any(not _OUTCOMES.isdisjoint(part.kinds) for part in listed.parts)
    return not is_open and not any(_OTHER_MATTER.search(text, *span) for span in spans)


def _balances(statements: Iterable[Statement]) -> Iterator[Mismatch]:
    """What was received and carried in is handled or carried over."""
    numbered = [s for s in statements if s.number is not None]
    for sentence, group in groupby(numbered, key=lambda s: s.sentence):
        said = {s.quantity: s for s in group}
        if not said.keys() >= {"received", "handled", "carried_out"} or _UNSETTLED.search(sentence):
            continue
        came = [said[q].value for q in ("received", "carried_in") if q in said]
        went = [said[q].value for q in ("handled", "carried_out")]
        # What was carried in and not stated can only be more
        if sum(came) > sum(went) or ("carried_in" in said and sum(came) != sum(went)):
            places = [s.number for s in said.values() if s.number is not None]
            span = (min(p[0] for p in places), max(p[1] for p in places))
            yield Mismatch(sentence, *span, tuple(came), tuple(went))
