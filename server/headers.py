"""Headers that say to the browser what the app's pages may do, on every answer, refusals too."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

import settings

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# What pages may not ask the browser for; copying a link is all that they do
_PERMISSIONS = ", ".join(
    [
        *(f"{feature}=()" for feature in ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope")),
        *(f"{feature}=()" for feature in ("magnetometer", "microphone", "midi", "payment", "serial", "usb")),
        "clipboard-write=(self)",
        "fullscreen=(self)",
    ]
)
_STARTS = ("http.response.start", "websocket.http.response.start")


class Headers:
    """Sets the headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._scripts = inline_hashes((Path(file_util.get_static_dir()) / "index.html").read_text("utf-8"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""

        async def _with_headers(message: Message) -> None:
            if message["type"] in _STARTS:
                message.setdefault("headers", [])
                MutableHeaders(scope=message).update(headers(self._scripts, settings.words("NIANBAO_FRAMES")))
            await send(message)

        await self._app(scope, receive, _with_headers)


def headers(scripts: tuple[str, ...], framed_by: tuple[str, ...]) -> dict[str, str]:
    """The headers: ``scripts`` are sources of inline scripts (``'sha256-…'``), ``framed_by`` the sites that may frame
    a page."""
    sent = {
        "content-security-policy": _policy(scripts, framed_by),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": _PERMISSIONS,
    }
    # It knows no list of sites; where there is one, the policy's frame-ancestors alone decides
    return sent if framed_by else sent | {"x-frame-options": "SAMEORIGIN"}


def _policy(scripts: tuple[str, ...], framed_by: tuple[str, ...]) -> str:
    return "; ".join(
        [
            "default-src 'none'",
            # blob: and WebAssembly are for Streamlit's components and tables
            f"script-src 'self' blob: 'wasm-unsafe-eval' {' '.join(scripts)}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            # 'self' because Streamlit Community Cloud shows an app in a frame of its own address
            " ".join(("frame-ancestors 'self'", *framed_by)),
        ]
    )


def inline_hashes(page: str) -> tuple[str, ...]:
    """The sources that allow the inline scripts of an HTML page, and no other."""
    digests = (hashlib.sha256(script.encode()).digest() for script in _INLINE.findall(page))
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
