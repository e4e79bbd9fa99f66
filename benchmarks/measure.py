"""What every benchmark shares: the fastest of many rounds, for machines are shared and noisy."""

from __future__ import annotations

import time
from collections.abc import Callable

ROUNDS = 60


def fastest(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Milliseconds of the fastest of several rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best * 1000


def ratio(ours: Callable[[], object], theirs: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Milliseconds of ours and of theirs, in turn, so that a busy minute hits both."""
    best = [float("inf"), float("inf")]
    for _ in range(rounds):
        for place, work in enumerate((ours, theirs)):
            best[place] = min(best[place], fastest(work, 1))
    return best[0], best[1]
