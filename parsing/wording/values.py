"""One printed cell → its value and status. What is no number is ``unclear``, what is empty ``blank``: no guesses."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from enum import IntEnum
from functools import partial
from typing import NamedTuple

from parsing.report import Status
from parsing.wording.remembered import of_wording


class Kind(IntEnum):
    """What a cell's text looks like before anyone knows which cell of the form it is."""

    TEXT = 0
    NUMBER = 1
    BLANK = 2
    DASH = 3
    WORDS = 4


# What is in a figure's place and is not blank
PRINTED = (Kind.NUMBER, Kind.DASH, Kind.WORDS)


class CellValue(NamedTuple):
    """A value with its status; ``converted`` says that a printed 元 or 亿元 was turned into 万元."""

    value: int | float | None
    status: Status
    converted: bool = False


BLANK = CellValue(None, Status.BLANK)
DASH = CellValue(None, Status.NOT_APPLICABLE)
UNCLEAR = CellValue(None, Status.UNCLEAR)
_NO_FIGURE = {Kind.BLANK: BLANK, Kind.DASH: DASH}

# "14", "1,234", "1 234", "-3", "+12", "增12", "减3", "14件", "251000元", "7545万元", "12.50"
_NUMBER = re.compile(
    r"(?P<sign>[+\-]|增加?|减少?|上升|下降)? ?"
    r"(?P<digits>\d{1,3}(?:[, ，'’]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?) ?"
    r"\(?(?P<unit>件次|人次|批次|件|项|条|个|份|起|宗|次|部|人|例|家|亿元|千万元|百万元|万元|千元|百元|元)?\)?"
)
_DASHES = re.compile(r"[/\\\-－—–―─━‐‑‒_]{1,6}|无|N/?A|不适用", re.IGNORECASE)
# What is in place of a figure and is no label: what it means is not known
_WORDS = re.compile(
    r"[(（]?(?:(?:详?见|参见).{1,10}|不详|不?涉[密及]|保密|未统计|不予统计|暂无(?:数据)?|无数据|没有|略|同上|待定|未知|空白?"
    r"|(?:未|没有)(?:产生|发生|涉及|开展|收费|收取|收到|制发|制定)(?:申请)?|无(?:收费|申请|此[项类]|该[项类]|案件|情况))[)）]?"
    # "0/0" under 本年增/减, "3+2", "10~20", "2%", "1.432.000"
    r"|[+\-]?\d{1,6}(?: ?/ ?|[+~～—–-])[+\-]?\d{1,6}|[+\-]?\d[\d.,]{0,9} ?[%％‰]|\d{1,3}(?:\.\d{3}){2,4}"
    # 约10 · 10余 · 5* · 7① · 0。 · (0) · ￥12.5 · 12.5万 · 12(含撤诉3) · and letters for digits: 1O, l4
    # what cannot be shown, and a picture
    r"|(?=[□\d.,]{1,9}\Z)\d{0,8}□[□\d.,]{0,8}|[\d.,]{0,9}\[图\][\d.,]{0,9}"
    r"|[(（]0[)）]|(?:约|近|共|逾|[¥￥])\d[\d.,]{0,9}(?:元|万元|件|项)?|\d{1,5}万\d{0,4}(?:余|多)?[元件项条]?"
    r"|\d[\d.,]{0,9}[余多][件项条个元份起宗]|[.,]?\d[\d.,]{0,9}(?:余|多|[*※#?？。·,，`~]|[①-⑳]|万)"
    # what begins or ends in a mark, or is in brackets: '12 · 12； · 【12】; and several numbers: 12 3 · 12、3
    r"|['‘’“”\"]\d[\d.,]{0,9}['’”\"]?|\d[\d.,]{0,9}[;；'’”\"]|[【\[〔]\d[\d.,]{0,9}[】\]〕]"
    r"|\d{1,7}(?:(?:\s|[、;；]\s?)\d{1,7}){1,2}"
    r"|\d[\d.,]{0,9} ?[件条项个份起宗]?次? ?[(（](?!\d?[月日年]).{1,12}[)）][件项条]?"
    r"|\d[\d.,]{0,9} ?[件条项个份起宗]?次?[,，、;； ]?(?:其中|不?含|包括).{1,12}"
    r"|(?=[OolI]{0,7}\d)[OolI\d]{2,8}|[Oo*×xX√·.…?？〇#]|null|none|nan"
    # the errors and formulas of a workbook, raised figures alone or behind a number, numbers in circles, lost digits
    r"|#[\w/]{2,7}[!/?]?\w?|=[\w(][^=]{0,22}|(?:\d[\d.,]{0,9})?[⁰¹²³⁴-⁹]{1,4}|[⓪①-⑳⓿❶-❿]|(?=[?]{0,7}\d)[\d?]{2,8}",
    re.IGNORECASE,
)
# A unit without a number: a cell of its own in some tables, a figure's cell that was not filled in in others
_UNIT = re.compile(r"[(（]?(?:单位[:：])?(?:件次|件|项|宗|件/项|万元)[)）]?")
# A zero in words
_ZERO = re.compile(r"[零〇](?:件次|件|项|条|万元|元)?|0 ?[(（][零〇][)）]")
_SEVERAL = re.compile(r"\d{1,7}(?: \d{1,7})+")
_KINDS = (
    (_DASHES, Kind.DASH),
    (_NUMBER, Kind.NUMBER),
    (_ZERO, Kind.NUMBER),
    (_UNIT, Kind.BLANK),
    (_WORDS, Kind.WORDS),
)
_MINUS = frozenset({"-", "减", "减少", "下降"})
_SEPARATORS = str.maketrans("", "", ", ，'’")
# Of an amount whose unit cannot be determined: it is unclear, unless it is nothing or is printed with its own
UNKNOWN_UNIT = "?"
# Units of money, in 万元
MONEY = {
    "元": 0.0001,
    "百元": 0.01,
    "千元": 0.1,
    "万元": 1,
    "十万元": 10,
    "百万元": 100,
    "千万元": 1_000,
    "亿元": 10_000,
    UNKNOWN_UNIT: math.nan,
}
_CONVERTED = frozenset(MONEY) - {"万元"}
# "1.432" among counts: a point between groups of digits, or a fraction of a thing that has none
_GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}")
# A unit in a line of its own below its number
_UNIT_BELOW = re.compile(r"(?<=\d)\n(?=(?:件次|件|项|条|个|份|起|宗|次|部|亿元|万元|元)\Z)")
# Longer digit runs are codes, not counts
_MAX_DIGITS = 15


@of_wording
def kind(text: str) -> Kind:
    """What this normalised text looks like."""
    if not text:
        return Kind.BLANK
    if text.isdecimal():
        return Kind.NUMBER if len(text) <= _MAX_DIGITS else Kind.TEXT
    if "\n" in text:
        return _kind_of_lines(_UNIT_BELOW.sub("", text).split("\n"))
    if len(text) > 24:  # noqa: PLR2004 no figure is so long
        return Kind.TEXT
    return next((kind for pattern, kind in _KINDS if pattern.fullmatch(text)), Kind.TEXT)


def several(text: str) -> bool:
    """Whether a text is numbers parted by blanks, which may be one cell's or several cells'."""
    return _SEVERAL.fullmatch(text) is not None


def _kind_of_lines(lines: list[str]) -> Kind:
    """What a cell of several lines looks like: figures below each other are no figure, and no label either."""
    kinds = [kind(line.strip()) for line in lines]
    if len(kinds) == 1:
        return kinds[0]
    if all(line_kind in PRINTED for line_kind in kinds):
        return Kind.WORDS
    return kind(" ".join(line.strip() for line in lines))


# Most cells hold one of these, which mean the same in any unit but those that are converted
_PLAIN = {"": BLANK, **{str(count): CellValue(count, Status.REPORTED) for count in range(100)}}
_value = partial(tuple.__new__, CellValue)


def read(text: str, unit: str) -> CellValue:
    """The value of a cell whose unit is ``unit``: the form's (件, 项 or 万元), or 元 or 亿元 where the head says so.
    Amounts come out in 万元."""
    if unit not in _CONVERTED:
        if plain := _PLAIN.get(text):
            return plain
        if text.isdecimal() and len(text) <= _MAX_DIGITS:
            return _value((int(text), Status.REPORTED, False))
    text = _UNIT_BELOW.sub("", text) if "\n" in text else text
    text_kind = kind(text)
    if text_kind in _NO_FIGURE:
        return _NO_FIGURE[text_kind]
    if _ZERO.fullmatch(text) and ("元" in text) <= (unit in MONEY):
        return CellValue(0, Status.REPORTED)
    match = _NUMBER.fullmatch(text)
    if not match or len(match["digits"]) > _MAX_DIGITS + 4:
        return UNCLEAR
    return UNCLEAR if unit not in MONEY and _GROUPED.fullmatch(match["digits"]) else _number(match, unit)


def read_all(texts: Sequence[str], units: Sequence[str]) -> list[CellValue]:
    """``read`` of each cell with its unit; what nearly all of them hold is looked up at once."""
    if not _CONVERTED.isdisjoint(units):
        return list(map(read, texts, units))
    plain = map(_PLAIN.get, texts)
    return [known or read(text, unit) for known, text, unit in zip(plain, texts, units, strict=True)]


def _number(match: re.Match[str], unit: str) -> CellValue:
    digits = match["digits"].translate(_SEPARATORS)
    value: int | float = float(digits) if "." in digits else int(digits)
    if match["sign"] in _MINUS:
        value = -value
    printed = match["unit"]
    if match[0].startswith("- "):
        # "- 9" may be an entry of a list
        return CellValue(value, Status.UNCLEAR)
    if (printed in MONEY) != (unit in MONEY) and printed is not None:
        return UNCLEAR
    factor = MONEY.get(printed or unit, 1)
    if math.isnan(factor) and value:
        return UNCLEAR
    if factor != 1 and value:
        return CellValue(
            tidy(value * factor if factor > 1 else value / round(1 / factor)), Status.REPORTED, converted=True
        )
    return CellValue(tidy(value), Status.REPORTED)


def tidy(value: float) -> int | float:
    """A whole number as int, others rounded to what 元 and 分 can print."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
