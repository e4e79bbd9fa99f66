"""Numbers that a report states in its prose.

Only what a sentence states exactly of this body and this year counts: a wrong number costs more trust than a missed
one. The words are data (``checks/narrative/narrative.yaml``); ``tokens`` finds them in one pass; ``reader`` walks
through the clauses and keeps in mind (``context``) what is spoken of; ``counts`` and ``zeros`` bind words to numbers,
one module a kind of number; ``resolve`` decides which statements stand; ``against`` holds them against the tables.
"""

from __future__ import annotations

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
from checks.narrative.statement import PROCESSED, QUANTITIES, Statement
from checks.narrative.statements import LEVELS, read_normalised, read_numbers, read_statements
from checks.narrative.vocabulary import cells_of, sums_of

__all__ = [
    "LEVELS",
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
