"""Which database, and a connection to it. Errors of the database and its driver come out under one name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

import settings

_FOLDER = Path(__file__).parents[1] / ".nianbao"
# Hosts hand out addresses under the old names; psycopg is the driver that requirements-postgresql.txt installs
_DRIVERS = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}
# How long to wait for a connection, and for an answer: a person is looking at the page meanwhile
_CONNECT_SECONDS = 5
_ANSWER_SECONDS = 5.0


class StorageUnavailableError(Exception):
    """The database cannot be reached, opened or written to, or does not answer in time; the text says why."""


def url() -> URL:
    """The database's address: DATABASE_URL, else a SQLite file in the project's folder ``.nianbao``.

    Raises StorageUnavailableError for an address that is none.
    """
    given = settings.text("DATABASE_URL")
    if not given:
        return URL.create("sqlite", database=str(_FOLDER / "verdicts.sqlite3"))
    try:
        address = make_url(given)
    except ArgumentError as error:
        raise StorageUnavailableError(str(error)) from error
    return address.set(drivername=_DRIVERS.get(address.drivername, address.drivername))


def connect(address: URL) -> Engine:
    """An engine for this address; the folder of a SQLite file is made. Raises StorageUnavailableError.

    No question to it takes longer than ``_ANSWER_SECONDS``, be it for another's lock; after that it fails.
    """
    try:
        if address.get_backend_name() != "sqlite":
            return _server(address)
        if address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        return _file(address)
    except (ModuleNotFoundError, NoSuchModuleError, OSError, ArgumentError) as error:
        raise StorageUnavailableError(str(error)) from error


def _file(address: URL) -> Engine:
    """SQLite: readers and one writer at a time do not block each other; a second writer waits."""
    engine = create_engine(address, connect_args={"timeout": _ANSWER_SECONDS})

    @event.listens_for(engine, "connect")
    def _log_ahead(connection: sqlite3.Connection, _record: object) -> None:
        # a file that cannot be written to, or is being turned by another process, goes on as it is
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode=WAL")

    return engine


def _server(address: URL) -> Engine:
    milliseconds = int(_ANSWER_SECONDS * 1000)
    # the last is for a server that is gone without a word
    network = {"connect_timeout": _CONNECT_SECONDS, "tcp_user_timeout": milliseconds}
    engine = create_engine(address, pool_pre_ping=True, pool_timeout=_ANSWER_SECONDS, connect_args=network)

    # Transaction by transaction: between us and the database may stand a pool that hands a connection to others, too
    @event.listens_for(engine, "begin")
    def _limit(connection: Connection) -> None:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {milliseconds}")

    return engine


def is_reachable() -> bool:
    """Whether the configured database answers; takes as long as a connection to it may take."""
    try:
        engine = connect(url())
        try:
            with named_errors(), engine.connect() as connection:
                # a question that reads the file, too: SQLite opens anything
                inspect(connection).get_table_names()
        finally:
            engine.dispose()
    except StorageUnavailableError:
        return False
    return True


@contextmanager
def named_errors() -> Iterator[None]:
    """Whatever the database raises inside, or a row that holds no verdict, comes out as StorageUnavailableError."""
    try:
        yield
    except (SQLAlchemyError, ValueError) as error:
        raise StorageUnavailableError(str(getattr(error, "orig", None) or error)) from error
