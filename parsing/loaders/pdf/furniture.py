"""Page numbers, running heads and footers are taken off the pages, so that what they part is one again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parsing.loaders.pdf.lines import TextLine
from parsing.loaders.pdf.pages import Sheet

# Furniture is in so much of a page's height, and has so many lines, at the top and at the bottom
_MARGIN = 0.15
_MAX_LINES = 3
# A running head is at the same height on its pages (points)
_SAME_HEIGHT = 4.0
# A bare number is a page's only so far from the text (in parts of its size)
_CLEAR = 1.8

_BLANKS = re.compile(r"\s+")
_NUMBERS = re.compile(r"\d{1,9}")
# "- 3 -", "—3—", "第3页", "第 3 页 共 8 页", "3/8", "Page 3 of 8"
_PAGE_NUMBER = re.compile(
    r"[-—–―─－·~]{1,20}\d{1,3}[-—–―─－·~]{1,20}|第[\d一二三四五六七八九十]{1,3}页[,，/]?(?:[共总]\d{1,3}页)?|[共总]\d{1,3}页[,，/]?第\d{1,3}页"
    r"|\d{1,3}/\d{1,3}|[Pp]age\d{1,3}(?:of\d{1,3})?"
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
# A browser's print: "1/22/25, 11:35 PM 某局2024年报", "https://…/1.html 1/6"
_BROWSER = re.compile(r"\d{1,4}/\d{1,2}/\d{1,4},?\d{1,2}:\d\d|(?:file|https?)://\S{0,300}?\d{1,3}/\d{1,3}$")
_NO_WORDS = re.compile(r"[#\W]*")


class _Seen(NamedTuple):
    """A line at a page's edge: its text without blanks and numbers, and its numbers."""

    page: int
    base: float
    words: str
    numbers: tuple[int, ...]


def remove_furniture(sheets: Sequence[Sheet]) -> None:
    """Take page numbers and what runs along the pages' edges out of their lines."""
    seen = [_seen(line, sheet) for sheet in sheets for line in _edge_lines(sheet)]
    for sheet in sheets:
        gone: set[int] = set()
        for side in (sheet.lines[:_MAX_LINES], sheet.lines[: -_MAX_LINES - 1 : -1]):
            for position, line in enumerate(side):
                inner = side[position + 1] if position + 1 < len(side) else None
                if not (_at_edge(line, sheet) and _is_furniture(line, inner, sheet, seen)):
                    break
                gone.add(id(line))
        sheet.lines = [line for line in sheet.lines if id(line) not in gone]


def _edge_lines(sheet: Sheet) -> Iterator[TextLine]:
    return (line for line in sheet.lines if _at_edge(line, sheet))


def _at_edge(line: TextLine, sheet: Sheet) -> bool:
    """Whether the line is at the page's edge and outside of its tables."""
    if not _MARGIN * sheet.height < line.base < (1 - _MARGIN) * sheet.height:
        above = all(line.base <= table.top for table in sheet.tables)
        return above or all(line.base >= table.rows[-1].bottom for table in sheet.tables)
    return False


def _seen(line: TextLine, sheet: Sheet) -> _Seen:
    plain = _plain(line)
    numbers = tuple([int(number) for number in _NUMBERS.findall(plain)])
    return _Seen(sheet.number, line.base, _NUMBERS.sub("#", plain), numbers)


def _plain(line: TextLine) -> str:
    return _BLANKS.sub("", line.text)


def _is_furniture(line: TextLine, inner: TextLine | None, sheet: Sheet, seen: Sequence[_Seen]) -> bool:
    plain = _plain(line)
    if _PAGE_NUMBER.fullmatch(plain) or _BROWSER.match(plain):
        return True
    own = _seen(line, sheet)
    if _BARE_NUMBER.fullmatch(plain):
        return _is_clear(line, inner) and (int(plain) == sheet.number or _counts_on(own, seen))
    return _NO_WORDS.fullmatch(own.words) is None and any(_runs(own, other) for other in seen)


def _is_clear(line: TextLine, inner: TextLine | None) -> bool:
    return inner is None or abs(inner.base - line.base) >= _CLEAR * max(line.size, inner.size)


def _counts_on(own: _Seen, seen: Sequence[_Seen]) -> bool:
    """Whether other pages have a bare number that is as far from this one as the pages are from each other."""
    return any(
        other.words == own.words
        and other.page != own.page
        and own.numbers[0] - other.numbers[0] == own.page - other.page
        for other in seen
    )


def _runs(own: _Seen, other: _Seen) -> bool:
    """Whether the same line is at the same height on another page; its numbers are the same or count pages."""
    pages = own.page - other.page
    return (
        pages != 0
        and own.words == other.words
        and abs(own.base - other.base) <= _SAME_HEIGHT
        and all(mine - theirs in (0, pages) for mine, theirs in zip(own.numbers, other.numbers, strict=True))
    )
