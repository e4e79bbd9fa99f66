"""Whether everything in a store is what it says: documents by their hashes, readings, lists, links, verdicts."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, Engine, Table, select

from storage import documents
from storage.database import reading
from storage.documents import unpacked
from storage.tables import COLLECTIONS, DOCUMENTS, ITEMS, LINKS, READINGS, REFUSED, VERDICTS
from storage.verdicts import DECISIONS

_ROWS = 20


def problems(engine: Engine) -> list[str]:
    """What is wrong, a sentence each. Raises StorageUnavailableError where the database fails."""
    with reading(engine) as connection:
        return [line for part in _PARTS for line in part(connection)]


def _documents(connection: Connection) -> Iterator[str]:
    yield from _bytes(connection, DOCUMENTS)
    read = select(READINGS.c.sha256)
    for row in connection.execute(select(DOCUMENTS.c.sha256).where(DOCUMENTS.c.sha256.not_in(read))):
        yield f"document {row.sha256}: nothing was read in it"


def _totals(connection: Connection) -> Iterator[str]:
    said, counted = documents.kept_bytes(connection), documents.counted_bytes(connection)
    if said != counted:
        yield f"documents and readings take {counted} bytes, not {said}"


def _refused(connection: Connection) -> Iterator[str]:
    yield from _bytes(connection, REFUSED)


def _bytes(connection: Connection, table: Table) -> Iterator[str]:
    """Documents of a table that are not what their hashes say."""
    query = select(table.c.sha256, table.c.size, table.c.data).execution_options(yield_per=_ROWS)
    for row in connection.execute(query):
        try:
            data = zlib.decompress(row.data)
        except zlib.error as error:
            yield f"document {row.sha256}: {error}"
            continue
        if hashlib.sha256(data).hexdigest() != row.sha256 or len(data) != row.size:
            yield f"document {row.sha256}: it is another one than was kept"


def _readings(connection: Connection) -> Iterator[str]:
    query = select(READINGS, DOCUMENTS.c.data).join_from(READINGS, DOCUMENTS, isouter=True)
    for row in connection.execute(query.execution_options(yield_per=_ROWS)):
        try:
            report = unpacked(row.report, row.findings, row.lines, row.data or b"").report
        except (ValueError, msgspec.MsgspecError) as error:
            yield f"reading of {row.sha256}: {error}"
            continue
        if report.sha256 != row.sha256:
            yield f"reading of {row.sha256}: it is of another document"


def _items(connection: Connection) -> Iterator[str]:
    here = (ITEMS.c.sha256 == READINGS.c.sha256) & (ITEMS.c.name == READINGS.c.name)
    query = select(ITEMS.c.collection, ITEMS.c.sha256).join_from(ITEMS, READINGS, here, isouter=True)
    for row in connection.execute(query.where(READINGS.c.sha256.is_(None))):
        yield f"collection {row.collection}: its report {row.sha256} is not there"
    filled = select(ITEMS.c.collection)
    for row in connection.execute(select(COLLECTIONS.c.id).where(COLLECTIONS.c.id.not_in(filled))):
        yield f"collection {row.id}: it has no report"


def _links(connection: Connection) -> Iterator[str]:
    known = select(COLLECTIONS.c.id)
    lost = LINKS.c.collection.is_not(None) & LINKS.c.collection.not_in(known)
    for row in connection.execute(select(LINKS.c.id).where(lost)):
        yield f"link {row.id}: its collection is not there"
    linked = select(LINKS.c.collection).where(LINKS.c.collection.is_not(None))
    for row in connection.execute(select(COLLECTIONS.c.id).where(COLLECTIONS.c.id.not_in(linked))):
        yield f"collection {row.id}: no link leads to it"


def _verdicts(connection: Connection) -> Iterator[str]:
    for row in connection.execute(select(VERDICTS.c.id).where(VERDICTS.c.decision.not_in(DECISIONS))):
        yield f"verdict {row.id}: its decision is unknown"


_PARTS = (_documents, _totals, _refused, _readings, _items, _links, _verdicts)
