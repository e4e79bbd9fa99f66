"""Parts that do not add up to their whole: 信息67条，其中动态10条、通知2条…; 新收16件，办结12件，结转2件.

Only what cannot be otherwise is told: a list joined by 、 whose numbers count the same and come to more than the whole,
or to less where the list says that it is complete (其他17件, 分为…); and requests of which fewer were handled and
carried over than were received, with nothing said of the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from checks.narrative import numerals
from checks.narrative.statement import Statement
from checks.narrative.tokens import Token, tokenise
from checks.narrative.vocabulary import Vocabulary, pattern, vocabulary

_SENTENCE_ENDS = "。！？!?\n"
# from the first 其中 to the end of the sentence
_LISTING = re.compile(rf"(?:{pattern('breakdown').pattern})[^{_SENTENCE_ENDS}]*+")
# a number that may count: not 3500余条
_FIGURE = re.compile(rf"[\d零〇○]++(?! ?(?:[余多几来]|左右))|[{numerals.CHARACTERS}](?= ?[件条份起例宗封])")
_COMPLETE = pattern("complete_breakdown")
_REMAINDER = pattern("remainder")
_UNSETTLED = pattern("unsettled")
_FEWEST = 2
_LONGEST = 200
"""A list of more tokens is no prose; with this bound the time grows with the text, whatever it is."""
# A part with one of these is of another kind or time: 其中网上20件、信函10件、办结28件
_NO_PART = frozenset(
    ("handle", "receive", "receive_new", "carry", "last_year", "next_year", "year", "all_time", "part_of_year", "rate",
     "more_or_less", "postponed", "withdrawn", "include", "exclude", "none", "not", "plan", "other_number", "breakdown",
     "give_over", "review", "litigation", "all")
)  # fmt: skip
_ENDS = frozenset(("break", "semicolon", "close"))


class Mismatch(NamedTuple):
    """Numbers that should be the same sum: ``whole`` (its addends) and ``parts``, and where they stand in the text."""

    sentence: str
    start: int
    end: int
    whole: tuple[int, ...]
    parts: tuple[int, ...]


def mismatches(text: str, level: str, statements: Iterable[Statement]) -> list[Mismatch]:
    """All of a normalised text, in its order; ``statements`` are what was read from it."""
    found = [*_lists(text, vocabulary(level)), *_balances(statements)]
    return sorted(found, key=lambda m: m.start)


def _lists(text: str, words: Vocabulary) -> Iterator[Mismatch]:
    for start, end in _sentences(text):
        tokens = tokenise(text, start, end, words)
        for index, token in enumerate(tokens):
            if token.kind == "breakdown" and index > 1 and tokens[index - 2].kind == "count":
                parts = _parts(text, tokens, index)
                if parts is not None and _is_wrong(text, tokens[index - 2], token, parts):
                    counts = [part.number for part in parts.parts]
                    span = (tokens[index - 2].start, counts[-1].end)
                    whole = (tokens[index - 2].value,)
                    yield Mismatch(text[start:end].strip(), *span, whole, tuple(c.value for c in counts))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences begin and end that may break a number down: 其中, behind it 、, and enough numbers."""
    end = 0
    for listing in _LISTING.finditer(text):
        start = max(text.rfind(mark, end, listing.start()) for mark in _SENTENCE_ENDS) + 1 or end
        end = listing.end()
        if "、" in listing[0] and len(_FIGURE.findall(text, start, end)) > _FEWEST:
            yield start, end


class _Part(NamedTuple):
    """A count and where its label begins."""

    label: int
    number: Token


class _Parts(NamedTuple):
    """The parts of one list, and whether the list ends for certain behind them."""

    parts: list[_Part]
    closed: bool


def _parts(text: str, tokens: list[Token], breakdown: int) -> _Parts | None:
    """The list joined by 、 behind 其中; None where it is no list of counts of the whole's unit."""
    unit = _unit(text, tokens[breakdown - 2])
    found: list[_Part] = []
    label, counted, depth = tokens[breakdown].end, False, 0
    following = tokens[breakdown + 1 : breakdown + _LONGEST]
    for index, token in enumerate(following, 1):
        if token.kind == "open":
            depth += 1
        elif token.kind == "close" and depth:
            depth -= 1
        elif depth:
            continue
        elif token.kind == "count":
            if counted or _unit(text, token) not in ("", unit):
                return None
            found.append(_Part(label, token))
            counted = True
        elif token.kind == "comma":
            if counted:  # 公开、不公开5件 is one part
                label, counted = token.end, False
        elif token.kind in _ENDS:
            if found:
                return _Parts(found, _is_closed(text, following[index - 1 :], unit)) if counted else None
        elif token.kind in _NO_PART:
            return None
    return _Parts(found, closed=True) if counted and len(following) < _LONGEST - 1 else None


def _is_closed(text: str, rest: list[Token], unit: str) -> bool:
    """Whether no number of the same unit, which might be one more part, stands in the next clause."""
    if rest[0].kind != "break":
        return True
    following = rest[1:]
    stop = next((i for i, t in enumerate(following) if t.kind in _ENDS), len(following))
    return not any(t.kind == "count" and _unit(text, t) in ("", unit) for t in following[:stop])


def _unit(text: str, count: Token) -> str:
    return text[count.start : count.end].lstrip("0123456789,， ")


def _is_wrong(text: str, whole: Token, breakdown: Token, parts: _Parts) -> bool:
    total = sum(part.number.value for part in parts.parts)
    if len(parts.parts) < _FEWEST or total == whole.value or not _unit(text, whole):
        return False
    if total > whole.value:
        return True
    said = _COMPLETE.fullmatch(text, breakdown.start, breakdown.end)
    return parts.closed and bool(said or _REMAINDER.match(text, parts.parts[-1].label))


def _balances(statements: Iterable[Statement]) -> Iterator[Mismatch]:
    """What was received and carried in is handled or carried over."""
    numbered = [s for s in statements if s.number is not None]
    for sentence, group in groupby(numbered, key=lambda s: s.sentence):
        said = {s.quantity: s for s in group}
        if not said.keys() >= {"received", "handled", "carried_out"} or _UNSETTLED.search(sentence):
            continue
        came = [said[q].value for q in ("received", "carried_in") if q in said]
        went = [said[q].value for q in ("handled", "carried_out")]
        # What was carried in and not told can only be more
        if sum(came) > sum(went) or ("carried_in" in said and sum(came) != sum(went)):
            places = [s.number for s in said.values() if s.number is not None]
            span = (min(p[0] for p in places), max(p[1] for p in places))
            yield Mismatch(sentence, *span, tuple(came), tuple(went))
