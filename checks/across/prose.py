"""What a report's prose takes over from the year before, sentence by sentence: kept, changed, added and dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple, Protocol

from rapidfuzz.distance import Indel

from parsing.report import Section

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_NUMBERS = re.compile(
    r"[0-9]+(?:[.,，][0-9]+)*%?|(?<![〇○零一二三四五六七八九十百千万两])[〇○零一二三四五六七八九十百千万两]++(?=[件条次个份项年月日人家场期篇])"
)
# Two sentences with this share of characters in common, in order, are one sentence reworded
_REWORDED = 0.8


class Edit(StrEnum):
    """What became of a sentence."""

    KEPT = "kept"
    RENUMBERED = "renumbered"
    REWORDED = "reworded"
    ADDED = "added"
    DROPPED = "dropped"


class SentencePair(NamedTuple):
    """A sentence of last year's and this year's text side by side; "" on the side that lacks it."""

    kind: Edit
    old: str
    new: str


class Overlap(NamedTuple):
    """How much of a text is another one's, wherever it occurs there: sentences that are the same word for word
    (``kept``), the same but for numbers (``renumbered``), and others (``new``).

    ``share`` is that of the characters of the first two kinds, 0 to 1 (0 without text), of ``characters``.
    """

    kept: int
    renumbered: int
    new: int
    share: float
    characters: int


class SectionChange(NamedTuple):
    """One section's text against last year's: its sentences side by side in reading order, and what is taken over."""

    number: int
    heading: str | None
    pieces: tuple[SentencePair, ...]
    overlap: Overlap


class HasSections(Protocol):
    """A report, or what is kept of one."""

    @property
    def sections(self) -> tuple[Section, ...]:
        """Its prose by section."""


def prose_changes(old: HasSections, new: HasSections) -> tuple[SectionChange, ...]:
    """Each section that either report has, with its sentences side by side, in the form's order."""
    before = {section.number: section for section in old.sections}
    after = {section.number: section for section in new.sections}
    return tuple(
        _section(number, before.get(number), after.get(number)) for number in sorted(before.keys() | after.keys())
    )


def _section(number: int, old: Section | None, new: Section | None) -> SectionChange:
    before, after = old.text if old else "", new.text if new else ""
    heading = (new and new.heading) or (old and old.heading) or None
    return SectionChange(number, heading, text_changes(before, after), overlap(before, after))


def overlap(old: str, new: str) -> Overlap:
    """How much of the new text is the old one's."""
    before = {_plain(sentence) for sentence in sentences(old)}
    wordings = {_wording(sentence) for sentence in before}
    counts = {Edit.KEPT: 0, Edit.RENUMBERED: 0, Edit.ADDED: 0}
    characters = taken = 0
    for sentence in map(_plain, sentences(new)):
        kind = Edit.KEPT if sentence in before else Edit.RENUMBERED if _wording(sentence) in wordings else Edit.ADDED
        counts[kind] += 1
        characters += len(sentence)
        taken += len(sentence) if kind is not Edit.ADDED else 0
    share = taken / characters if characters else 0.0
    return Overlap(counts[Edit.KEPT], counts[Edit.RENUMBERED], counts[Edit.ADDED], share, characters)


def text_changes(old: str, new: str) -> tuple[SentencePair, ...]:
    """The sentences of two texts side by side, in reading order.

    Sentences are aligned by their words without numbers (difflib); what is left between two aligned ones is paired
    where it is alike enough (rapidfuzz).
    """
    return tuple(_aligned(sentences(old), sentences(new)))


def sentences(text: str) -> list[str]:
    """A text's sentences with their end marks, without blanks around."""
    return [sentence for part in _SENTENCE.findall(text) if (sentence := part.strip())]


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[SentencePair]:
    left_words, right_words = ([_wording(_plain(sentence)) for sentence in side] for side in (old, new))
    matcher = SequenceMatcher(None, left_words, right_words, autojunk=False)
    for tag, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        left, right = old[from_old:to_old], new[from_new:to_new]
        if tag == "equal":
            yield from (_same(before, after) for before, after in zip(left, right, strict=True))
        else:
            yield from _replaced(left, right)


def _same(old: str, new: str) -> SentencePair:
    return SentencePair(Edit.KEPT if _plain(old) == _plain(new) else Edit.RENUMBERED, old, new)


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[SentencePair]:
    """Sentences between two aligned ones: pairs that are alike in order, the rest dropped or added."""
    start = 0
    for sentence in new:
        scores = [Indel.normalized_similarity(sentence, other, score_cutoff=_REWORDED) for other in old[start:]]
        best = max(range(len(scores)), key=scores.__getitem__, default=None)
        if best is None or not scores[best]:
            yield SentencePair(Edit.ADDED, "", sentence)
            continue
        yield from (SentencePair(Edit.DROPPED, other, "") for other in old[start : start + best])
        yield SentencePair(Edit.REWORDED, old[start + best], sentence)
        start += best + 1
    yield from (SentencePair(Edit.DROPPED, other, "") for other in old[start:])


def _plain(sentence: str) -> str:
    """A sentence without blanks."""
    return "".join(sentence.split())


def _wording(plain: str) -> str:
    """A sentence without blanks, with every number alike."""
    return _NUMBERS.sub("0", plain)
