"""Databases to try the store on: SQLite, and a real PostgreSQL where TEST_DATABASE_URL names one."""

from __future__ import annotations

import os

import pytest
from sqlalchemy import MetaData
from sqlalchemy.engine import make_url

from checks import run_checks
from parsing import loaders, parse_report
from storage import Limits, LinkTerms, Store
from storage.database import connect, parsed
from tests.samples import FOLDER
from workers import ReadDocument, wire

DATABASES = [
    "sqlite",
    pytest.param("postgresql", marks=pytest.mark.postgresql),
]

ROOM = Limits(link_mb=50, store_mb=2000)
MONTH = LinkTerms(30, can_decide=False)


def read(name="panshan_2022.txt", data=None) -> ReadDocument:
    """A document as a worker reads it."""
    data = data or (FOLDER / name).read_bytes()
    report = parse_report(data, name)
    return ReadDocument(report, run_checks(report), wire.encode_document(loaders.load(data)), data)


@pytest.fixture(scope="session")
def panshan() -> ReadDocument:
    """A sample as it is kept."""
    return read()


@pytest.fixture(scope="session")
def other(panshan: ReadDocument) -> ReadDocument:
    """Another document with the same report."""
    return read("other.txt", panshan.data + b"\n")


def empty(address) -> None:
    """Remove every table."""
    engine = connect(address)
    found = MetaData()
    found.reflect(engine)
    found.drop_all(engine)
    engine.dispose()


@pytest.fixture(params=DATABASES)
def address(request, tmp_path, monkeypatch):
    """An empty database, which is that of the installation."""
    if request.param == "sqlite":
        given = make_url(f"sqlite:///{tmp_path}/made/store.sqlite3")
    else:
        given = parsed(os.environ["TEST_DATABASE_URL"])
        empty(given)
    monkeypatch.setenv("DATABASE_URL", given.render_as_string(hide_password=False))
    yield given
    if request.param == "postgresql":
        empty(given)


@pytest.fixture
def store(address):
    opened = Store(connect(address))
    yield opened
    opened.close()
