"""The one pool of this process, started when it is first asked for."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator

from workers.batch import Batch
from workers.pool import Document, Pool

_lock = threading.Lock()
_pools: list[Pool] = []


def pool() -> Pool:
    """The pool, with as many readers as the machine has cores."""
    with _lock:
        if not _pools:
            _pools.append(Pool(os.cpu_count() or 1))
        return _pools[0]


def status() -> dict[str, object]:
    """What ``Pool.status`` says; nothing is started for the answer."""
    return _pools[0].status() if _pools else {"ok": True, "processes": 0, "ready": 0, "waiting": 0}


def in_order(pool: Pool, documents: Iterable[Document], ahead: int) -> Iterator[Batch]:
    """A batch for each document, done, in their order; ``ahead`` documents are read before they are asked for."""
    running: deque[Batch] = deque()
    for number, document in enumerate(documents):
        # a visitor each: one document never waits for its neighbour's archive
        running.append(pool.submit(str(number), [document]))
        if len(running) > ahead:
            yield _done(running.popleft())
    while running:
        yield _done(running.popleft())


def _done(batch: Batch) -> Batch:
    while not batch.wait(1):
        pass
    return batch
