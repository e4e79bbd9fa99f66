"""Numbers and texts of a workbook as their cells show them: dates, units, scales, decimals, and what a format hides.

A format has up to four sections, for positive and negative numbers, zeros and texts, or with conditions of their own
(ECMA-376, part 1, 18.8.31).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

# Excel shows fifteen digits; the rest of a binary fraction is noise
_DIGITS = 15
_LARGEST = 1e15
_NOISE = 1e-9
# Ids of the formats that every workbook has without saying so
_DATES = frozenset((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)))
_ACCOUNTING = '_(* #,##0_);_(* -#,##0_);_(* "-"_);_(@_)'
_ACCOUNTING_CENTS = '_(* #,##0.00_);_(* -#,##0.00_);_(* "-"??_);_(@_)'
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((37, 38), "#,##0_);-#,##0"),
    **dict.fromkeys((39, 40), "#,##0.00_);-#,##0.00"),
    **dict.fromkeys((41, 42), _ACCOUNTING),
    **dict.fromkeys((43, 44), _ACCOUNTING_CENTS),
}
# No longer format can be entered
_MAX_FORMAT = 255
_PIECE = re.compile(r'"[^"]*"|\\.|[_*!].|\[[^\[\]]*\]|.', re.DOTALL)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d{1,9}(?:\.\d{1,9})?)\]")
_HOLDS = {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge, "=": operator.eq, "<>": operator.ne}
_GENERAL = re.compile(r"general|通用格式|@", re.IGNORECASE)
_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)|\[[^\[\]]*\]|[_*].')
_DATE = re.compile(r"[ydhs]|(?<![a-z])m", re.IGNORECASE)
_PLACEHOLDERS = re.compile(r"[0#?][0#?,.]*")
# Fractions and powers of ten are shown in no other way than as they are
_UNUSUAL = re.compile(r"[0#?] ?/ ?[0#?\d]|E[+-]", re.IGNORECASE)
# "0!.0,": a point that is printed between digits, and commas behind the last digit, each for a thousand
_POINT = re.compile(r"[!\\]\.(0+)")
_THOUSANDS = re.compile(r"[0#?](,+)(?![0#?,])")
_UNIT = re.compile(r"[亿万]?元")
# "1"0 shows 15 where the number is 5, 0"万" another number, too; a unit of counts says nothing
_TELLING = re.compile(r"[\d\-−减降约近%‰万千百亿元余多<>～~/]")
_DIGIT_PLACES = frozenset("0#?")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 a workbook's days have no time zone
_YEARS_1904 = 1462
_LAST_DAY = 2_958_465
# Zero in a format of days or of times of day, which is no figure there
_NO_DAY = "0:00"


def number(value: str, format_id: int, formats: Mapping[int, str], *, from_1904: bool = False) -> str:
    """``14.0`` → ``14``; a date, a percentage, a unit of money, a scale, or nothing, as the cell's format shows it."""
    amount = parsed(value)
    if amount is None:
        return value
    if format_id == 0 and 0 not in formats:
        return _plain(amount)
    pattern = _section(amount, _sections(format_id, formats))
    plain = _LITERAL.sub("", pattern)
    if format_id in _DATES or (not _GENERAL.search(plain) and _DATE.search(plain)):
        return _date(amount, from_1904=from_1904) or (_NO_DAY if amount == 0 else _plain(amount))
    if _GENERAL.search(plain) or _UNUSUAL.search(plain):
        return _plain(amount)
    return _in_places(amount, pattern, plain) if _PLACEHOLDERS.search(plain) else _literal(pattern)


def parsed(value: str) -> float | None:
    """The number that a cell holds; None where that is none."""
    try:
        return float(value)
    except ValueError:
        return None


def is_another(value: str, shown: str) -> bool:
    """Whether a cell shows another number than it holds: in thousands, rounded, or without its sign."""
    if value == shown:
        return False
    held, seen = parsed(value), parsed(shown)
    return held is not None and seen is not None and abs(held - seen) > _NOISE * max(abs(held), 1)


def _in_places(value: float, pattern: str, plain: str) -> str:
    """A number in the places of its section, ``plain`` without what the section shows besides."""
    if "%" in plain:
        return _plain(_rounded(value * 100, plain)) + "%"
    point = _POINT.search(pattern)
    value = _rounded(value / _scale(pattern), f"0.{point[1]}" if point else plain)
    if value == 0 and "0" not in plain:
        return _literal(_PLACEHOLDERS.sub("", pattern))
    before, behind = _beside(pattern, plain) if value >= 0 else ("", "")
    if _TELLING.search(before + behind):
        return before + _plain(value).zfill(plain.partition(".")[0].count("0")) + behind
    unit = _UNIT.search(pattern)
    return _plain(value) + (unit.group() if unit else "")


def _beside(pattern: str, plain: str) -> tuple[str, str]:
    """What a section shows before and behind the number."""
    if pattern == plain:
        return "", ""
    pieces = _PIECE.findall(pattern)
    places = [index for index, piece in enumerate(pieces) if piece in _DIGIT_PLACES]
    before, behind = pieces[: places[0]], pieces[places[-1] + 1 :]
    return _literal("".join(before)), _literal("".join(behind)).replace(",", "")


def text(value: str, format_id: int, formats: Mapping[int, str]) -> str:
    """A text as its cell shows it: the fourth section of a format may hide it, or show another."""
    if format_id not in formats:
        return value
    sections = _sections(format_id, formats)
    if len(sections) < 4 or "@" in _LITERAL.sub("", sections[3]):  # noqa: PLR2004 numbers have three
        return value
    return _literal(sections[3])


def _sections(format_id: int, formats: Mapping[int, str]) -> list[str]:
    pattern = formats.get(format_id) or _BUILT_IN.get(format_id, "General")
    sections = [""]
    for piece in _PIECE.findall(pattern[:_MAX_FORMAT]):
        if piece == ";":
            sections.append("")
        else:
            sections[-1] += piece
    return sections


def _section(value: float, sections: list[str]) -> str:
    """The section of the format that shows this number."""
    numbers = sections[:3]
    conditions = [_CONDITION.search(section) for section in numbers]
    if any(conditions):
        for section, condition in zip(numbers, conditions, strict=True):
            if condition is None or _HOLDS[condition[1]](value, float(condition[2])):
                return section
        return numbers[-1]
    if value < 0 and len(numbers) > 1:
        return numbers[1]
    return numbers[2] if value == 0 and len(numbers) > 2 else numbers[0]  # noqa: PLR2004 the third is for zeros


def _literal(pattern: str) -> str:
    """What a section shows besides numbers: ``_("-"_)`` → ``-``."""
    return _LITERAL.sub(lambda literal: literal[1] or literal[2] or "", pattern).strip()


def _rounded(value: float, plain: str) -> float:
    """The number with as many decimals as the section has places for."""
    if value != value or abs(value) >= _LARGEST:  # noqa: PLR0124 a value that is not itself is none
        return value
    decimals = sum(place in "0#?" for place in plain.partition(".")[2])
    return float(Decimal(f"{value:.{_DIGITS}g}").quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def _plain(value: float) -> str:
    if value != value or abs(value) == float("inf"):  # noqa: PLR0124 a value that is not itself is none
        return "#NUM!"
    if value.is_integer() and abs(value) < _LARGEST:
        return str(int(value))
    return format(Decimal(f"{value:.{_DIGITS}g}"), "f")


def _scale(pattern: str) -> float:
    point = _POINT.search(pattern)
    thousands = _THOUSANDS.search(pattern)
    shifted = 10 ** len(point[1]) if point else 1
    return float(shifted * 1000 ** (len(thousands[1]) if thousands else 0))


def _date(days: float, *, from_1904: bool) -> str | None:
    """ISO date of a day's number; None for times of day and for what is no day."""
    days += _YEARS_1904 if from_1904 else 0
    if not 1 <= days <= _LAST_DAY:
        return None
    return (_EPOCH + timedelta(days=int(days))).date().isoformat()
