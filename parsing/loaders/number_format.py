"""Numbers of a workbook as their cells print them, as far as the format changes what is read: dates, units, scales."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

# Excel shows fifteen digits; the rest of a binary fraction is noise
_DIGITS = 15
_LARGEST = 1e15
# Ids of the formats that every workbook has without saying so
_DATES = frozenset((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)))
_PERCENT = frozenset((9, 10))
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\[\]]*\]|[_*].')
_DATE = re.compile(r"[ydhs]|(?<![a-z])m", re.IGNORECASE)
# "0!.0,": a point that is printed between digits, and commas behind the last digit, each for a thousand
_POINT = re.compile(r"[!\\]\.(0+)")
_THOUSANDS = re.compile(r"[0#?](,+)(?![0#?,])")
_UNIT = re.compile(r"[亿万]?元")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 a workbook's days have no time zone
_YEARS_1904 = 1462
_LAST_DAY = 2_958_465


def number(value: str, format_id: int, formats: Mapping[int, str], *, from_1904: bool = False) -> str:
    """``14.0`` → ``14``; a date, a percentage, a unit of money or a scale as the cell's format prints it."""
    try:
        found = float(value)
    except ValueError:
        return value
    # a number has sections for positive, negative and zero, and text; the first tells what it is
    pattern = formats.get(format_id, "").split(";")[0]
    plain = _LITERAL.sub("", pattern)
    if format_id in _DATES or (plain.lower() != "general" and _DATE.search(plain)):
        return _date(found, from_1904=from_1904) or _plain(found)
    if format_id in _PERCENT or "%" in plain:
        return _plain(found * 100) + "%"
    unit = _UNIT.search(pattern)
    return _plain(found / _scale(pattern)) + (unit.group() if unit else "")


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
