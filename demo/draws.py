"""Random draws in plain Python: the same numbers from the same seed on every machine and version."""

from __future__ import annotations

import math
from collections.abc import Mapping
from random import Random

# Above it a Poisson draw is as good as a normal one
_MANY = 60


def poisson(rng: Random, mean: float) -> int:
    """A count whose mean is ``mean``."""
    if mean <= 0:
        return 0
    if mean > _MANY:
        return max(0, round(rng.gauss(mean, math.sqrt(mean))))
    left, count = rng.random(), 0
    chance = math.exp(-mean)
    while left > chance and count < 10 * _MANY:
        left -= chance
        count += 1
        chance *= mean / count
    return count


def spread(rng: Random, sigma: float) -> float:
    """A factor around 1 with a heavy upper tail (log-normal)."""
    return math.exp(rng.gauss(0, sigma))


def part(rng: Random, count: int, chance: float) -> int:
    """How many of ``count`` hit, each with this chance."""
    return (
        min(count, poisson(rng, count * chance)) if count > _MANY else sum(rng.random() < chance for _ in range(count))
    )


def shares(rng: Random, count: int, weights: Mapping[str, float]) -> dict[str, int]:
    """``count`` things spread over the keys by weight; keys with none are left out."""
    counts: dict[str, int] = {}
    for key in rng.choices(list(weights), list(weights.values()), k=count) if count else ():
        counts[key] = counts.get(key, 0) + 1
    return counts
