"""What goes to a worker and comes back: a frame is a length, then msgpack; nothing is ever unpickled."""

from __future__ import annotations

import struct
from typing import Any

import msgspec

# The lengths of a message and of the document behind it
FRAME = struct.Struct("<QQ")
# An answer that is longer is no report's, and would hold up every page while it is decoded
MAX_ANSWER = 48 * 1024 * 1024
# A document that was refused is not sent back where it is larger
MAX_REFUSED = 20 * 1024 * 1024


class Request(msgspec.Struct, frozen=True):
    """Read the document of this name, by this loader if any, or the member of an archive at this place in it.

    ``printed`` names the language in which the answer is to be ``PrintedReport``, ``with_document`` or not; without it
    it is a ``EncodedReport``.
    """

    name: str
    member: int | None = None
    loader: str | None = None
    printed: str = ""
    with_document: bool = False


class Ready(msgspec.Struct, frozen=True, tag=True):
    """A worker's first word: its walls, and the memory that it takes before any document, in bytes."""

    memory: bool
    connections: bool
    files: bool
    resident: int


class EncodedReport(msgspec.Struct, frozen=True, tag=True):
    """A report, its findings and its lines, each encoded by ``wire``; ``data`` is a member's bytes, else empty."""

    report: bytes
    findings: bytes
    document: bytes
    data: bytes = b""


class PrintedReport(msgspec.Struct, frozen=True, tag=True):
    """A report and its findings as ``checks.cli.contract.ReportLine`` has them; for comparisons its digest, and
    ``flagged``, its flagged findings and its causes, as ``wire`` encodes them; its ``extent`` as
    ``checks.judgement.states`` has it.
    """

    line: tuple[bytes, ...]
    digest: bytes
    flagged: bytes
    extent: tuple[bool, ...]


class Member(msgspec.Struct, frozen=True):
    """A document in an archive: its name for people, and its place."""

    name: str
    place: int


class RefusedDocument(msgspec.Struct, frozen=True, tag=True):
    """A document that is no report: the code of an ``UnreadableError`` and what fills in its text; its sha256 where
    its bytes were there, and they themselves where they were in an archive and the reader is not to print."""

    code: str
    values: dict[str, Any]
    sha256: str | None = None
    data: bytes = b""


class ArchiveListing(msgspec.Struct, frozen=True, tag=True):
    """The documents in an archive; ``refusal`` says why those behind them cannot be read."""

    members: tuple[Member, ...]
    refusal: RefusedDocument | None = None


class Elsewhere(msgspec.Struct, frozen=True, tag=True):
    """The document needs a worker with this equipment, and is then read by the loader of this name."""

    equipment: str
    loader: str


class Fault(msgspec.Struct, frozen=True, tag=True):
    """Reading broke off by a fault of the program; ``cause`` is for the log."""

    cause: str


Answer = EncodedReport | PrintedReport | RefusedDocument | ArchiveListing | Elsewhere | Fault


class Answered(msgspec.Struct, frozen=True):
    """An answer, and the memory that the worker takes after it, in bytes."""

    answer: Answer
    resident: int
