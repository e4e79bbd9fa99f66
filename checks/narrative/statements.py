"""The statements of a text: read clause by clause, those that hold kept."""

from __future__ import annotations

from checks.narrative import reader
from checks.narrative.memory.statement import Statement
from checks.narrative.resolve import agreed, resolved
from parsing.normalise import normalise_text

LEVELS = ("department", "government", "township")


def read_numbers(text: str, year: int, level: str) -> dict[str, int]:
    """Quantities that the prose states of this body and this year, and no others.

    Keys are among ``QUANTITIES``; a quantity that is not stated, or stated with two values, is absent. ``text`` is the
    prose of one report as printed, sections and headings a line each; ``level`` is department, government or township.
    """
    return agreed(read_statements(text, year, level))


def read_statements(text: str, year: int, level: str) -> tuple[Statement, ...]:
    """All statements, conflicting ones too, in the order of the text; offsets count in the normalised text.

    Raises ValueError for an unknown level.
    """
    return read_normalised(normalise_text(text), year, level)


def read_normalised(text: str, year: int, level: str) -> tuple[Statement, ...]:
    """``read_statements`` of text that is normalised already, as ``Report.prose`` is."""
    if level not in LEVELS:
        message = f"unknown level {level!r}: must be one of {', '.join(LEVELS)}"
        raise ValueError(message)
    return resolved(reader.read(text, year, level))
