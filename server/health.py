"""``/healthz``: whether the process, its workers and the database of verdicts are well, for whoever watches the app.

Nothing here waits for long: what may take time is looked at in a thread of its own, and what it saw last is the answer.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future

from starlette.requests import Request
from starlette.responses import JSONResponse

import settings
import storage
import workers

PATH = "/healthz"
# For how many seconds an answer of the database is good, how long a request waits for a new one, and after how long
# without one the database counts as gone
_FRESH = 5.0
_WAIT = 0.1
_PATIENCE = 2.0
_STARTED = time.monotonic()

Part = Mapping[str, object]


class Watched:
    """The latest answer to a question that may take long: asked in a thread, once at a time, when one is wanted.

    For one event loop; ``ask`` alone runs elsewhere.
    """

    def __init__(self, ask: Callable[[], Part]) -> None:
        self._ask = ask
        self._seen: Part = {"ok": False, "why": "not yet known"}
        self._asked: Future[Part] | None = None
        self._asked_at = float("-inf")

    async def refresh(self) -> None:
        """Ask anew where the last answer is old, and wait for ``_WAIT`` seconds at most."""
        if self._asked is None and time.monotonic() - self._asked_at > _FRESH:
            self._asked, self._asked_at = Future(), time.monotonic()
            threading.Thread(target=self._look, args=(self._asked,), name="health", daemon=True).start()
        if self._asked is not None:
            await asyncio.wait([asyncio.wrap_future(self._asked)], timeout=_WAIT)

    def latest(self) -> Part:
        """What it answered last; not ok where it has been asked for ``_PATIENCE`` seconds in vain."""
        if self._asked is not None and self._asked.done():
            self._seen, self._asked = self._asked.result(), None
        is_stuck = self._asked is not None and time.monotonic() - self._asked_at > _PATIENCE
        return {"ok": False, "why": "no answer"} if is_stuck else self._seen

    def _look(self, asked: Future[Part]) -> None:
        try:
            asked.set_result(self._ask())
        except Exception as error:  # noqa: BLE001 - whatever it is, it is not well
            asked.set_result({"ok": False, "why": type(error).__name__})


def _process() -> Part:
    return {"ok": True, "up_seconds": round(time.monotonic() - _STARTED)}


def _database() -> Part:
    if settings.text("NIANBAO_VERDICTS") == "off":
        return {"ok": True, "used": False}
    return {"ok": storage.is_reachable(), "used": True}


DATABASE = Watched(_database)
# Name → what it says of itself, at once: a mapping whose ``ok`` decides
PARTS: dict[str, Callable[[], Part]] = {"process": _process, "workers": workers.status, "database": DATABASE.latest}


async def answer(_request: Request) -> JSONResponse:
    """200 where every part is well, else 503; JSON with ``ok`` and an object for each part."""
    await DATABASE.refresh()
    parts = {name: say() for name, say in PARTS.items()}
    is_well = all(part["ok"] for part in parts.values())
    return JSONResponse({"ok": is_well, **parts}, 200 if is_well else 503, {"cache-control": "no-store"})
