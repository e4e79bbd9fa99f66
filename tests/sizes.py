"""How much of a thing a run tries: ``make test`` a part that is soon done, ``make test-full`` all of it.

``TEST_SIZES=full`` asks for all. What differs is how many documents, rounds and examples a test takes, and how large they
are. A few tests that take long, and whose parts are in others, run at full size alone (``pytest.mark.full_size``).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import product
from typing import Any, TypeVar

Value = TypeVar("Value")

FULL = os.environ.get("TEST_SIZES") == "full"


def sized(part: Value, full: Value) -> Value:
    """What this run takes of the two."""
    return full if FULL else part


def combined(*factors: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Every combination of what these have; of a part each of them, with those of the others by turns."""
    if FULL:
        return list(product(*factors))
    return [tuple(factor[n % len(factor)] for factor in factors) for n in range(max(map(len, factors)))]


def examples(full: int) -> int:
    """How many examples of a property Hypothesis draws."""
    return sized(max(full // 5, 20), full)
