"""A page's characters as glyphs: what is printed, where, and on which baseline.

A font may give the radical ⾏ for the character 行 where both share a shape, or nothing at all that a text could hold;
bold is made by printing twice; watermarks stand askew. All that is settled here, before lines are made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, NamedTuple

# The same glyph printed again this near (points) is bold print, not a second character
_REPRINT = 1.0
# How far a glyph may be turned (sine over cosine) before it belongs to a watermark
_ASKEW = 0.1
# Stands for a glyph whose character the file does not tell, so that a number with one in it is no number
UNKNOWN = "□"
_CID = re.compile(r"\(cid:\d+\)")
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


def glyphs(characters: Iterable[dict[str, Any]], height: float) -> list[Glyph]:
    """The glyphs of a page of this height, in the file's order, without watermarks and second prints."""
    found: list[Glyph] = []
    printed: dict[tuple[str, int, int], Glyph] = {}
    for character in characters:
        glyph = _glyph(character, height)
        if glyph is None:
            continue
        key = (glyph.text, round(glyph.x0 / _REPRINT), round(glyph.top / _REPRINT))
        if glyph.text != " " and _printed_before(glyph, key, printed):
            continue
        printed[key] = glyph
        found.append(glyph)
    return found


def _glyph(character: dict[str, Any], height: float) -> Glyph | None:
    a, b, c, d, _, _ = character["matrix"]
    if abs(b) > _ASKEW * abs(a) and abs(a) > _ASKEW * abs(b) and abs(c) > _ASKEW * abs(d):
        return None
    # turned text has no baseline across the page; its box serves
    upright = character["upright"]
    bottom = character["bottom"]
    base = bottom + character["y0"] - character["matrix"][5] if upright else bottom
    text = _text(character["text"])
    if not text or base < 0 or base > height + character["size"]:
        return None
    return Glyph(text, character["x0"], character["x1"], character["top"], bottom, base, character["size"])


def _text(printed: str) -> str:
    if not printed.strip():
        return " "
    if _CID.fullmatch(printed):
        return UNKNOWN
    if _SHAPED.search(printed):
        printed = printed.translate(_SHAPES)
    return _NO_CHARACTER.sub(UNKNOWN, printed)


def _printed_before(glyph: Glyph, key: tuple[str, int, int], printed: dict[tuple[str, int, int], Glyph]) -> bool:
    text, x, y = key
    return any(
        abs(other.x0 - glyph.x0) <= _REPRINT and abs(other.top - glyph.top) <= _REPRINT
        for dx in (0, -1, 1)
        for dy in (0, -1, 1)
        if (other := printed.get((text, x + dx, y + dy)))
    )
