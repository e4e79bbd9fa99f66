"""The documents that a request brings, in memory only; how much may be there at once, in all and of one address."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

import settings
from parsing.loaders.archive import MAX_TOTAL
from server.addresses import visitor
from server.problems import Problem

_MB = 1024 * 1024
# Files of one request
MOST_FILES = 50
# A body that is larger is read no further
MOST_BYTES = MAX_TOTAL
_NAME = "document"


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that was sent."""

    name: str
    data: bytes


class Held:
    """The bytes of all requests that arrive or are being read."""

    def __init__(self) -> None:
        self._by_address: Counter[str] = Counter()

    @contextmanager
    def room(self, address: str) -> Iterator[Room]:
        """Room for a request; what it has taken is given back at the end."""
        room = Room(self, address)
        try:
            yield room
        finally:
            self._by_address[address] -= room.taken
            self._by_address += Counter()

    def add(self, address: str, size: int) -> None:
        """Count bytes. Raises Problem where there is no room for them."""
        if self._by_address[address] + size > settings.count("NIANBAO_VISIT_MB") * _MB:
            raise Problem("too_many_at_once")
        if self._by_address.total() + size > settings.count("NIANBAO_UPLOADS_MB") * _MB:
            raise Problem("busy")
        self._by_address[address] += size


@dataclass(slots=True)
class Room:
    """What one request has taken, in bytes."""

    held: Held
    address: str
    taken: int = 0

    def take(self, size: int) -> None:
        """Take more. Raises Problem."""
        if self.taken + size > MOST_BYTES:
            raise Problem("too_much", limit_mb=MOST_BYTES // _MB)
        self.held.add(self.address, size)
        self.taken += size


HELD = Held()


@contextmanager
def room(request: Request) -> Iterator[Room]:
    """Room for this request's documents, until they have been read."""
    with HELD.room(visitor(request.scope)) as taken:
        yield taken


async def documents(request: Request, taken: Room) -> list[SentFile]:
    """The body, or the files of a multipart one. Raises Problem."""
    if request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        given = [file async for file in _files(request, taken)]
    else:
        data = b"".join([chunk async for chunk in _counted(request, taken)])
        given = [SentFile(request.query_params.get("name", _NAME), data)] if data else []
    if not given:
        raise Problem("no_document")
    return given


async def _files(request: Request, taken: Room) -> AsyncIterator[SentFile]:
    headers = Headers(scope=request.scope)
    parser = MultiPartParser(headers, _counted(request, taken), max_files=MOST_FILES, max_fields=MOST_FILES)
    # none of it goes to a temporary file
    parser.spool_max_size = MOST_BYTES + 1
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise Problem("bad_multipart", most=MOST_FILES) from error
    try:
        for _, value in form.multi_items():
            if isinstance(value, UploadFile):
                yield SentFile(value.filename or _NAME, await value.read())
    finally:
        await form.close()


async def _counted(request: Request, taken: Room) -> AsyncGenerator[bytes, None]:
    async for chunk in request.stream():
        taken.take(len(chunk))
        yield chunk
