"""Text that a spreadsheet shows as text: nothing from a document is run as a formula."""

from __future__ import annotations

import re

import pandas as pd

# What begins a formula to a spreadsheet (OWASP, CSV injection), whatever blanks and invisible characters come before it
_FORMULA = "=+-@＝＋－＠﹢﹣﹦﹫−"
_UNSEEN = (
    r"\s\x00-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f"
    r"\u205f-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
# A spreadsheet that is set to another separator cuts a cell there, quoted or not; what follows begins a cell.
# Possessive, so that a long run of blanks is read once.
_BEGINNING = re.compile(rf"(^|[;\t\r\n])([{_UNSEEN}]*+)")


def defuse(cell: object) -> object:
    """The cell, with an apostrophe before each part of it that a spreadsheet would run if it is text."""
    if isinstance(cell, tuple | list):
        cell = "; ".join(map(str, cell))
    return _BEGINNING.sub(_with_apostrophe, cell) if isinstance(cell, str) else cell


def defused(texts: pd.Series) -> pd.Series:
    """As ``defuse`` for a whole column: of many rows few differ."""
    if texts.dtype != "str":
        return texts.map(defuse)
    changed = {text: safe for text in texts.dropna().unique() if (safe := defuse(text)) != text}
    return texts.map(lambda text: changed.get(text, text), na_action="ignore") if changed else texts


def _with_apostrophe(beginning: re.Match[str]) -> str:
    separator, unseen = beginning.groups()
    following = beginning.string[beginning.end() : beginning.end() + 1]
    is_run = bool(following) and following in _FORMULA
    # a tab or a carriage return at the very beginning is dropped by some, and the next character begins
    is_dropped = beginning.start() == 0 and not separator and unseen[:1] in {"\t", "\r"}
    return f"{separator}'{unseen}" if is_run or is_dropped else beginning[0]
