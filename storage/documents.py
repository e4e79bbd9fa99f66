"""Documents as they came, and what was read in them. Everything here is part of the caller's transaction."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, delete, exists, func, insert, select, update

from checks.model.rules import version as rule_set
from dataset.versions import reader
from storage.database import storable
from storage.tables import DOCUMENTS, ITEMS, MAX_NAME, READINGS
from workers import ReadDocument, wire


class Packed(NamedTuple):
    """A document with its reading as it is kept: compressed."""

    sha256: str
    name: str
    size: int
    data: bytes
    report: bytes
    findings: bytes
    lines: bytes

    @property
    def bytes(self) -> int:
        """What it takes in the store."""
        return len(self.data) + len(self.report) + len(self.findings) + len(self.lines)


def packed(read: ReadDocument) -> Packed:
    """The document and its reading, compressed. Nothing of it depends on who keeps it."""
    blobs = wire.encode_report(read.report), wire.encode_findings(read.findings), read.document
    name = storable(read.report.source)[:MAX_NAME]
    return Packed(
        read.report.sha256, name, len(read.data), zlib.compress(read.data), *(zlib.compress(blob) for blob in blobs)
    )


def put(connection: Connection, one: Packed, now: datetime) -> int:
    """Keep a document and its reading under a name, each once; gives the bytes that were added."""
    added = 0
    if not _is_there(connection, select(DOCUMENTS.c.sha256).where(DOCUMENTS.c.sha256 == one.sha256)):
        document = {"sha256": one.sha256, "size": one.size, "data": one.data, "kept_at": now}
        connection.execute(insert(DOCUMENTS).values(document))
        added += len(one.data)
    here = (READINGS.c.sha256 == one.sha256) & (READINGS.c.name == one.name)
    blobs = {"report": one.report, "findings": one.findings, "lines": one.lines}
    values = {**blobs, "reader": reader(), "rule_set": rule_set(), "read_at": now}
    if _is_there(connection, select(READINGS.c.sha256).where(here)):
        # by the program of today
        connection.execute(update(READINGS).where(here).values(values))
    else:
        connection.execute(insert(READINGS).values(sha256=one.sha256, name=one.name, **values))
        added += one.bytes - len(one.data)
    return added


def of_collection(connection: Connection, collection: str) -> Iterator[tuple[ReadDocument, datetime]]:
    """The reports of a collection, in the order in which they were added, and when that was."""
    query = (
        select(READINGS.c.report, READINGS.c.findings, READINGS.c.lines, DOCUMENTS.c.data, ITEMS.c.added_at)
        .join_from(ITEMS, READINGS, (ITEMS.c.sha256 == READINGS.c.sha256) & (ITEMS.c.name == READINGS.c.name))
        .join(DOCUMENTS, DOCUMENTS.c.sha256 == READINGS.c.sha256)
        .where(ITEMS.c.collection == collection)
        .order_by(ITEMS.c.added_at, ITEMS.c.sha256)
    )
    for row in connection.execute(query):
        yield unpacked(row.report, row.findings, row.lines, row.data), row.added_at


def unpacked(report: bytes, findings: bytes, lines: bytes, data: bytes) -> ReadDocument:
    """What was kept. Raises ValueError for what was not kept by this program."""
    try:
        blobs = [zlib.decompress(blob) for blob in (report, findings, lines, data)]
    except zlib.error as error:
        raise ValueError(f"a kept report is damaged: {error}") from error
    return ReadDocument(wire.decode_report(blobs[0]), wire.decode_findings(blobs[1]), blobs[2], blobs[3])


def kept_bytes(connection: Connection, collection: str | None = None) -> int:
    """What the documents and readings of a collection, or all of them, take."""
    of_documents = select(func.sum(func.length(DOCUMENTS.c.data)))
    of_readings = select(*(func.sum(func.length(READINGS.c[name])) for name in ("report", "findings", "lines")))
    if collection is not None:
        mine = exists().where(ITEMS.c.collection == collection)
        of_documents = of_documents.where(mine.where(ITEMS.c.sha256 == DOCUMENTS.c.sha256))
        named = (ITEMS.c.sha256 == READINGS.c.sha256) & (ITEMS.c.name == READINGS.c.name)
        of_readings = of_readings.where(mine.where(named))
    sizes = (*connection.execute(of_documents).one(), *connection.execute(of_readings).one())
    return sum(int(size or 0) for size in sizes)


def sweep(connection: Connection) -> None:
    """Remove readings that no collection holds, and documents without a reading."""
    held = exists().where((ITEMS.c.sha256 == READINGS.c.sha256) & (ITEMS.c.name == READINGS.c.name))
    connection.execute(delete(READINGS).where(~held))
    connection.execute(delete(DOCUMENTS).where(~exists().where(READINGS.c.sha256 == DOCUMENTS.c.sha256)))


def _is_there(connection: Connection, query: Select[Any]) -> bool:
    return connection.execute(query).first() is not None
