"""Sentences that a line break cuts in two: 收到政府信⏎息公开申请12⏎件.

Lines are joined only where a word, a number and its unit, or a list is cut; a heading stays apart from what follows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

from checks.narrative.language.vocabulary import vocabulary
from checks.narrative.memory.context import Candidate

# A line that ends with one of these goes on in the next
_OPEN = re.compile(r"[，、(]\s{0,20}$")
# A line that begins with one of these goes on from the last; a number with its unit does where that ended with a digit
_GOES_ON = re.compile(r"\s{0,20}[，。；、)]|\s{0,20}(?:件|条|份|起|宗)(?=[，。；、,;)\s]|$)")
_UNIT = re.compile(r"\s{0,20}(?:\d{1,4} ?)?[件条份起宗]")
_MARKER = re.compile(
    r"\s{0,20}(?:第?[一二三四五六七八九十]{1,3}[、.．部章是]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、．]|[•●◆▲■·])"
)
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_ENDS = frozenset(("", *"。；：！？!?;:"))
_WIDEST_WORD = 12


def joined(text: str) -> tuple[str, list[int]]:
    """The text without the line breaks that cut a sentence, and where each was in it (offsets in the new text)."""
    lines = text.split("\n")
    kept, cuts, length = [lines[0]], [], len(lines[0])
    for line, following in pairwise(lines):
        if _is_cut(line, following):
            cuts.append(length)
        else:
            kept.append("\n")
            length += 1
        kept.append(following)
        length += len(following)
    return ("".join(kept), cuts) if cuts else (text, [])


def _is_cut(line: str, following: str) -> bool:
    if not line or not following or line.rstrip()[-1:] in _ENDS or _MARKER.match(following):
        return False
    if "\t" in line or "|" in line or not _CHINESE.search(line):
        return False
    if _GOES_ON.match(following) or _OPEN.search(line):
        return True
    if line[-1].isdecimal():
        return _UNIT.match(following) is not None
    return not _is_heading(line) and _cuts_a_word(line, following)


def _is_heading(line: str) -> bool:
    return _MARKER.match(line) is not None and "，" not in line and "。" not in line


def _cuts_a_word(line: str, following: str) -> bool:
    before, after = line[-_WIDEST_WORD:], following[:_WIDEST_WORD]
    words = vocabulary("department")
    matches = words.pattern.finditer(before + after)
    return any(m.start() < len(before) < m.end() and m[0] in words.kinds for m in matches)


def restored(candidates: Iterable[Candidate], cuts: list[int]) -> None:
    """Changes offsets in the joined text to those in the text as it was."""
    for candidate in candidates:
        s = candidate.statement
        number = None if s.number is None else (_at(s.number[0], cuts), _at(s.number[1] - 1, cuts) + 1)
        candidate.statement = s._replace(start=_at(s.start, cuts), end=_at(s.end - 1, cuts) + 1, number=number)


def _at(offset: int, cuts: list[int]) -> int:
    return offset + bisect_right(cuts, offset)
