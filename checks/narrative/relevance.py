"""Which sentences are worth reading: those with a word of the matter and a number or a denial."""

from __future__ import annotations

from checks.narrative import headings
from checks.narrative.language.vocabulary import pattern
from checks.narrative.memory.context import Topic
from checks.narrative.memory.reading import Reading

_NUMBER = pattern("number_or_denial")
_STATING = pattern("may_state")
_MATTER = pattern("matter")
_ALL = pattern("all")
_OTHER_MATTER = pattern("other_matter")


def first_matter(reading: Reading, line: str) -> int | None:
    """Where in a line the first word of the matter is; None where no sentence of it may state anything."""
    found = _MATTER.search(line)
    if not found and not headings.denies(reading, line):
        return None
    if not _STATING.search(line):
        return None
    return found.start() if found else len(line)


def may_state(reading: Reading, sentence: str) -> bool:
    """Whether a sentence may state something: by itself, or of what was received before it."""
    return reading.context.line.last_received is not None or _STATING.search(sentence) is not None


def is_worth_reading(reading: Reading, sentence: str, *, certain: bool) -> bool:
    """Whether a sentence's words and numbers are to be looked at, for it states something or leads to what does.

    ``certain``: a word of the matter is known to be in it.
    """
    if not certain and not _MATTER.search(sentence):
        return headings.denies(reading, sentence)
    return bool(_NUMBER.search(sentence) or (reading.context.line.last_received is not None and _ALL.search(sentence)))


def glance(reading: Reading, sentence: str) -> None:
    """A sentence that states nothing may still name what the next one is about."""
    if "申请" in sentence and "公开" in sentence:
        reading.context.line.topic = Topic.REQUESTS
    elif "主动公开" in sentence:
        reading.context.line.attribute = True
    elif _OTHER_MATTER.search(sentence):
        reading.context.line.topic = Topic.OTHER
