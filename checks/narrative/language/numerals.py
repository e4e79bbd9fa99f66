"""Numbers as prose writes them: 13,612 and 3 247, １３, 两, 二十一, 伍佰壹拾."""

from __future__ import annotations

MAX_DIGITS = 7
"""More digits than this are a date, a telephone or a serial number, never a count of cases."""

_FORMS = ("零〇○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS = {c: n for n, forms in enumerate(_FORMS) for c in forms}
_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000}
_LONGEST = 12

CHARACTERS = "".join((*_DIGITS, *_SCALES))


def arabic(text: str) -> int | None:
    """``13,612`` → 13612; None for decimals and for what is too long to be a count."""
    digits = text if text.isdecimal() else "".join([c for c in text if c not in ",， "])
    if not digits.isdecimal() or len(digits) > MAX_DIGITS:
        return None
    return int(digits)


def chinese(text: str) -> int | None:
    """``二十一`` → 21, ``十四`` → 14, ``伍佰壹拾`` → 510; None for what is no number (``二三``, ``百十``)."""
    if not text or len(text) > _LONGEST:
        return None
    total, section, digit = 0, 0, None
    limit = 10**9
    for c in text:
        if c in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[c]
            continue
        scale = _SCALES[c]
        if scale == 10_000:  # 万 closes a section
            if total:
                return None
            total, section, digit, limit = (section + (digit or 0)) * scale, 0, None, 10**9
            continue
        if scale >= limit or (digit is None and scale != 10):  # only 十 may mean 一十
            return None
        section, digit, limit = section + (1 if digit is None else digit) * scale, None, scale
    return total + section + (digit or 0)
