"""Which sentences are worth reading: those with a word of the matter and a number or a denial."""

from __future__ import annotations

from checks.narrative import headings
from checks.narrative.context import Topic
from checks.narrative.reading import Reading
from checks.narrative.vocabulary import pattern

_NUMBER = pattern("number_or_denial")
_MATTER = pattern("matter")
_ALL = pattern("all")
_OTHER_MATTER = pattern("other_matter")


def is_of_the_matter(reading: Reading, line: str) -> bool:
    """Whether any sentence of a line may be worth reading."""
    return _MATTER.search(line) is not None or headings.denies(reading, line)


def is_worth_reading(reading: Reading, sentence: str) -> bool:
    """Whether a sentence may state something, alone or of the last one's number (均已答复)."""
    if not _MATTER.search(sentence):
        return headings.denies(reading, sentence)
    return bool(_NUMBER.search(sentence) or (reading.context.last_received is not None and _ALL.search(sentence)))


def glance(reading: Reading, sentence: str) -> None:
    """A sentence that states nothing may still name what the next one is about."""
    if "申请" in sentence and "公开" in sentence:
        reading.context.topic = Topic.REQUESTS
    elif "主动公开" in sentence:
        reading.context.attribute = True
    elif _OTHER_MATTER.search(sentence):
        reading.context.topic = Topic.OTHER
