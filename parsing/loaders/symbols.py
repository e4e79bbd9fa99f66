"""Characters of symbol fonts → what they show. Their codes are their own, or 0xF000 and a code (Word's ``w:sym``)."""

from __future__ import annotations

import re
from functools import cache

import yaml

from parsing.form import DATA

# Shown is something, and nobody knows what
UNKNOWN = "?"
_PRIVATE = re.compile(r"[\uf000-\uf0ff]")
_OFFSET = 0xF000
_ASCII = range(0x20, 0x7F)


def shown(text: str, font: str) -> str:
    """A text of this font as it is shown: U+F033 → ``3``. Any other font has letters and digits."""
    table = _tables().get(font.lower())
    if table is not None:
        return "".join([table.get(ord(c) & 0xFF if _PRIVATE.match(c) else ord(c), UNKNOWN) for c in text])
    return _PRIVATE.sub(_letter, text)


def has_symbols(text: str) -> bool:
    """Whether a text has characters that only a symbol font shows."""
    return _PRIVATE.search(text) is not None


def is_symbolic(font: str) -> bool:
    """Whether a font shows symbols in place of letters and digits."""
    return font.lower() in _tables()


def _letter(character: re.Match[str]) -> str:
    code = ord(character[0]) - _OFFSET
    return chr(code) if code in _ASCII else UNKNOWN


@cache
def _tables() -> dict[str, dict[int, str]]:
    """What each symbol font shows, by code."""
    listed = yaml.load((DATA / "symbols.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return {
        font: {ord(character): character for character in codes.pop("from_ascii")}
        | {int(code, 16): character for code, character in codes.items()}
        for font, codes in listed.items()
    }
