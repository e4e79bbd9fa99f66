"""Which database, and a connection to it. Errors of the database and its driver come out under one name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

_FOLDER = Path(__file__).parents[1] / ".nianbao"
# Hosts hand out addresses under the old names; psycopg is the driver that requirements-postgresql.txt installs
_DRIVERS = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}
_SECONDS = 5


class StorageUnavailableError(Exception):
    """The database cannot be reached, opened or written to; the text says why."""


def url() -> URL:
    """The database's address: DATABASE_URL, else a SQLite file in the project's folder ``.nianbao``.

    Raises StorageUnavailableError for an address that is none.
    """
    given = os.environ.get("DATABASE_URL")
    if not given:
        return URL.create("sqlite", database=str(_FOLDER / "verdicts.sqlite3"))
    try:
        address = make_url(given)
    except ArgumentError as error:
        raise StorageUnavailableError(str(error)) from error
    return address.set(drivername=_DRIVERS.get(address.drivername, address.drivername))


def connect(address: URL) -> Engine:
    """An engine for this address; the folder of a SQLite file is made. Raises StorageUnavailableError."""
    try:
        if address.get_backend_name() != "sqlite":
            return create_engine(address, pool_pre_ping=True, connect_args={"connect_timeout": _SECONDS})
        if address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        return create_engine(address, connect_args={"timeout": _SECONDS})
    except (ModuleNotFoundError, NoSuchModuleError, OSError, ArgumentError) as error:
        raise StorageUnavailableError(str(error)) from error


@contextmanager
def named_errors() -> Iterator[None]:
    """Whatever the database raises inside comes out as StorageUnavailableError."""
    try:
        yield
    except SQLAlchemyError as error:
        raise StorageUnavailableError(str(getattr(error, "orig", None) or error)) from error
