"""Defects of the text itself: lost titles and marks, mirror sites' characters, pinyin, junk and advertising."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from random import Random

from opencc import OpenCC  # type: ignore[import-untyped]

from demo.printing.model import Para
from tests.render.model import Draft

ADVERTISING = ("365体育投注:", "bet365体育在线:", "万博体育app:")
PINYIN = {
    "數": "shù", "關": "guān", "內": "nèi", "規": "guī", "業": "yè", "經": "jīng", "網": "wǎng", "農": "nóng",
    "領": "lǐng", "設": "shè", "聯": "lián", "監": "jiān", "權": "quán", "構": "gòu", "結": "jié", "轉": "zhuǎn",
    "區": "qū", "據": "jù", "穩": "wěn", "務": "wù", "現": "xiàn", "執": "zhí", "繼": "jì", "續": "xù", "礎": "chǔ",
    "開": "kāi", "請": "qǐng", "處": "chù", "總": "zǒng", "計": "jì", "辦": "bàn", "復": "fù", "訴": "sù", "屬": "shǔ",
}  # fmt: skip
WORDS = {"文件": "檔案", "信息": "資訊", "網絡": "網路"}
JUNK = ("?????", "????", "??")


def title_lost(draft: Draft, rng: Random) -> None:
    """The document begins with its text; the body may be named in the introduction only."""
    draft.blocks = [b for b in draft.blocks if not (isinstance(b, Para) and b.kind == "title")]
    draft.year_in_title = False
    draft.lenient_identity = True


def marks_lost(draft: Draft, rng: Random) -> None:
    """年, 月 and brackets between digits are gone: 20211月1日, 国办公开办函202130号."""
    for para in draft.paras:
        if para.kind == "prose":
            para.text = re.sub(r"(\d{4})年(?=\d)", r"\1", para.text)
            para.text = re.sub(r"〔(\d{4})〕(?=\d)", r"\1", para.text)
    if not draft.year_in_title:
        draft.years.add(None)


def advertising_in_name(draft: Draft, rng: Random) -> None:
    """Advertising words in place of a place's name, wherever it stands."""
    places = [name for name in draft.body.region.values() if name in draft.body.name]
    place, words = places[0], rng.choice(ADVERTISING)
    for para in draft.paras:
        para.text = para.text.replace(place, words)
    known = {name for name in draft.body.agencies if name}
    shorter = {name.replace(place, "") for name in known} | {name.rpartition(place)[2] for name in known}
    draft.body.agencies = frozenset(known | {name for name in shorter if name})
    draft.lenient_identity = True


def advertising_in_prose(draft: Draft, rng: Random) -> None:
    """Advertising words in the middle of sentences."""
    words = rng.choice(ADVERTISING)
    for para in draft.paras:
        commas = [match.end() for match in re.finditer("，", para.text)]
        if para.kind == "prose" and commas and rng.random() < 0.6:
            at = rng.choice(commas)
            para.text = para.text[:at] + words + para.text[at:]


@cache
def _converter() -> OpenCC:
    return OpenCC("s2t")


@cache
def _traditional(text: str) -> str:
    return str(_converter().convert(text))


def _pinyin(text: str) -> str:
    return "".join(f"{c}({PINYIN[c]})" if c in PINYIN else c for c in _traditional(text))


def _words(text: str) -> str:
    text = _traditional(text)
    for word, other in WORDS.items():
        text = text.replace(word, other)
    return text


def _everywhere(draft: Draft, convert: Callable[[str], str]) -> None:
    for para in draft.paras:
        para.text = convert(para.text)
    for cell in draft.cells():
        cell.text = convert(cell.text)
        if cell.id is not None:
            draft.printed[cell.id] = replace(draft.printed[cell.id], text=cell.text)


def traditional(draft: Draft, rng: Random) -> None:
    """Traditional characters throughout."""
    _everywhere(draft, _traditional)


def traditional_pinyin(draft: Draft, rng: Random) -> None:
    """Traditional characters, some with their syllable in brackets."""
    _everywhere(draft, _pinyin)


def traditional_words(draft: Draft, rng: Random) -> None:
    """Traditional characters, and some words for others: 檔案 for 文件."""
    _everywhere(draft, _words)


def junk_marks(draft: Draft, rng: Random) -> None:
    """Question marks for what were spaces before headings and paragraphs."""
    junk, share = rng.choice(JUNK), rng.choice((0.3, 1.0))
    for para in draft.paras:
        if para.kind in ("heading", "prose") and rng.random() < share:
            para.text = junk + para.text
