"""Pages that one address has open at once: each is a WebSocket and a visit with a memory (NIANBAO_CONNECTIONS)."""

from __future__ import annotations

from collections import Counter

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

import settings
from server.addresses import visitor

# How long somebody whose address has too many is asked to wait, in seconds
_WAIT = "10"


class Connections:
    """Counts the WebSockets of each address and refuses those beyond the setting."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        address = visitor(scope)
        if self._open[address] >= settings.count("NIANBAO_CONNECTIONS"):
            await PlainTextResponse("Too many open pages", 429, {"retry-after": _WAIT})(scope, receive, send)
            return
        self._open[address] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]
