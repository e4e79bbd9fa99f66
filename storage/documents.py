"""Documents as they came, and what was read in them. Everything here is part of the caller's transaction."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select, update

from checks.model.rules import version as rule_set
from dataset.versions import reader
from storage.database import named_errors, storable
from storage.tables import DOCUMENTS, ITEMS, KEPT, MAX_NAME, READINGS, TOTALS
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


def put(connection: Connection, one: Packed, now: datetime) -> None:
    """Keep a document and its reading under a name, each once."""
    added = one.bytes - len(one.data)
    if not _is_there(connection, select(DOCUMENTS.c.sha256).where(DOCUMENTS.c.sha256 == one.sha256)):
        document = {"sha256": one.sha256, "size": one.size, "data": one.data, "kept_at": now}
        connection.execute(insert(DOCUMENTS).values(document))
        added += len(one.data)
    here = (READINGS.c.sha256 == one.sha256) & (READINGS.c.name == one.name)
    blobs = {"report": one.report, "findings": one.findings, "lines": one.lines}
    values = {**blobs, "reader": reader(), "rule_set": rule_set(), "read_at": now}
    if size := connection.execute(select(_of_reading()).where(here)).scalar():
        # by the program of today
        added -= size
        connection.execute(update(READINGS).where(here).values(values))
    else:
        connection.execute(insert(READINGS).values(sha256=one.sha256, name=one.name, **values))
    _count(connection, added)


class StoredReport(NamedTuple):
    """A report as it lies in the store. Decoding takes a while, in which no connection is to be held."""

    report: bytes
    findings: bytes
    lines: bytes
    data: bytes
    added_at: datetime

    @property
    def read(self) -> ReadDocument:
        """As it was read. Raises StorageUnavailableError for what was not kept by this program."""
        with named_errors():
            return unpacked(self.report, self.findings, self.lines, self.data)


def of_collection(connection: Connection, collection: str) -> list[StoredReport]:
    """The reports of a collection, in the order in which they were added, and when that was."""
    query = _items().where(ITEMS.c.collection == collection).order_by(ITEMS.c.added_at, ITEMS.c.sha256)
    return [StoredReport._make(row) for row in connection.execute(query)]


def of_collections(connection: Connection, collections: Sequence[str], sha256: str) -> StoredReport | None:
    """The report of this document in the first of these collections that has it; None where none has."""
    query = _items().add_columns(ITEMS.c.collection).where(ITEMS.c.sha256 == sha256)
    held = {row.collection: row for row in connection.execute(query)}
    row = next((held[collection] for collection in collections if collection in held), None)
    return StoredReport._make(row[:-1]) if row is not None else None


def _items() -> Select[Any]:
    named = (ITEMS.c.sha256 == READINGS.c.sha256) & (ITEMS.c.name == READINGS.c.name)
    blobs = (READINGS.c.report, READINGS.c.findings, READINGS.c.lines, DOCUMENTS.c.data)
    query = select(*blobs, ITEMS.c.added_at).join_from(ITEMS, READINGS, named)
    return query.join(DOCUMENTS, DOCUMENTS.c.sha256 == READINGS.c.sha256)


def unpacked(report: bytes, findings: bytes, lines: bytes, data: bytes) -> ReadDocument:
    """What was kept. Raises ValueError for what was not kept by this program."""
    try:
        blobs = [zlib.decompress(blob) for blob in (report, findings, lines, data)]
    except zlib.error as error:
        raise ValueError(f"a kept report is damaged: {error}") from error
    return ReadDocument(wire.decode_report(blobs[0]), wire.decode_findings(blobs[1]), blobs[2], blobs[3])


def kept_bytes(connection: Connection) -> int:
    """What all documents and readings take."""
    return int(connection.execute(select(TOTALS.c.bytes).where(TOTALS.c.name == KEPT)).scalar() or 0)


def bytes_of(connection: Connection, collection: str) -> int:
    """What the documents and readings of a collection take."""
    named = (ITEMS.c.sha256 == READINGS.c.sha256) & (ITEMS.c.name == READINGS.c.name)
    query = select(func.sum(_of_reading() + func.length(DOCUMENTS.c.data))).join_from(ITEMS, READINGS, named)
    query = query.join(DOCUMENTS, DOCUMENTS.c.sha256 == ITEMS.c.sha256).where(ITEMS.c.collection == collection)
    return int(connection.execute(query).scalar() or 0)


def counted_bytes(connection: Connection) -> int:
    """As ``kept_bytes``, counted anew."""
    parts = select(func.sum(func.length(DOCUMENTS.c.data))), select(func.sum(_of_reading()))
    return sum(int(connection.execute(part).scalar() or 0) for part in parts)


def sweep(connection: Connection, named: Sequence[tuple[str, str]]) -> None:
    """Remove those of these readings, by sha256 and name, that no collection holds, and documents without a reading."""
    for sha256, name in named:
        here = (READINGS.c.sha256 == sha256) & (READINGS.c.name == name)
        if _is_there(connection, select(ITEMS.c.name).where(ITEMS.c.sha256 == sha256, ITEMS.c.name == name)):
            continue
        gone = connection.execute(select(_of_reading()).where(here)).scalar() or 0
        connection.execute(delete(READINGS).where(here))
        if not _is_there(connection, select(READINGS.c.name).where(READINGS.c.sha256 == sha256)):
            document = DOCUMENTS.c.sha256 == sha256
            gone += connection.execute(select(func.length(DOCUMENTS.c.data)).where(document)).scalar() or 0
            connection.execute(delete(DOCUMENTS).where(document))
        _count(connection, -gone)


def _of_reading() -> ColumnElement[int]:
    """The bytes of a row of readings."""
    first, *others = (func.length(READINGS.c[name]) for name in ("report", "findings", "lines"))
    return sum(others, start=first)


def _count(connection: Connection, added: int) -> None:
    """So many bytes more, or less: what kept_bytes says. Only one writer is here at a time."""
    more = {"bytes": TOTALS.c.bytes + added}
    if not connection.execute(update(TOTALS).where(TOTALS.c.name == KEPT).values(more)).rowcount:
        connection.execute(insert(TOTALS).values(name=KEPT, bytes=added))


def _is_there(connection: Connection, query: Select[Any]) -> bool:
    return connection.execute(query).first() is not None
