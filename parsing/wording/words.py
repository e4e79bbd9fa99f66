"""Texts in which blanks part cells: a label and the figures behind it in one line (``行政许可 61 +119 180``)."""

from __future__ import annotations

import re

from parsing.wording.values import Kind, kind, several

# The number of a page: — 3 —
_PAGE = re.compile(r"[-—–―－] ?\d{1,4} ?[-—–―－]")
# "2019年 3 月 制作" is no row: so many figures are one, whatever follows them
_MIN_FIGURES = 3


def words(text: str) -> list[str]:
    """The words of a text; a figure whose blanks group its digits stays whole."""
    return text.split() if _may_be_parted(text) else [text]


def parted(text: str) -> list[str]:
    """The words of a text where blanks part its labels from its figures; prose and labels with blanks stay whole."""
    if " " not in text or not _may_be_parted(text) or _PAGE.fullmatch(text):
        return [text]
    parts = text.split()
    figures = sum(map(_is_figure, parts))
    return parts if figures and (figures >= _MIN_FIGURES or kind(parts[-1]) is not Kind.TEXT) else [text]


def _may_be_parted(text: str) -> bool:
    """Whether a text is more than one figure, as far as it shows: 1 234 may be one."""
    looks = kind(text)
    return looks is Kind.TEXT or (looks is Kind.WORDS and several(text))


def _is_figure(word: str) -> bool:
    """Whether a word is a number or a dash; 无 may be an answer."""
    looks = kind(word)
    return looks is Kind.NUMBER or (looks is Kind.DASH and not word[0].isalpha())
