"""A sentence as tokens: counts, words of the vocabulary, years, breaks. What is no token is the gap between two."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from checks.narrative.language import numerals
from checks.narrative.language.vocabulary import APPROXIMATING, Vocabulary


class Token(NamedTuple):
    """A kind, where it is in the text, and for counts, years and spans of months a value."""

    kind: str
    start: int
    end: int
    value: int = 0


# A text has hundreds of words: this makes their tokens without a call of Python's each
_token = partial(tuple.__new__, Token)
_LAST_MONTH = 12
_YEARS = range(1990, 2036)
_CHINESE_YEAR = str.maketrans("〇零○一二三四五六七八九", "000123456789")
# 近百件, 逾300件; 2-3件
_APPROXIMATE = re.compile(r"(?:近|约|超|逾|过|足|破|乎|上|[-—–~至]|\d到|于)$")
_MAY_APPROXIMATE = frozenset(APPROXIMATING)
# 通过3件, 基础上3件 only look as if
_EXACT = re.compile(r"(?:等于|通过|总量上|结转至|至今|基础上|[降增升加少长]至)$")
# 100%, 217.68万元, 6月, 65次, 3-5件: numbers that count no cases
_NO_CASES = re.compile(
    r" ?(?:[%‰万亿元年月日天号人家户名页字米平亩期场篇版届级类楼室层岁倍部时分]|小时"
    r"|[-—–~]\d|[至到]\d|\.\d)"
)
# 20个工作日, 5项制度, 3份证明
_NO_UNIT_AFTER = re.compile(
    r"条例|件事(?!项)|[个项](?:[工月部单乡镇街县社村方栏专小处科环账平网系百制任措规类]|重[点大])"
    r"|次(?:[会数性日年月常新产]|工|全)"
    r"|份(?:证|额)|起(?:草|步|来)|封面|例行|例会|条(?:款|线)|号"
)
# 行政复议0，  行政复议0三是加强…
_END = re.compile(r"\s{0,20}(?:[，,；;。、():：!！?？\n]|[一二三四五六七八九十]{1,2}是|$)")
_TABLE_CELL = re.compile(r" {0,20}(?:[|\t]| \d)")
# 零申请, 零败诉; not 为零，
_NOUN_AFTER_ZERO = re.compile(
    r"政府|信息|依申|申请|行政|复议|诉讼|结转|败诉|收到|受理|发生|上诉|被|纠错|撤销|新收|起诉|应诉"
)


# 收到1名自然人提交的申请3件, 均在15个工作日内答复: who and how soon, not how many cases
_WHO_OR_HOW_SOON = re.compile(r" ?(?:[名位]|个?工作日|[日天]内)")


# 1月份收到12件，2月收到9件: the cases of one month of several; 6月底前收到30件: of some
_CASES_OF_MONTH = re.compile(
    r"之?前(?=.{0,6}(?:收|受理|接到|办结))|(?:[，,]|我.|单位|[共新]){0,3}(?:收|受理|接到|办结).{1,30}[，,、；;]\d{1,2}月(?!\d)"
)


# 今年5月收到2件: of one month; that of December may be of all to the end of the year
_ONE_MONTH = re.compile(r"(?<![\d至到—–~～-])(?:[1-9]|1[01])月份?\Z")
_IN_MONTH = re.compile(r"份?(?:[，,]|我.|单位|[共新]){0,2}(?:收到|受理|接到)")
# 一件也没有
_NOT_EVEN = re.compile(r"[也都](?:没|未|无)")


def tokenise(text: str, start: int, end: int, vocabulary: Vocabulary) -> list[Token]:
    """The tokens of ``text[start:end]``; brackets without a count are left out, with what they hold."""
    tokens: list[Token] = []
    kind_of = vocabulary.kinds.get
    pieces = vocabulary.pattern.split(text[start:end])
    place = start
    for gap, printed, digits in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=False):
        begin = place + len(gap)
        place = begin + len(printed)
        kind = kind_of(printed)
        if kind is not None:
            tokens.append(_token((kind, begin, place, 0)))
        elif digits is not None:
            tokens.append(_token(("count", begin, place, int(digits))))
        else:
            token = _shaped(vocabulary.shapes, text, begin, (start, end))
            if token is not None:
                tokens.append(token)
    return _without_idle_brackets(tokens) if "(" in pieces else tokens


_Bounds = tuple[int, int]
"""Where the sentence begins and ends in the text."""


def _shaped(shapes: re.Pattern[str], text: str, begin: int, bounds: _Bounds) -> Token | None:
    """What begins at this place of a sentence and is no word: a number, a time, or nothing that counts."""
    match = shapes.match(text, begin, bounds[1])
    name = match.lastgroup if match else None
    return _SHAPES[name](match, text, bounds) if match and name and name != "skip" else None


def _year(match: re.Match[str], _text: str, _bounds: _Bounds) -> Token:
    return Token("year", *match.span(), int(match[0].translate(_CHINESE_YEAR)[:4]))


def _years(match: re.Match[str], _text: str, _bounds: _Bounds) -> Token:
    """The value is the first year; the token ends with the last one."""
    return Token("all_time", *match.span(), int(match[0][:4]))


def _since(match: re.Match[str], _text: str, _bounds: _Bounds) -> Token:
    """The value is the year."""
    return Token("all_time", *match.span(), int(match["since_year"]))


def _date(match: re.Match[str], text: str, bounds: _Bounds) -> Token:
    of_months = match[0][-1] != "日" and (
        _CASES_OF_MONTH.match(text, match.end(), bounds[1])
        or (_ONE_MONTH.search(text, match.start(), match.end()) and _IN_MONTH.match(text, match.end(), bounds[1]))
    )
    return Token("part_of_year" if of_months else "date", *match.span())


def _span(match: re.Match[str], _text: str, _bounds: _Bounds) -> Token:
    whole = int(match["from"]) == 1 and int(match["to"]) == _LAST_MONTH
    return Token("date" if whole else "part_of_year", *match.span())


def _until(match: re.Match[str], _text: str, _bounds: _Bounds) -> Token:
    return Token("until" if int(match["until_month"]) == _LAST_MONTH else "part_of_year", *match.span())


def _arabic(match: re.Match[str], text: str, bounds: _Bounds) -> Token | None:
    if match["digits"] == "12345" and not match["arabic_unit"]:
        return Token("other_matter", *match.span("digits"))
    return _number(match, "arabic", numerals.arabic(match["digits"]), text, bounds)


def _chinese(match: re.Match[str], text: str, bounds: _Bounds) -> Token | None:
    """A count, or no number at all (一是, 进一步)."""
    printed, stop = match["numerals"], match.end("numerals")
    if printed in "零〇○":
        if _NOUN_AFTER_ZERO.match(text, stop, bounds[1]):
            return Token("none", match.start(), stop)
    elif not match["chinese_unit"]:
        return None
    return _number(match, "chinese", numerals.chinese(printed), text, bounds)


_SHAPES: dict[str, Callable[[re.Match[str], str, _Bounds], Token | None]] = {
    "year": _year,
    "years": _years,
    "since": _since,
    "date": _date,
    "span": _span,
    "until": _until,
    "arabic": _arabic,
    "chinese": _chinese,
}


_FIGURES = {"arabic": "digits", "chinese": "numerals"}


def _number(match: re.Match[str], name: str, value: int | None, text: str, bounds: _Bounds) -> Token | None:
    """A count, or a number that counts no cases (``other_number``)."""
    first, end = bounds
    start, stop = match.start(), match.end(_FIGURES[name])
    if (value == 1 and _NOT_EVEN.match(text, match.end(), end)) or _WHO_OR_HOW_SOON.match(text, stop, end):
        return None
    unit = match[f"{name}_unit"]
    if (_NO_UNIT_AFTER.match(text, match.start(f"{name}_unit"), end)) if unit else _NO_CASES.match(text, stop, end):
        return Token("other_number", start, stop)
    approximate = match[f"{name}_before"] or (unit and match[f"{name}_after"])
    if value is None or approximate or _is_approximate(text, start):
        return Token("other_number", start, match.end())
    if value == 0 and not (text[first:start] + text[match.end() : end]).strip():
        return Token("none", start, match.end())  # 零。 under a heading
    if unit:
        return Token("count", start, match.end(), value)
    return _bare_number(value, start, stop, text, end)


def _is_approximate(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip()
    if before[-1:] not in _MAY_APPROXIMATE:
        return False
    return bool(_APPROXIMATE.search(before)) and not _EXACT.search(before)


def _bare_number(value: int, start: int, stop: int, text: str, end: int) -> Token:
    """A number without a unit counts only where its clause ends behind it."""
    if value in _YEARS or _TABLE_CELL.match(text, stop, end) or not _END.match(text, stop, end):
        return Token("other_number", start, stop)
    return Token("count", start, stop, value)


_COUNTING = frozenset(("count", "other_number"))
_TELLING = _COUNTING | {"none", "agent"}


def _without_idle_brackets(tokens: list[Token]) -> list[Token]:
    """``申请（含网上申请）5件``: brackets that hold no count would only part the noun from its number.

    Behind a number they may say something of it: 31件（无上年结转）, 4件（均为代理市政府出庭）.
    """
    kept: list[Token] = []
    opened: int | None = None
    for token in tokens:
        kept.append(token)
        if token.kind == "open":
            opened = len(kept) - 1
        elif token.kind == "close" and opened is not None:
            telling = _TELLING if opened and kept[opened - 1].kind == "count" else _COUNTING
            if telling.isdisjoint(t.kind for t in kept[opened:]):
                del kept[opened:]
            opened = None
    return kept
