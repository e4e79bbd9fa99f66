"""Tables drawn with characters: ``+---+---+`` or ``├───┼───┤`` between rows, whose cells may take several lines; or
``规章 / 3 / 0 / 5``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from parsing.wording.values import PRINTED, kind

# Uprights are pipes, the corners and lines between rows those of ASCII
UPRIGHTS = "│┃║"
_LINES = {
    **dict.fromkeys(range(0x2500, 0x2580), "+"),
    **dict.fromkeys(map(ord, "─━═┄┅┈┉╌╍"), "-"),
    **dict.fromkeys(map(ord, UPRIGHTS), "|"),
}
_BORDER = frozenset("+-=|: ")
# A border above the first row, one below it and one below the last: fewer part no rows
_MIN_BORDERS = 3
# Slashes part cells where so many lines have so many, and nothing else between cells, and none has two, as dashes
_SLASH, _TWO_DASHES = " / ", "/ /"
_PARTED = frozenset("\t|｜" + UPRIGHTS)
_MIN_SLASHES, _MIN_SLASHED = 3, 10


def plain(text: str) -> str:
    """A text whose tables are drawn, if there are any, with the characters of ASCII."""
    if text.count(_SLASH) >= _MIN_SLASHES * _MIN_SLASHED and _TWO_DASHES not in text:
        lines = text.split("\n")
        slashed = [at for at, line in enumerate(lines) if _SLASH in line and not _PARTED.intersection(line)]
        if sum(lines[at].count(_SLASH) >= _MIN_SLASHES for at in slashed) >= _MIN_SLASHED:
            for at in slashed:
                lines[at] = lines[at].replace(_SLASH, " | ")
            text = "\n".join(lines)
    return text.translate(_LINES) if any(mark in text for mark in UPRIGHTS) else text


def is_border(line: str) -> bool:
    """Whether a line draws the border of a table's rows: ``├───┼───┤``, ``+-----+-----+``."""
    return len(line) > 2 and "+" in line and _BORDER.issuperset(line) and line.count("-") > 1  # noqa: PLR2004


def whole_rows(lines: list[str]) -> list[str]:
    """The lines of a text, in which a row's cells that go on in the lines below are in its first one whole."""
    borders = [number for number, line in enumerate(lines) if "+" in line and is_border(line.strip())]
    if len(borders) < _MIN_BORDERS:
        return lines
    merged = list(lines)
    for first, last in pairwise(borders):
        block = [line.strip() for line in lines[first + 1 : last]]
        if len(block) > 1 and all(line.startswith("|") for line in block):
            merged[first + 1 : last] = _one_row(block)
    return merged


def _one_row(block: Sequence[str]) -> list[str]:
    """The lines between two borders as one, and blank ones in place of the others; as they are where they are rows."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in block]
    filled = sum(any(kind(cell) in PRINTED for cell in row) for row in rows)
    if filled > 1 or len({len(row) for row in rows}) > 1:
        return list(block)
    return ["|" + "|".join(map("".join, zip(*rows, strict=True))) + "|", *[""] * (len(rows) - 1)]
