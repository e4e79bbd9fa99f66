"""A few bytes in place of a file that was refused while it arrived.

Streamlit's uploader shows a refusal of the server in English and does not run the page. So the file is thrown away, a
stub of the same name goes on to Streamlit, and the page that reads it says in the visitor's language what was wrong.
"""

from __future__ import annotations

import re

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

import settings
from parsing.errors import TooManyUploadsError, UnreadableError, UploadsFullError, VisitFullError

VISIT, FILES, SERVER = "visit", "files", "server"
_MARK = b"\x00nianbao-lens refused this upload: "
# Longer than any head of a part that a browser writes
_MAX_HEAD = 16 * 1024
_BOUNDARY = re.compile(r'boundary="?([^";,]{1,200})', re.IGNORECASE)


def stub(reason: str) -> bytes:
    """The bytes that stand for a refused file; ``reason`` is VISIT, FILES or SERVER."""
    return _MARK + reason.encode()


def refused(content: bytes) -> UnreadableError | None:
    """Why a file was refused while it arrived; None for a file that was not."""
    if not content.startswith(_MARK):
        return None
    reason = content[len(_MARK) :].decode("ascii", errors="replace")
    if reason == VISIT:
        return VisitFullError(limit_mb=settings.count("NIANBAO_VISIT_MB"))
    if reason == FILES:
        return TooManyUploadsError(limit=settings.count("NIANBAO_VISIT_DOCUMENTS"))
    return UploadsFullError()


def in_place(receive: Receive, content_type: str, reason: str) -> Receive:
    """A body that reads as the upload's own with a stub as its file; the file itself is thrown away as it arrives."""
    is_sent = False

    async def _stubbed() -> Message:
        nonlocal is_sent
        if is_sent:
            return await receive()
        is_sent = True
        body = await _head(receive) + stub(reason) + f"\r\n--{_boundary(content_type)}--\r\n".encode("latin-1")
        return {"type": "http.request", "body": body, "more_body": False}

    return _stubbed


def _boundary(content_type: str) -> str:
    boundary = _BOUNDARY.search(content_type)
    if not boundary:
        raise HTTPException(400, "No boundary")
    return boundary[1]


async def _head(receive: Receive) -> bytes:
    """The body up to the first byte of its file; reads it to its end."""
    kept = b""
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise HTTPException(400, "Broken off")
        if len(kept) <= _MAX_HEAD and b"\r\n\r\n" not in kept:
            kept += message.get("body", b"")
        more = message.get("more_body", False)
    head, end, _ = kept.partition(b"\r\n\r\n")
    if not end or len(head) > _MAX_HEAD:
        raise HTTPException(400, "Invalid multipart data")
    return head + end
