"""Which database, and a connection to it. Errors of the database and its driver come out under one name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

import settings

# Of the time when it held verdicts alone
_NAME = "verdicts.sqlite3"
_FOLDER = Path(__file__).parents[1] / ".nianbao"
# Hosts hand out addresses under the old names; psycopg is the driver that requirements-postgresql.txt installs
_DRIVERS = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}
# How long to wait for a connection, and for an answer: a person is looking at the page meanwhile
_CONNECT_SECONDS = 5
_ANSWER_SECONDS = 5.0
# How long a writer waits for the others of its process, who are at work
_TURN_SECONDS = 60.0
# By address: a database that was opened again has its writers of before yet
_TURNS: dict[URL, Lock] = {}
# The number of the lock that writers of one PostgreSQL database hold, each for one transaction
_WRITER = 6_207_141_012


class StorageUnavailableError(Exception):
    """The database cannot be reached, opened or written to, or does not answer in time; the text says why."""


def url() -> URL:
    """The database's address: DATABASE_URL, else a SQLite file in the project's folder ``.nianbao``.

    Raises StorageUnavailableError for an address of no database.
    """
    given = settings.text("DATABASE_URL")
    if not given:
        return URL.create("sqlite", database=str(_FOLDER / _NAME))
    return parsed(given)


def parsed(text: str) -> URL:
    """An address of SQLAlchemy's form, with the driver that is installed. Raises StorageUnavailableError."""
    try:
        address = make_url(text)
    except ArgumentError as error:
        raise StorageUnavailableError(str(error)) from error
    return address.set(drivername=_DRIVERS.get(address.drivername, address.drivername))


def connect(address: URL, seconds: float | None = None) -> Engine:
    """An engine for this address; the folder of a SQLite file is made. Raises StorageUnavailableError.

    No question to it takes longer than ``seconds`` (``_ANSWER_SECONDS``), be it for another's lock; then it fails.
    """
    seconds = _ANSWER_SECONDS if seconds is None else seconds
    try:
        if address.get_backend_name() != "sqlite":
            return _server(address, seconds)
        # an address of SQLite's own form (file:…?mode=ro) names a file that is there
        if address.database and not address.database.startswith("file:"):
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        return _file(address, seconds)
    except (ModuleNotFoundError, NoSuchModuleError, OSError, ArgumentError) as error:
        raise StorageUnavailableError(str(error)) from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction of the only writer: kept whole where it ends well, else not at all. Raises
    StorageUnavailableError."""
    with _turn(engine), named_errors(), engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            # what is read inside is not to change until it is written
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")
        yield connection


@contextmanager
def _turn(engine: Engine) -> Iterator[None]:
    """Writers of one process in turn: SQLite lets them ask again and again, and whoever is unlucky gives up."""
    turn = _TURNS.setdefault(engine.url, Lock())
    if not turn.acquire(timeout=_TURN_SECONDS):
        raise StorageUnavailableError("too many writers before this one")
    try:
        yield
    finally:
        turn.release()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One look at the database: everything that is asked inside is of the same moment, while others go on writing."""
    is_file = engine.dialect.name == "sqlite"
    still = engine if is_file else engine.execution_options(isolation_level="REPEATABLE READ")
    with named_errors(), still.connect() as connection:
        if is_file:
            connection.exec_driver_sql("BEGIN")
        yield connection


def _file(address: URL, seconds: float) -> Engine:
    """SQLite: readers and one writer at a time do not block each other; a second writer waits."""
    engine = create_engine(address, hide_parameters=True, connect_args={"timeout": seconds})

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        # transactions are begun where they are meant (``writing``): the driver begins none before a table is changed
        connection.isolation_level = None
        # a file that cannot be written to, or is being turned by another process, goes on as it is
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode=WAL")
        # what is acknowledged outlives a power cut
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    return engine


def _server(address: URL, seconds: float) -> Engine:
    milliseconds = int(seconds * 1000)
    # the last is for a server that is gone without a word
    network = {"connect_timeout": _CONNECT_SECONDS, "tcp_user_timeout": milliseconds}
    engine = create_engine(
        address, hide_parameters=True, pool_pre_ping=True, pool_timeout=seconds, connect_args=network
    )

    # Transaction by transaction: between us and the database there may be a pool that hands a connection to others, too
    @event.listens_for(engine, "begin")
    def _limit(connection: Connection) -> None:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {milliseconds}")

    return engine


def is_there() -> bool:
    """Whether there is a database to look into; a file that is not there yet is made by whoever keeps something. Raises
    StorageUnavailableError for an address that is none."""
    address = url()
    file = address.database or ""
    return address.get_backend_name() != "sqlite" or file.startswith("file:") or Path(file).is_file()


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
    """What the database raises inside, or a row that is not what it should be, comes out as StorageUnavailableError."""
    try:
        yield
    except (SQLAlchemyError, ValueError) as error:
        raise StorageUnavailableError(str(getattr(error, "orig", None) or error)) from error


def storable(text: str) -> str:
    """The text without what no database takes: NUL, and halves of characters (surrogates), which become ``?``."""
    return text.replace("\x00", "").encode("utf-8", errors="replace").decode("utf-8")
