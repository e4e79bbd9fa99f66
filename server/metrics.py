"""Streamlit's metrics say how many visits there are and what their caches hold: closed unless a setting opens them."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

import settings
from server.paths import inside

_PATH = "/_stcore/metrics"


class Metrics:
    """Answers 404 for the metrics unless NIANBAO_METRICS is ``on``."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        is_closed = scope["type"] == "http" and inside(scope) == _PATH and settings.text("NIANBAO_METRICS") != "on"
        await (PlainTextResponse("Not Found", 404) if is_closed else self._app)(scope, receive, send)
