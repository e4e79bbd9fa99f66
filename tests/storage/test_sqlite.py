"""SQLite with many writers, and rows that somebody else has spoilt."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from storage import StorageUnavailableError, Store
from storage.database import connect, writing
from tests.storage.test_lines import verdict

ROOT = Path(__file__).parents[2]
WRITER = """
from storage import open_store
from tests.storage.test_lines import verdict
kept = open_store().verdicts
for number in range(40):
    kept.record(verdict(f"process {number}"))
"""


@pytest.fixture
def address(monkeypatch, tmp_path):
    given = f"sqlite:///{tmp_path}/verdicts.sqlite3"
    monkeypatch.setenv("DATABASE_URL", given)
    return make_url(given)


@pytest.fixture
def kept(address):
    opened = Store(connect(address))
    yield opened.verdicts
    opened.close()


def test_threads_and_another_process_write_at_once(address, kept):
    with subprocess.Popen([sys.executable, "-c", WRITER], cwd=ROOT) as process, ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda number: kept.record(verdict(f"thread {number}")), range(80)))
        assert process.wait(60) == 0
    assert len(kept.all()) == 120


def test_slow_writers_of_one_process_wait_for_each_other_however_short_the_databases_patience_is(address, kept):
    # one that was opened again after a failure is the same database
    engines = [connect(address, 0.05) for _ in range(2)]

    def write(number: int) -> None:
        with writing(engines[number % 2]) as connection:
            time.sleep(0.06)
            connection.execute(text("UPDATE verdicts SET note = 'x'"))

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(write, range(8))) == [None] * 8
    for engine in engines:
        engine.dispose()


def test_a_reader_does_not_wait_for_a_writer(address, kept):
    kept.record(verdict())
    writing = connect(address)
    with writing.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        assert kept.all() == [verdict()]
    writing.dispose()


def test_texts_that_no_database_takes_are_kept_without_that(kept):
    kept.record(verdict(note="a\ud800\x00b"))
    assert [one.note for one in kept.all()] == ["a?b"]


@pytest.mark.parametrize(("column", "value"), [("decision", "perhaps"), ("decided_at", "yesterday")])
def test_a_spoilt_row_is_a_named_error(address, kept, column, value):
    kept.record(verdict())
    spoiling = connect(address)
    with spoiling.begin() as connection:
        connection.execute(text(f"UPDATE verdicts SET {column} = :value"), {"value": value})  # noqa: S608 - a name of ours
    spoiling.dispose()
    with pytest.raises(StorageUnavailableError):
        kept.all()


def test_errors_do_not_quote_what_was_to_be_kept(tmp_path):
    engine = connect(make_url(f"sqlite:///{tmp_path}/a.sqlite3"))
    with pytest.raises(StorageUnavailableError) as refused, writing(engine) as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:note)"), {"note": "somebody's words"})
    assert "somebody" not in str(refused.value)
    engine.dispose()
