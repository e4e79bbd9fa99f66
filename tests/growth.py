"""How many times longer twice as large a text takes: at most three times, or the work grows faster than the text."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

MOST = 3
_TRIES = 12
# Shorter times are the clock's own
_LEAST = 0.003


def growth(half: Callable[[], object], whole: Callable[[], object]) -> float:
    """How many times longer the whole takes; the best of some tries, for the machine is shared."""
    found = float("inf")
    for _ in range(_TRIES):
        found = min(found, (_seconds(whole) + _LEAST) / (_seconds(half) + _LEAST))
        if found <= MOST:
            break
    return found


def _seconds(work: Callable[[], object]) -> float:
    """Processor time without the garbage collector, which walks over whatever the tests before left in memory."""
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()
