"""Numbers that a report states in its prose.

Only what a sentence states exactly of this body and this year counts: a wrong number costs more trust than a missed
one. Rooms, from below: ``language`` (words), ``memory`` (what is kept in mind), ``numbers`` (what a number counts).
Above them ``reader`` walks line by line, clause by clause (``wrapped``, ``headings``, ``relevance``, ``scope``);
``resolve`` decides which statements hold, ``statements`` gives them, ``against`` holds them against the tables.
"""

from __future__ import annotations

from checks.narrative.against import (
    PlacedStatement,
    Places,
    StatementVerdict,
    certain_by_quantity,
    read_report,
    statements_of,
    total,
)
from checks.narrative.breakdown import Mismatch, mismatches
from checks.narrative.language.vocabulary import cells_of, sums_of
from checks.narrative.memory.statement import PROCESSED, QUANTITIES, Statement
from checks.narrative.statements import LEVELS, read_normalised, read_numbers, read_statements

__all__ = [
    "LEVELS",
    "PROCESSED",
    "QUANTITIES",
    "Mismatch",
    "PlacedStatement",
    "Places",
    "Statement",
    "StatementVerdict",
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
