"""Numbers that a report states in its prose.

Only what a sentence states exactly of this body and this year counts: a wrong number costs more trust than a missed
one. The words are data (``checks/narrative/narrative.yaml``); ``tokens`` finds them in one pass; ``reader`` walks
through the clauses and keeps in mind (``context``) what is spoken of; ``counts`` and ``zeros`` bind words to numbers,
one module a kind of number; ``resolve`` decides which statements stand; ``against`` holds them against the tables.
"""

from __future__ import annotations

from checks.narrative import reader
from checks.narrative.against import (
    PlacedStatement,
    Places,
    Verdict,
    certain_by_quantity,
    read_report,
    statements_of,
    total,
)
from checks.narrative.breakdown import Mismatch, mismatches
from checks.narrative.resolve import agreed, standing
from checks.narrative.statement import PROCESSED, QUANTITIES, Statement
from checks.narrative.vocabulary import cells_of, sums_of
from parsing.normalise import normalise_text

__all__ = [
    "PROCESSED",
    "QUANTITIES",
    "Mismatch",
    "PlacedStatement",
    "Places",
    "Statement",
    "Verdict",
    "cells_of",
    "certain_by_quantity",
    "mismatches",
    "read_normalised",
    "read_numbers",
    "read_report",
    "read_statements",
    "statements_of",
    "sums_of",
    "total",
]

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
    return standing(reader.read(text, year, level))
