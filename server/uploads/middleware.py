"""The wall before Streamlit's upload address: only a page's own uploads come in, and only as much as there is room for.

A request that Streamlit itself refuses before it reads (no visit, no token, too large) goes on to it as it is.
"""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

import settings
from server.paths import inside
from server.uploads.issued import Issued
from server.uploads.owner import is_own
from server.uploads.quota import MB, Arriving, Quota
from server.uploads.stub import in_place

_PATH = re.compile(r"/_stcore/upload_file/([^/]+)/([^/]+)")
# What a multipart body holds beside the file
_FRAME = MB
_ISSUED = Issued()


def start() -> None:
    """Set up what needs Streamlit's runtime, once it runs."""
    # Larger than any upload: Starlette would write a part beyond it to a temporary file
    MultiPartParser.spool_max_size = _max_bytes() + 2 * _FRAME
    _ISSUED.watch(Runtime.instance().uploaded_file_mgr)


class Uploads:
    """Lets uploads through that are the page's own and for which there is room, counted as they arrive."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._quota: Quota | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        path = _PATH.fullmatch(inside(scope)) if scope["type"] == "http" else None
        if not path or scope["method"] not in {"PUT", "DELETE"} or not _is_ours(scope, path[1]):
            await self._app(scope, receive, send)
        elif not is_own(Runtime.instance(), path[1], scope):
            await PlainTextResponse("This visit is another browser's", 403)(scope, receive, send)
        elif scope["method"] == "DELETE":
            await self._app(scope, receive, send)
        elif not _ISSUED.holds(path[1], path[2]):
            await PlainTextResponse("The page has not asked for this upload", 403)(scope, receive, send)
        else:
            await self._take(Arriving(path[1], path[2], _announced(scope)), scope, receive, send)

    async def _take(self, upload: Arriving, scope: Scope, receive: Receive, send: Send) -> None:
        quota = self._quota = self._quota or _quota()
        reason = quota.lacks(upload)
        if reason is None:
            await self._count(upload, quota, scope, receive, send)
        # a stub is kept as a file, too: twice as many as there may be, and the answer is plain
        elif quota.holds(upload.session_id) >= 2 * settings.count("NIANBAO_VISIT_DOCUMENTS"):
            await PlainTextResponse("Too many uploads", 413)(scope, receive, send)
        else:
            content_type = Headers(scope=scope).get("content-type", "")
            await self._app(_unmeasured(scope), in_place(receive, content_type, reason), send)

    async def _count(self, upload: Arriving, quota: Quota, scope: Scope, receive: Receive, send: Send) -> None:
        async def _counted() -> Message:
            message = await receive()
            upload.arrived += len(message.get("body", b""))
            if quota.lacks(upload):
                raise HTTPException(413, "Too much was uploaded")
            return message

        async def _answered(message: Message) -> None:
            quota.end(upload)
            await send(message)

        quota.begin(upload)
        try:
            await self._app(scope, _counted, _answered)
        finally:
            quota.end(upload)
            # Streamlit would keep what arrives for a visit that has ended meanwhile, for ever
            if not Runtime.instance().is_active_session(upload.session_id):
                quota.drop(upload)


def _is_ours(scope: Scope, session_id: str) -> bool:
    """Whether there is such a visit and Streamlit would not refuse the upload by its size alone."""
    return Runtime.instance().is_active_session(session_id) and _announced(scope) <= _max_bytes()


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() and len(length) < len(str(10**18)) else 0


def _unmeasured(scope: Scope) -> Scope:
    """The request without its length: its body will be another."""
    changed = {**scope, "headers": list(scope["headers"])}
    del MutableHeaders(scope=changed)["content-length"]
    return changed


def _max_bytes() -> int:
    return int(config.get_option("server.maxUploadSize")) * MB


def _quota() -> Quota:
    manager = Runtime.instance().uploaded_file_mgr
    assert isinstance(manager, MemoryUploadedFileManager)
    return Quota(manager)
