"""Every request has an id, is logged once it is answered, and gets an answer even where the app fails."""

from __future__ import annotations

import time

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server import health, logs
from server.paths import inside
from server.problems import Problem, refusal

HEADER = "x-request-id"
_STARTS = {"http.response.start": 0, "websocket.http.response.start": 0, "websocket.accept": 101}
# Too many to be worth a line each
_QUIET = ("/static/", health.PATH, "/_stcore/health")


class Requests:
    """Gives each request and WebSocket its id, which the answer carries as X-Request-ID."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        number, since, status = logs.begin_request(), time.perf_counter(), 0
        # routers change the path of theirs
        asked = {**scope}

        async def _sent(message: Message) -> None:
            nonlocal status
            if message["type"] in _STARTS:
                status = message.get("status", _STARTS[message["type"]])
                message.setdefault("headers", [])
                MutableHeaders(scope=message)[HEADER] = number
            await send(message)

        try:
            await self._app(scope, receive, _sent)
        except Exception as error:
            logs.log_fault(error)
            if status or scope["type"] != "http":
                raise
            plain = f"Something went wrong; our log has it as {number}"
            await refusal(asked, Problem("fault", number=number), plain)(scope, receive, _sent)
        finally:
            path = inside(asked)
            if not path.startswith(_QUIET) or status >= 500:  # noqa: PLR2004 - HTTP's number of faults
                logs.log_request(scope.get("method", "WEBSOCKET"), path, status, since)
