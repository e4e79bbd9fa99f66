"""Text as it is printed → simplified, half-width text without the junk that mirrors and CMSs put in.

The steps are in STEPS, in their order; each is a pure function. They never remove a line end, so line numbers hold.
Chinese punctuation （，。；：、） other than brackets stays as it is printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from opencc import OpenCC

from parsing import divisions


class Normalised(NamedTuple):
    """Normalised text and the names of the steps that found something to do."""

    text: str
    applied: tuple[str, ...]


def _width_table() -> dict[int, str]:
    """Full-width letters, digits, signs and spaces to their half-width forms; Chinese punctuation stays."""
    kept = set("，；：！？")
    table = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF01, 0xFF5F) if chr(code) not in kept}
    table |= dict.fromkeys(map(ord, "\u00a0\u1680\u202f\u205f\u3000\t\v\f"), " ")
    table |= dict.fromkeys(range(0x2000, 0x200B), " ")
    table |= {
        ord("〔"): "〔",
        ord("﹣"): "-",
        ord("−"): "-",
        ord("﹢"): "+",
        ord("⁄"): "/",
        ord("∕"): "/",
        ord("\r"): "\n",
    }
    del table[ord("\t")]
    return table


_WIDTH = _width_table()
# Invisible characters and those that no text means: zero width, soft hyphen, byte order mark, private use, controls.
_INVISIBLE = dict.fromkeys(
    [
        0xAD,
        0xFEFF,
        0xFFFD,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2065),
        *range(0xE000, 0xF900),
    ]
    + [c for c in range(0x20) if chr(c) not in "\t\n\x1e\x1f"],
    "",
)
_FOLD = {**_WIDTH, **_INVISIBLE}
_FOLDED = {chr(code): text for code, text in _FOLD.items()}
# A text has brackets and blanks to fold, each many times: so many kinds are replaced one after the other
_FEW = 20
_TO_FOLD = re.compile(f"[{re.escape(''.join(_FOLDED))}]")

# A character that cannot be shown, beside digits or alone: a digit of another font may have been there
_DELETE = "\x7f"
_NEVER_SHOWN = frozenset(map(chr, (*range(9), *range(14, 30), *range(0xE000, 0xF900), 0xFFFD)))
_LOST = re.compile("(?<![^\\s\\d.,\x1e\x1f])[\x00-\x08\x0e-\x1d\x7f\ue000-\uf8ff\ufffd]+(?![^\\s\\d.,\x1e\x1f])")
# "?????一、總體情況": blanks that a wrong charset turned into question marks, before text at the start of a line
_QUESTION_RUNS = re.compile(r"\?{3,}")

# "規(guī)范", "網(wǎng)站", "申請(qing)", "发(fa)(fa)": a syllable in brackets behind its character, with
# the blank that some mirrors put before the next one; a blank before a figure parts cells
_INITIALS = "zh|ch|sh|[bpmfdtnlgɡkhjqxrzcsyw]"
_VOWELS = "aeiouvüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
_BRACKETED = re.compile(rf"\([a-zɡ{_VOWELS}]")
_SYLLABLE = re.compile(
    rf"(?<=[\u3400-\u9fff])(?:\((?:{_INITIALS})?[{_VOWELS}]{{1,4}}(?:n[gɡ]?|r)?\)(?: (?=[\u3400-\u9fff]))?)+"
)
# Characters of nearly every report in traditional characters, and their simplified forms
_TRADITIONAL_SIGNS = "開報總數機關會發條規請務縣門辦處實國複復結訴審與從為個這書單體況項據網無"
# A word that some sites put in place of 信息, in pages that are simplified otherwise
_ALONE = ("資訊", "资讯")
_SIMPLIFIED_SIGNS = "开报总数机关会发条规请务县门办处实国结诉审与从为个这书单体况项据网无"


def fold_width(text: str) -> str:
    """``１４（件）`` → ``14(件)``; blanks of every kind become one kind, invisible characters go."""
    characters = set(_TO_FOLD.findall(text))
    if _DELETE in text or not characters.isdisjoint(_NEVER_SHOWN):
        text = _LOST.sub("□", text)
        characters = set(_TO_FOLD.findall(text))
    if len(characters) > _FEW:
        return text.translate(_FOLD)
    for character in characters:
        text = text.replace(character, _FOLDED[character])
    return text


def drop_junk(text: str) -> str:
    """``?????一、`` → ``一、``: runs of question marks in place of lost blanks."""
    return _QUESTION_RUNS.sub("", text) if "???" in text else text


def strip_pinyin(text: str) -> str:
    """``規(guī)范`` → ``規范``; brackets that hold no syllable stay."""
    return _SYLLABLE.sub("", text) if _has_pinyin(text) else text


def _has_pinyin(text: str) -> bool:
    # a letter behind a bracket is quickly found missing
    return _BRACKETED.search(text) is not None and _SYLLABLE.search(text) is not None


def simplify(text: str) -> str:
    """Traditional text in simplified characters; text that is not traditional is left alone but for
    one word, and so are place names."""
    if not is_traditional(text):
        return text.replace(*_ALONE)
    return _with_phrases(text, text.translate(_characters()))


def is_traditional(text: str) -> bool:
    """Whether several signs of traditional text are in it, one and none of simplified text, or pinyin: mirrors
    annotate what they convert, a few characters of each text.
    """
    if _has_pinyin(text):
        return True
    signs = sum(sign in text for sign in _TRADITIONAL_SIGNS)
    return signs > 1 or (signs == 1 and not any(sign in text for sign in _SIMPLIFIED_SIGNS))


STEPS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("width", fold_width),
    ("junk", drop_junk),
    ("simplified", simplify),
    ("pinyin", strip_pinyin),
)


def normalise(text: str) -> Normalised:
    """All steps in order, and which of them changed anything."""
    applied = []
    for name, step in STEPS:
        changed = step(text)
        if changed != text:
            applied.append(name)
        text = changed
    return Normalised(text, tuple(applied))


def normalise_text(text: str) -> str:
    """All steps in order."""
    return normalise(text).text


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _dictionary(name: str) -> dict[str, str]:
    """What opencc makes of each character or phrase: the first of its choices."""
    converter = _converter()
    path = next(path for path in converter.dict_cache if path.endswith(f"{name}.txt"))
    return {printed: choices.split(" ")[0] for printed, choices in converter.dict_cache[path][2].items()}


@cache
def _characters() -> dict[int, str]:
    """Simplified forms of Chinese characters."""
    return {ord(c): simple for c, simple in _dictionary("TSCharacters").items() if c >= "\u3400"}


@cache
def _phrases() -> re.Pattern[str]:
    """Phrases that opencc converts otherwise than their characters alone: 乾坤."""
    table = _characters()
    phrases = [p for p, simple in _dictionary("TSPhrases").items() if p.translate(table) != simple]
    first = "".join({phrase[0] for phrase in phrases})
    return re.compile(f"(?=[{first}])(?:{'|'.join(map(re.escape, phrases))})")


@cache
def _ambiguous() -> frozenset[str]:
    """Characters of names of divisions that conversion would change: 乾 in 乾县."""
    table = _characters()
    return frozenset(c for c in frozenset("".join(divisions.names())) if table.get(ord(c), c) != c)


@cache
def _protected_names() -> dict[str, re.Pattern[str]]:
    """Each ambiguous character with the names of divisions that it is in."""
    names = {name for name in divisions.names() if not _ambiguous().isdisjoint(name)}
    return {
        c: re.compile("|".join(sorted({re.escape(divisions.stem(n)) for n in names if c in n}, key=len, reverse=True)))
        for c in _ambiguous()
    }


def _with_phrases(text: str, simplified: str) -> str:
    """In lines with a character that names of divisions have too: what opencc's phrases decide (乾坤, 饼干), and the
    names as they are (乾县)."""
    if not any(c in text for c in _ambiguous()):
        return simplified
    lines = simplified.split("\n")
    for number, line in enumerate(text.split("\n")):
        present = [c for c in _ambiguous() if c in line]
        if present:
            lines[number] = _line_with_phrases(line, lines[number], present)
    return "\n".join(lines)


# No phrase goes over a blank or a mark: what is between two is converted alone
_MARK = re.compile("[\\s，。、；：？！（）《》“”]")


def _line_with_phrases(line: str, simplified: str, ambiguous: list[str]) -> str:
    characters = list(simplified)
    end = 0
    for phrase in _phrases().finditer(line):
        start = phrase.start()
        if start < end:
            continue
        while start > end and not _MARK.match(line, start - 1):
            start -= 1
        mark = _MARK.search(line, phrase.end())
        end = mark.start() if mark else len(line)
        characters[start:end] = _converter().convert(line[start:end])
    plain = list(simplified)
    for place in re.finditer(f"[{''.join(ambiguous)}]", line):
        plain[place.start()] = place[0]
    with_names = "".join(plain)
    for character in ambiguous:
        for match in _protected_names()[character].finditer(with_names):
            for position in range(*match.span()):
                if plain[position] == character:
                    characters[position] = character
    return "".join(characters)
