"""Who is next: documents wait in a queue for each visitor, and visitors take turns."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar


class Queued(Protocol):
    """What waits: whose it is, and how much memory it holds, in bytes."""

    @property
    def visitor(self) -> str:
        """An id of the visitor."""

    @property
    def size(self) -> int:
        """Bytes."""


Job = TypeVar("Job", bound=Queued)


class Turns(Generic[Job]):
    """A bounded queue. Of ``places`` that read at the same time one visitor takes all but one, so that the next
    visitor never waits behind another's documents alone."""

    def __init__(self, places: int, most_bytes: int) -> None:
        self._most_running = max(places - 1, 1)
        self._most_bytes = most_bytes
        self._queues: OrderedDict[str, deque[Job]] = OrderedDict()
        self._running: Counter[str] = Counter()
        self._bytes = 0
        self._closed = False
        self._changed = threading.Condition()

    def put(self, jobs: list[Job]) -> bool:
        """Let these wait; False, and none of them does, where too much is waiting already."""
        with self._changed:
            size = sum(job.size for job in jobs)
            if self._bytes and self._bytes + size > self._most_bytes:
                return False
            self._bytes += size
            for job in jobs:
                self._queues.setdefault(job.visitor, deque()).append(job)
            self._changed.notify_all()
        return True

    def take(self) -> Job | None:
        """The next job, once there is one; None when the queue is closed. ``done`` is called when it has been read."""
        with self._changed:
            while not self._closed:
                job = self._next()
                if job is not None:
                    return job
                self._changed.wait()
        return None

    def done(self, job: Job) -> None:
        """A job that was taken has been read."""
        with self._changed:
            self._running[job.visitor] -= 1
            self._running += Counter()
            self._changed.notify_all()

    def drop(self, unwanted: Callable[[Job], bool]) -> list[Job]:
        """Take the unwanted jobs out of the queue."""
        dropped: list[Job] = []
        with self._changed:
            for visitor, queue in list(self._queues.items()):
                gone = [job for job in queue if unwanted(job)]
                if gone:
                    dropped += gone
                    self._replace(visitor, deque(job for job in queue if not unwanted(job)))
            self._bytes -= sum(job.size for job in dropped)
        return dropped

    def close(self) -> None:
        """Let whoever waits in ``take`` go."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def __len__(self) -> int:
        return sum(map(len, self._queues.values()))

    def _next(self) -> Job | None:
        for visitor, queue in self._queues.items():
            if self._running[visitor] < self._most_running:
                job = queue.popleft()
                self._queues.pop(visitor)
                # to the end of the line
                self._replace(visitor, queue)
                self._running[visitor] += 1
                self._bytes -= job.size
                return job
        return None

    def _replace(self, visitor: str, queue: deque[Job]) -> None:
        if queue:
            self._queues[visitor] = queue
        else:
            self._queues.pop(visitor, None)
