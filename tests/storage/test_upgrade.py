"""A database from before there were revisions is adopted; a change of tables is made whole or not at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from storage import Decision, StorageUnavailableError, Store, Verdict, check
from storage import upgrade as upgrading
from storage.database import connect
from storage.tables import METADATA
from tests.storage.conftest import MONTH, ROOM

# As earlier versions of the program made it
BEFORE = """
CREATE TABLE verdicts (finding VARCHAR(16) NOT NULL, report VARCHAR(64) NOT NULL, rule VARCHAR(64) NOT NULL,
  subject VARCHAR(200) NOT NULL, decision VARCHAR(16) NOT NULL, note TEXT NOT NULL, rule_set VARCHAR(16) NOT NULL,
  decided_at TIMESTAMP WITH TIME ZONE NOT NULL, PRIMARY KEY (finding));
CREATE INDEX ix_verdicts_report ON verdicts (report);
INSERT INTO verdicts VALUES ('f1', 'r1', 'requests.row_sum', 'granted', 'confirmed', '原表如此', '1', '2025-03-31 12:00:00.000000')
"""
KEPT = Verdict(
    *("f1", "r1", "requests.row_sum", "granted", Decision.CONFIRMED, "原表如此", "1"),
    datetime(2025, 3, 31, 12, tzinfo=UTC),
)


@pytest.fixture
def engine(address):
    found = connect(address)
    yield found
    found.dispose()


def before(engine):
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL timezone = 'UTC'"))
        for statement in BEFORE.split(";"):
            connection.execute(text(statement))


def test_tables_are_those_that_the_program_asks_for(store, engine):
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_an_older_database_is_adopted_with_its_verdicts(engine):
    before(engine)
    store = Store(engine)
    assert store.verdicts.all() == [KEPT]
    store.verdicts.record(KEPT._replace(decision=Decision.DISMISSED))
    assert Store(engine).verdicts.all() == [KEPT._replace(decision=Decision.DISMISSED)]


def test_a_change_that_is_broken_off_leaves_the_database_as_it_was(engine, monkeypatch):
    before(engine)
    directory = upgrading.scripts()
    last = directory.get_revision("0003").module

    def _fails():
        raise RuntimeError("the power is gone")

    with monkeypatch.context() as broken:
        broken.setattr(last, "_failures", _fails)
        with pytest.raises(RuntimeError):
            Store(engine)
    assert inspect(engine).get_table_names() == ["verdicts"]
    assert "id" not in {column["name"] for column in inspect(engine).get_columns("verdicts")}
    assert Store(engine).verdicts.all() == [KEPT]


def test_what_was_kept_before_is_counted(engine, panshan):
    given = Store(engine).links.keep([panshan], "", MONTH, ROOM)
    with engine.begin() as connection:
        for change in (
            "DROP TABLE totals",
            "DROP INDEX ix_items_sha256",
            "DROP INDEX ix_links_expires_at",
            "UPDATE alembic_version SET version_num = '0005'",
        ):
            connection.execute(text(change))
    store = Store(engine)
    assert check.problems(engine) == []
    assert store.administration.used().bytes == store.administration.collections(1)[0].bytes > 0
    store.links.delete(*given)
    assert (check.problems(engine), store.administration.used().bytes) == ([], 0)


def test_many_that_start_at_once_make_the_tables_once(address):
    def _open(_):
        store = Store(connect(address))
        store.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(_open, range(4)))


def test_a_database_of_a_later_program_is_left_alone(engine):
    Store(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageUnavailableError, match="later version"):
        Store(engine)
