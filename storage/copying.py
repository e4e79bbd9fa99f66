"""All that one database holds, put into another one: how a store is backed up, restored and moved.

A backup is a SQLite file with the tables of the store, whatever database it was taken from.
"""

from __future__ import annotations

import os
import uuid
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, func, insert, select
from sqlalchemy.engine import URL

from storage.database import StorageUnavailableError, connect, reading, writing
from storage.tables import METADATA
from storage.upgrade import upgrade

# Seconds that one question of a copy may take: nobody looks at a page meanwhile
_PATIENT = 600.0
# Rows at once; each may hold a document
_ROWS = 20


def copy(source: URL, target: URL, *, replace: bool = False) -> dict[str, int]:
    """Put all rows of one database, as they are at one moment, into another; gives the number of rows by table.

    One transaction: the target has all of it, or is as it was. Raises StorageUnavailableError, also for a target that
    holds something, unless it may be replaced.
    """
    given, taker = connect(source, _PATIENT), connect(target, _PATIENT)
    try:
        upgrade(given)
        upgrade(taker)
        with reading(given) as reader, writing(taker) as writer:
            _make_room(writer, replace=replace)
            return {table.name: _copy(reader, writer, table.name) for table in METADATA.sorted_tables}
    finally:
        given.dispose()
        taker.dispose()


def backup(source: URL, file: Path) -> dict[str, int]:
    """Write the database into a file, which is there whole or not at all, while others go on using it."""
    beside = file.with_name(f".{file.name}.{uuid.uuid4().hex}")
    try:
        written = copy(source, _address(beside))
        _as_one_file(beside)
        os.replace(beside, file)  # noqa: PTH105 - reads as what it is
    finally:
        for rest in beside.parent.glob(f"{beside.name}*"):
            rest.unlink()
    return written


def restore(file: Path, target: URL, *, replace: bool = False) -> dict[str, int]:
    """Put a backup into a database. Raises StorageUnavailableError for any other file, too."""
    if not file.is_file():
        raise StorageUnavailableError(f"there is no file {file}")
    return copy(_address(file), target, replace=replace)


def _address(file: Path) -> URL:
    return URL.create("sqlite", database=str(file.absolute()))


def _make_room(writer: Connection, *, replace: bool) -> None:
    tables = METADATA.sorted_tables
    if replace:
        for table in reversed(tables):
            writer.execute(delete(table))
    elif any(writer.execute(select(func.count()).select_from(table)).scalar() for table in tables):
        raise StorageUnavailableError("the database holds something already; --replace takes its place")


def _copy(reader: Connection, writer: Connection, name: str) -> int:
    table, count = METADATA.tables[name], 0
    rows = reader.execute(select(table).execution_options(yield_per=_ROWS))
    for part in rows.partitions():
        writer.execute(insert(table), [row._asdict() for row in part])
        count += len(part)
    return count


def _as_one_file(path: Path) -> None:
    engine: Engine = connect(_address(path))
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
    engine.dispose()
