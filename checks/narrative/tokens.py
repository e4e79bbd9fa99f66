"""A sentence as tokens: counts, words of the vocabulary, years, breaks. What is no token is the gap between two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checks.narrative import numerals
from checks.narrative.vocabulary import Vocabulary


class Token(NamedTuple):
    """A kind, where it stands in the text, and for counts, years and spans of months a value."""

    kind: str
    start: int
    end: int
    value: int = 0


_LAST_MONTH = 12
_YEARS = range(1990, 2036)
_CHINESE_YEAR = str.maketrans("〇零○一二三四五六七八九", "000123456789")
# 近百件, 逾300件; 2-3件
_APPROXIMATE = re.compile(r"(?:近|约|超|逾|过|足|破|乎|上|[-—–~至]|\d到|于)$")
# 约 for 大约; these only look as if: 共收到26件 followed by nothing of the kind
_EXACT = re.compile(r"(?:等于|通过|总量上|结转至|至今|基础上)$")
# 100%, 217.68万元, 6月, 65次, 20个工作日, 5项制度, 3-5件: numbers that count no cases
_NO_CASES = re.compile(r" ?(?:[%‰万亿元年月日天号次人家户名页字米平亩期场篇版届级类楼室层岁倍部时分]|小时|[-—–~]\d|[至到]\d|\.\d)")
_NO_UNIT_AFTER = re.compile(r"条例|件事(?!项)|[个项](?:[工月部单乡镇街县社村方栏专小处科环账平网系百制任措规类]|重[点大])|份(?:证|额)|起(?:草|步|来)|封面|例行|例会|条(?:款|线)|号")
# 行政复议0，  行政复议0三是加强…
_END = re.compile(r"\s*(?:[，,；;。、():：!！?？\n]|[一二三四五六七八九十]{1,2}是|$)")
_TABLE_CELL = re.compile(r" *(?:[|\t]| \d)")
# 零申请, 零败诉; not 为零，
_NOUN_AFTER_ZERO = re.compile(r"(?:政府|信息|依申|申请|行政|复议|诉讼|结转|败诉|收到|受理|发生|上诉|被|纠错|撤销|新收|起诉|应诉)")


def tokenise(text: str, start: int, end: int, vocabulary: Vocabulary) -> list[Token]:
    """The tokens of ``text[start:end]``; brackets without a count are left out, with what they hold."""
    return _without_idle_brackets(list(_scan(text, start, end, vocabulary)))


def _scan(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[Token]:
    search = vocabulary.pattern.search
    while match := search(text, start, end):
        name = match.lastgroup
        if name == "word":
            token = Token(vocabulary.kinds[match["word"]], *match.span())
        else:
            token = _token(str(name), match, text, end, vocabulary)
        start = token.end
        if token.kind != "gap":
            yield token


def _token(name: str, match: re.Match[str], text: str, end: int, vocabulary: Vocabulary) -> Token:
    if name in ("arabic", "chinese"):
        return _number(name, match, text, end, vocabulary)
    if name == "year":
        return Token("year", *match.span(), _year(match[0]))
    if name == "span":
        whole = int(match["from"]) == 1 and int(match["to"]) == _LAST_MONTH
        return Token("date" if whole else "part_of_year", *match.span())
    if name == "until":
        return Token("until" if int(match["until_month"]) == _LAST_MONTH else "part_of_year", *match.span())
    return Token({"years": "all_time", "skip": "gap"}.get(name, name), *match.span())


def _year(text: str) -> int:
    return int(text.translate(_CHINESE_YEAR)[:4])


def _number(name: str, match: re.Match[str], text: str, end: int, vocabulary: Vocabulary) -> Token:
    """A count, a number that counts no cases (``other_number``), or no number at all (``gap``: 一是, 进一步)."""
    start, stop = match.span()
    printed = match[0]
    if name == "chinese" and printed in "零〇○" and _NOUN_AFTER_ZERO.match(text, stop, end):
        return Token("none", start, stop)
    value = numerals.arabic(printed) if name == "arabic" else numerals.chinese(printed)
    tail = vocabulary.unit.match(text, stop, end)
    unit = tail["unit"] if tail else None
    if name == "chinese" and not unit and printed not in "零〇○":
        return Token("gap", start, stop)
    if printed == "12345" and not unit:
        return Token("other_matter", start, stop)
    if _NO_CASES.match(text, stop, end) or (unit and _NO_UNIT_AFTER.match(text, tail.start("unit"), end)):  # type: ignore[union-attr]
        return Token("other_number", start, stop)
    last = tail.end() if tail else stop
    if value is None or (tail and (tail["before"] or (unit and tail["after"]))) or _is_approximate(text, start):
        return Token("other_number", start, last)
    if unit:
        return Token("count", start, last, value)
    return _bare_number(value, start, stop, text, end)


def _is_approximate(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip()
    return bool(_APPROXIMATE.search(before)) and not _EXACT.search(before)


def _bare_number(value: int, start: int, stop: int, text: str, end: int) -> Token:
    """A number without a unit counts only where its clause ends behind it."""
    if value in _YEARS or _TABLE_CELL.match(text, stop, end) or not _END.match(text, stop, end):
        return Token("other_number", start, stop)
    return Token("count", start, stop, value)


def _without_idle_brackets(tokens: list[Token]) -> list[Token]:
    """``申请（含网上申请）5件``: brackets that hold no count would only part the noun from its number."""
    kept: list[Token] = []
    opened: int | None = None
    for token in tokens:
        kept.append(token)
        if token.kind == "open":
            opened = len(kept) - 1
        elif token.kind == "close" and opened is not None:
            if not any(t.kind in ("count", "other_number") for t in kept[opened:]):
                del kept[opened:]
            opened = None
    return kept
