"""How much of a thing a run tries: ``make test`` a part that is soon done, ``make test-full`` all of it.

``TEST_SIZES=full`` asks for all. Every test runs in both; what differs is how many documents, rounds and examples it
takes, and how large they are.
"""

from __future__ import annotations

import os
from typing import TypeVar

Value = TypeVar("Value")

FULL = os.environ.get("TEST_SIZES") == "full"


def sized(part: Value, full: Value) -> Value:
    """What this run takes of the two."""
    return full if FULL else part


def examples(full: int) -> int:
    """How many examples of a property Hypothesis draws."""
    return sized(max(full // 5, 20), full)
