"""A page's characters as glyphs: what is printed, where, and on which baseline.

A font may give the radical ⾏ for the character 行 where both share a shape, or nothing at all that a text could hold;
bold is made by printing twice; the number of a note is no digit of the figure before it. All that is settled here,
before lines are made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

# The same glyph printed again this near (points) is bold print, not a second character
_REPRINT = 1.0
# Glyphs are looked up by squares of so many points
_WIDE = 8.0
# So many glyphs are remembered for one square: a file may print thousands there
_MOST_OVER = 40
# The number of a note is so much smaller, so much higher and so near, in parts of the size of what it is set behind
_SMALL = 0.85
_LOW, _HIGH = 0.22, 0.8
_OVER, _BEHIND = 0.12, 0.5
# Where to look for it: points
_SQUARE = 10.0
# Stands for a glyph whose character the file does not tell, so that a number with one in it is no number
UNKNOWN = "□"
# Radicals that Unicode does not decompose, with the characters that look the same
_LOOKALIKES = (
    "⺁厂⺃乚⺅亻⺉刂⺋㔾⺎尣⺏尢⺒巳⺓幺⺕彐⺗心⺛旡⺟母⺠民⺡氵⺤爫⺩王⺫罒⺭礻⺰纟⺱罓⺳罒⺶羊⺷羊⺹耂⺼月⺽臼⻁虎⻂衤⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻋车⻌辶⻍辶"
    "⻑長⻒镸⻓长⻔门⻕阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟"
)


class Glyph(NamedTuple):
    """One printed character. ``top`` and ``bottom`` are its box, ``base`` its baseline, all from the page's top.

    One that was recognised in a picture, and not surely, is not ``sure``.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    sure: bool = True


def _shapes() -> dict[int, str]:
    """Radicals, compatibility ideographs and the brackets 〈〉 to the characters that they look like."""
    codes = [0x2329, 0x232A, *range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00)]
    table = {code: unicodedata.normalize("NFKC", chr(code)) for code in codes}
    return table | {ord(radical): plain for radical, plain in zip(_LOOKALIKES[::2], _LOOKALIKES[1::2], strict=True)}


_SHAPES = _shapes()
_SHAPED = re.compile("[\u2329\u232a\u2e80-\u2fd5\uf900-\ufaff]")
# Private use, the replacement character and controls: no text holds them
_NO_CHARACTER = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f\x7f]")


def printed_text(text: str) -> str:
    """What a character prints as: a blank for any space, UNKNOWN for what no text could hold, nothing for nothing."""
    if not text.strip():
        return " "
    if _SHAPED.search(text):
        text = text.translate(_SHAPES)
    return _NO_CHARACTER.sub(UNKNOWN, text)


def printed_once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The glyphs in their order without second prints; two that cover each other are not sure."""
    kept: list[Glyph] = []
    printed: dict[tuple[int, int], list[int]] = {}
    for glyph in glyphs:
        if glyph.text == " ":
            kept.append(glyph)
            continue
        near = [i for square in _squares(glyph) if square in printed for i in printed[square]]
        if any(kept[i].text == glyph.text and _is_over(kept[i], glyph) for i in near):
            continue
        covered = [i for i in near if _is_over(kept[i], glyph)]
        for i in covered:
            kept[i] = kept[i]._replace(sure=False)
        places = printed.setdefault((int(glyph.x0 / _WIDE), int(glyph.base / _WIDE)), [])
        if len(places) < _MOST_OVER:
            places.append(len(kept))
        kept.append(glyph._replace(sure=False) if covered else glyph)
    return kept


def _squares(glyph: Glyph) -> set[tuple[int, int]]:
    """The squares that what is over a glyph may begin in: seldom more than one."""
    x0, x1 = int((glyph.x0 - _REPRINT) / _WIDE), int((glyph.x0 + _REPRINT) / _WIDE)
    y0, y1 = int((glyph.base - _REPRINT) / _WIDE), int((glyph.base + _REPRINT) / _WIDE)
    return {(x0, y0), (x0, y1), (x1, y0), (x1, y1)}


def _is_over(one: Glyph, other: Glyph) -> bool:
    return abs(one.x0 - other.x0) <= _REPRINT and abs(one.base - other.base) <= _REPRINT


def without_notes(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The glyphs of one text in their order, without those set small and high behind another: numbers of notes."""
    given = list(glyphs)
    sizes = [glyph.size for glyph in given]
    if not given or min(sizes) > _SMALL * max(sizes):
        return given
    largest: dict[tuple[int, int], Glyph] = {}
    for glyph in given:
        place = _square(glyph.x1, glyph.base)
        if glyph.text != " " and (place not in largest or largest[place].size < glyph.size):
            largest[place] = glyph
    kept: list[Glyph] = []
    note: Glyph | None = None
    for glyph in given:
        if (note is not None and _goes_on(note, glyph)) or any(
            _is_raised(other, glyph) for other in _near(glyph, largest)
        ):
            note = glyph
        else:
            note = None
            kept.append(glyph)
    return kept


def _square(x: float, y: float) -> tuple[int, int]:
    return int(x // _SQUARE), int(y // _SQUARE)


def _near(glyph: Glyph, largest: Mapping[tuple[int, int], Glyph]) -> Iterator[Glyph]:
    """The largest glyphs of the squares left of this one and lower."""
    x, y = _square(glyph.x0, glyph.base)
    places = ((x + right, y + down) for right in (-1, 0, 1) for down in (0, 1, 2))
    return (largest[place] for place in places if place in largest)


def _is_raised(before: Glyph, glyph: Glyph) -> bool:
    size = before.size
    return (
        glyph.size <= _SMALL * size
        and _LOW * size <= before.base - glyph.base <= _HIGH * size
        and -_OVER * size <= glyph.x0 - before.x1 <= _BEHIND * size
    )


def _goes_on(note: Glyph, glyph: Glyph) -> bool:
    return abs(note.base - glyph.base) <= _REPRINT and abs(note.size - glyph.size) <= _REPRINT and glyph.x0 >= note.x0
