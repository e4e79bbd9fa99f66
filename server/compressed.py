"""Streamlit's own scripts and styles, compressed: a first visit loads a third of what it would.

Streamlit sends them as they are, for compressing them with every request would cost more than it saves. Here each file
is compressed once; its name has a hash in it, so browsers keep it for a year.
"""

from __future__ import annotations

import asyncio
import gzip
import mimetypes
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import file_util

from server.paths import inside

# Pictures and fonts are compressed by themselves
_KINDS = {".js", ".css", ".svg", ".json", ".wasm"}
_YEAR = "public, immutable, max-age=31536000"


class CompressedFiles:
    """Answers for files of Streamlit's own that compress well, where the browser takes gzip. Kept are the compressed
    forms of files that were asked for: 7 MB if it were all of them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        folder = Path(file_util.get_static_dir())
        found = (path for path in (folder / "static").rglob("*") if path.suffix in _KINDS)
        self._files = {f"/{path.relative_to(folder).as_posix()}": path for path in found}
        self._answers: dict[str, asyncio.Future[bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        path = inside(scope) if scope["type"] == "http" else ""
        if path not in self._files or not _takes_gzip(scope):
            await self._app(scope, receive, send)
            return
        # whoever leaves meanwhile does not end it for the others
        content = await asyncio.shield(self._packed(path))
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        sent = {"content-encoding": "gzip", "vary": "Accept-Encoding", "cache-control": _YEAR}
        await Response(content, headers=sent, media_type=kind)(scope, receive, send)

    def _packed(self, path: str) -> asyncio.Future[bytes]:
        """The compressed file; of several who ask for it at first, one has it compressed."""
        if path not in self._answers:
            work = asyncio.to_thread(lambda: gzip.compress(self._files[path].read_bytes(), mtime=0))
            self._answers[path] = asyncio.ensure_future(work)
        return self._answers[path]


def _takes_gzip(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    is_whole = scope["method"] in {"GET", "HEAD"} and "range" not in headers
    return is_whole and "gzip" in headers.get("accept-encoding", "")
