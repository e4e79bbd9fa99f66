"""Requests per address: a bucket of tokens for each, refilled over time (NIANBAO_REQUESTS a minute).

A request beyond them gets 429. What is done on a page comes as messages of its WebSocket; those wait for their token.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import OrderedDict

from starlette.types import ASGIApp, Message, Receive, Scope, Send

import settings
from server import health
from server.addresses import visitor
from server.paths import inside
from server.problems import Problem, refusal

# Addresses that are remembered; one that was not seen for longer than these others starts with a full bucket
MAX_ADDRESSES = 20_000
_MINUTE = 60.0
_UNCOUNTED = "/static/"


class Buckets:
    """A bucket for each of the last addresses; each holds what may be spent at once, a minute's worth."""

    def __init__(self) -> None:
        # address → tokens left, and when (seconds of a monotonic clock)
        self._kept: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str, a_minute: int, now: float, *, spends: bool = True) -> float:
        """Take a token: 0 where there was one, else the seconds until there is. Without ``spends`` it is left there."""
        left, since = self._kept.pop(address, (float(a_minute), now))
        left = min(float(a_minute), left + (now - since) * a_minute / _MINUTE)
        wait = 0.0 if left >= 1 else (1 - left) * _MINUTE / a_minute
        self._kept[address] = (left - 1 if spends and not wait else left, now)
        if len(self._kept) > MAX_ADDRESSES:
            self._kept.popitem(last=False)
        return wait


class Guesses:
    """How often one address may be wrong about what cannot be guessed: a minute's worth at once."""

    def __init__(self, a_minute: int) -> None:
        self._a_minute = a_minute
        self._buckets = Buckets()

    def wait(self, address: str) -> float:
        """Seconds until the address may ask again; 0 where it may now."""
        return self._buckets.take(address, self._a_minute, time.monotonic(), spends=False)

    def missed(self, address: str) -> None:
        """It was wrong."""
        self._buckets.take(address, self._a_minute, time.monotonic())


class Rates:
    """Refuses or slows down what one address asks beyond its rate; static files and ``/healthz`` are free."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._buckets = Buckets()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "lifespan" or _is_free(scope):
            await self._app(scope, receive, send)
            return
        address = visitor(scope)
        if wait := self._take(address):
            problem = Problem("too_often", {"retry-after": str(math.ceil(wait))})
            await refusal(scope, problem, "Too many requests")(scope, receive, send)
            return

        async def _in_turn() -> Message:
            message = await receive()
            while message["type"] == "websocket.receive" and (wait := self._take(address)):  # noqa: ASYNC110 - as long as it takes, no poll
                await asyncio.sleep(wait)
            return message

        await self._app(scope, receive if scope["type"] == "http" else _in_turn, send)

    def _take(self, address: str) -> float:
        return self._buckets.take(address, settings.count("NIANBAO_REQUESTS"), time.monotonic())


def _is_free(scope: Scope) -> bool:
    path = inside(scope)
    return path.startswith(_UNCOUNTED) or path == health.PATH
