"""The one pool of this process, started when it is first asked for."""

from __future__ import annotations

import threading

import settings
from workers.pool import Pool

_lock = threading.Lock()
_pools: list[Pool] = []


def server_pool() -> Pool:
    """The pool, with as many readers as the settings say."""
    with _lock:
        if not _pools:
            _pools.append(Pool(settings.count("NIANBAO_WORKERS")))
        return _pools[0]


def close() -> None:
    """End the pool, if there is one."""
    with _lock:
        while _pools:
            _pools.pop().close()


def status() -> dict[str, object]:
    """What ``Pool.status`` says; nothing is started for the answer."""
    return _pools[0].status() if _pools else {"ok": True, "processes": 0, "ready": 0, "waiting": 0}
