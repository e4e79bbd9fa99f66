"""Answers that are kept: the least recently used go first, by the bytes that all of them take."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from threading import Lock

import pandas as pd


class Answers:
    """Frames by question, at most ``most_bytes`` of them; threads may call everything."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._frames: OrderedDict[Hashable, tuple[pd.DataFrame, int]] = OrderedDict()
        self._lock = Lock()
        # who works one out now, and how many wait for it
        self._asking: dict[Hashable, tuple[Lock, int]] = {}
        self.bytes = 0

    def get(self, question: Hashable) -> pd.DataFrame | None:
        """The answer, if it is there; not to be changed."""
        with self._lock:
            if question not in self._frames:
                return None
            self._frames.move_to_end(question)
            return self._frames[question][0]

    def put(self, question: Hashable, frame: pd.DataFrame) -> None:
        """Keep an answer, unless it alone is too large."""
        size = int(frame.memory_usage(index=True, deep=True).sum())
        if size > self._most:
            return
        with self._lock:
            _, before = self._frames.pop(question, (None, 0))
            self._frames[question] = frame, size
            self.bytes += size - before
            while self.bytes > self._most:
                _, (_, gone) = self._frames.popitem(last=False)
                self.bytes -= gone

    @contextmanager
    def asking(self, question: Hashable) -> Iterator[None]:
        """Wait for whoever else is at this question."""
        with self._lock:
            lock, n = self._asking.get(question, (Lock(), 0))
            self._asking[question] = lock, n + 1
        try:
            with lock:
                yield
        finally:
            with self._lock:
                lock, n = self._asking.pop(question)
                if n > 1:
                    self._asking[question] = lock, n - 1

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._frames.clear()
            self.bytes = 0
