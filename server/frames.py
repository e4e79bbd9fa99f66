"""A page inside another site's frame is always an embedded view: without navigation, and without buttons for verdicts,
which that site could lead a visitor to press unawares."""

from __future__ import annotations

from starlette.datastructures import URL, Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_FRAMES = {"iframe", "frame", "embed", "object"}


class Frames:
    """Sends a page that another site frames to its embedded view. Browsers say in Sec-Fetch-* what they load it for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "http" and scope["method"] == "GET" and _is_framed(Headers(scope=scope)):
            url = URL(scope=scope)
            embedded = url.include_query_params(embed="true")
            if embedded.query != url.query:
                # the query alone: the path stays, whatever it is
                await RedirectResponse(f"?{embedded.query}", 307)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _is_framed(headers: Headers) -> bool:
    is_frame = headers.get("sec-fetch-dest") in _FRAMES
    return is_frame and headers.get("sec-fetch-site") not in {"same-origin", "none"}
