"""What was acknowledged is there whatever happens, and what was not leaves nothing behind."""

from __future__ import annotations

import os
import random
import signal
import time

import pytest
from argon2 import PasswordHasher
from sqlalchemy import event, text

from storage import LinkError, StorageUnavailableError, Store, check, copying, database, secret
from storage.database import connect
from tests.sizes import sized
from tests.storage.conftest import MONTH, ROOM, read

KILLS = sized(6, 200)
# Kills after which all that is left behind is looked at and removed
TOGETHER = 10
FULL = """
CREATE FUNCTION is_full() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$;
CREATE TRIGGER is_full BEFORE INSERT ON items EXECUTE FUNCTION is_full()
"""


@pytest.fixture
def engine(address):
    found = connect(address)
    yield found
    found.dispose()


def saving(address, reports, told: int) -> None:
    """Keep, enlarge and delete without end; each link is told, with its key, once it is acknowledged."""
    links = Store(connect(address)).links
    os.write(told, b"begin\n")
    while True:
        one_round(links, reports, lambda line: os.write(told, f"{line}\n".encode()))


def one_round(links, reports, say) -> None:
    given = links.keep(reports[:2], "", MONTH, ROOM)
    say(f"kept {given.token}")
    links.add(*given, reports[2:], ROOM)
    say(f"more {given.token}")
    gone = links.keep(reports[1:], "", MONTH, ROOM)
    links.delete(*gone)
    say(f"gone {gone.token}")


def killed(address, reports, after: float) -> list[list[str]]:
    """What a process has acknowledged until it was killed, some moments after it began."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        try:
            saving(address, reports, theirs)
        finally:
            os._exit(1)
    os.close(theirs)
    with os.fdopen(ours, "rb") as told:
        assert told.readline() == b"begin\n"
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return [line.split() for line in told.read().decode().splitlines() if line]


@pytest.fixture
def quick_keys(monkeypatch):
    """Keys that cost nothing to seal: what is tried here is what comes before and after."""
    monkeypatch.setattr(secret, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.mark.linux
def test_killed_at_any_moment_of_saving(store, address, engine, panshan, quick_keys):
    reports = [panshan, *(read(f"{n}.txt", panshan.data + b"\n" * n) for n in (1, 2))]
    chance, acknowledged, began = random.Random(15), {}, time.monotonic()
    one_round(store.links, reports, str)
    longest = 2 * (time.monotonic() - began)
    seen = set()
    for n in range(1, KILLS + 1):
        acknowledged |= {token: what for what, token in killed(address, reports, chance.uniform(0, longest))}
        # what is left behind is looked at once, and does not make every later look longer
        if n % TOGETHER == 0 or n == KILLS:
            assert check.problems(engine) == []
            seen |= {look_at(store, reports, token, what) for token, what in acknowledged.items()}
            acknowledged.clear()
            with database.writing(engine) as writer:
                copying._make_room(writer, replace=True)
    assert seen


def look_at(store, reports, token, what) -> str:
    """What was acknowledged is there, or gone."""
    if what == "gone":
        with pytest.raises(LinkError, match="deleted"):
            store.links.look(token)
        return what
    found = [one.read for one in store.links.reports(token)[1]]
    # what was put in later may be there before that was acknowledged
    assert len(found) >= (3 if what == "more" else 2)
    assert all(one in reports for one in found)
    return what


def test_a_full_disk_keeps_nothing_and_loses_nothing(store, engine, address, panshan):
    given = store.links.keep([panshan], "", MONTH, ROOM)
    other = read("other.txt", panshan.data + os.urandom(200_000).hex().encode())
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _fill(connection, _record):
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count={pages + 2}")
    else:
        with engine.begin() as connection:
            connection.execute(text(FULL))
    full = Store(engine)
    with pytest.raises(StorageUnavailableError, match=r"full|no space"):
        full.links.keep([other], "", MONTH, ROOM)
    assert full.links.reports(given.token)[1][0].read == panshan
    assert check.problems(engine) == []
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("DROP FUNCTION is_full CASCADE"))
    assert store.links.keep([other], "", MONTH, ROOM)


def test_a_database_that_can_only_be_read_opens_links_and_keeps_none(store, address, panshan):
    given = store.links.keep([panshan], "", MONTH, ROOM)
    if address.get_backend_name() == "sqlite":
        still = address.set(database=f"file:{address.database}", query={"mode": "ro", "uri": "true"})
    else:
        options = f"{address.query.get('options', '')} -cdefault_transaction_read_only=on".strip()
        still = address.update_query_dict({"options": options})
    engine = connect(still)
    reader = Store(engine)
    assert reader.links.reports(given.token)[1][0].read == panshan
    with pytest.raises(StorageUnavailableError, match=r"read-?only"):
        reader.links.keep([panshan], "", MONTH, ROOM)
    with pytest.raises(StorageUnavailableError, match=r"read-?only"):
        reader.links.delete(*given)
    engine.dispose()


def test_a_writer_that_never_ends_is_not_waited_for(store, address, panshan, monkeypatch):
    monkeypatch.setattr(database, "_ANSWER_SECONDS", 0.2)
    engine = connect(address)
    impatient = Store(engine).links
    given = impatient.keep([panshan], "", MONTH, ROOM)
    slow = connect(address, 60)
    # as another process does, which takes no turn in this one
    is_file = slow.dialect.name == "sqlite"
    lock = "BEGIN IMMEDIATE" if is_file else f"SELECT pg_advisory_xact_lock({database._WRITER})"
    with slow.begin() as connection:
        connection.exec_driver_sql(lock)
        with pytest.raises(StorageUnavailableError, match=r"locked|statement timeout"):
            impatient.keep([panshan], "", MONTH, ROOM)
        assert len(impatient.reports(given.token)[1]) == 1
    impatient.delete(*given)
    engine.dispose()
    slow.dispose()


@pytest.mark.postgresql
@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_a_database_that_was_restarted_is_asked_again(store, engine, panshan):
    given = store.links.keep([panshan], "", MONTH, ROOM)
    with engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = user"
            )
        )
    assert store.links.reports(given.token)[1][0].read == panshan
    store.links.delete(*given)
