"""Reports that were kept, and the links by which they are opened."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from storage import LinkError, LinkTerms, Refusal, Store, check, documents, secret
from storage.database import connect, reading
from storage.tables import AUDIT, DOCUMENTS, LINKS, METADATA, READINGS
from tests.storage.conftest import MONTH, ROOM, read

HOSTILE = "<img src=x onerror=alert(1)>'; DROP TABLE links; --\x00\ud800{{7*7}}=1+1"


@pytest.fixture
def links(store):
    return store.links


@pytest.fixture
def engine(address):
    found = connect(address)
    yield found
    found.dispose()


def count(engine, table):
    with reading(engine) as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar()


def why(ask):
    with pytest.raises(LinkError) as raised:
        ask()
    return raised.value.why


def test_what_was_kept_comes_back_as_it_was(links, panshan, other, engine):
    given = links.keep([panshan, other], "两份", MONTH, ROOM)
    link, shared = links.reports(given.token)
    assert {one.read.report.sha256: one.read for one in shared} == {r.report.sha256: r for r in (panshan, other)}
    assert (link.title, link.can_decide) == ("两份", False)
    assert timedelta(days=29) < link.expires_at - datetime.now(UTC) <= timedelta(days=30)
    assert check.problems(engine) == []


def test_neither_token_nor_key_is_in_the_database(links, panshan, engine):
    given = links.keep([panshan], "", MONTH, ROOM)
    with reading(engine) as connection:
        for table in METADATA.sorted_tables:
            for row in connection.execute(select(table)):
                assert not any(secret_ in str(value) for value in row for secret_ in given)
    assert len(set(given)) == 2
    assert all(len(secret_) == 24 for secret_ in given)


def test_two_who_keep_one_document_at_once_have_one_document_and_two_links(address, panshan, engine):
    def _keep(name):
        store = Store(connect(address))
        mine = panshan._replace(report=read(name, panshan.data).report)
        given = store.links.keep([mine], "", MONTH, ROOM)
        store.close()
        return given

    with ThreadPoolExecutor(2) as threads:
        one, two = threads.map(_keep, ("one.txt", "two.txt"))
    store = Store(engine)
    assert (count(engine, DOCUMENTS), count(engine, LINKS)) == (1, 2)
    # neither sees how the other one called the file
    assert [shared.read.report.source for given in (one, two) for shared in store.links.reports(given.token)[1]] == [
        "one.txt",
        "two.txt",
    ]
    store.links.delete(*one)
    assert len(store.links.reports(two.token)[1]) == 1
    assert count(engine, READINGS) == 1
    store.links.delete(*two)
    assert count(engine, DOCUMENTS) == 0
    assert check.problems(engine) == []


def test_links_that_do_not_open_say_why(links, panshan, engine):
    given, held = links.keep([panshan], "", MONTH, ROOM), links.keep([panshan], "", MONTH, ROOM)
    links.delete(*given)
    assert why(lambda: links.reports(given.token)) is Refusal.DELETED
    assert why(lambda: links.reports(secret.made())) is Refusal.UNKNOWN
    at = next(n for n in range(len(held.token) - 1) if held.token[n] != held.token[n + 1])
    swapped = held.token[:at] + held.token[at + 1] + held.token[at] + held.token[at + 2 :]
    for slip in (
        held.token[:-1],
        held.token.lower(),
        swapped,
        held.token + "=",
        "",
        "é" * 24,
        "../../etc/passwd",
        HOSTILE,
    ):
        assert why(lambda slip=slip: links.look(slip)) is Refusal.MISTYPED
    with engine.begin() as connection:
        connection.execute(update(LINKS).values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
    assert why(lambda: links.reports(held.token)) is Refusal.EXPIRED
    # its reports go when somebody keeps something the next time
    links.keep([panshan], "", MONTH, ROOM)
    assert why(lambda: links.reports(held.token)) is Refusal.EXPIRED
    assert check.problems(engine) == []


def test_only_its_own_key_changes_a_link(links, panshan, other):
    mine, theirs = links.keep([panshan], "", MONTH, ROOM), links.keep([other], "", MONTH, ROOM)
    for key in (theirs.key, mine.token, mine.key.lower(), "", "x" * 24, secret.made()):
        for ask in (
            lambda key=key: links.change(mine.token, key, LinkTerms(None, can_decide=True)),
            lambda key=key: links.add(mine.token, key, [other], ROOM),
            lambda key=key: links.delete(mine.token, key),
        ):
            assert why(ask) is Refusal.WRONG_KEY
    link, shared = links.reports(mine.token)
    assert (link.can_decide, len(shared)) == (False, 1)
    links.change(*mine, LinkTerms(None, can_decide=True))
    link = links.look(mine.token)
    assert (link.can_decide, link.expires_at) == (True, None)


def test_a_collection_grows_and_has_each_document_once(links, panshan, other):
    given = links.keep([panshan, panshan], "", MONTH, ROOM)
    before = links.look(given.token).version
    assert why(lambda: links.add(*given, [panshan], ROOM)) is Refusal.NOTHING
    links.add(*given, [panshan, other], ROOM)
    link, shared = links.reports(given.token)
    assert link.version > before
    assert [one.read.report.sha256 for one in shared] == [panshan.report.sha256, other.report.sha256]


def test_what_is_too_much_is_refused_and_nothing_of_it_is_kept(links, panshan, other, engine):
    assert why(lambda: links.keep([panshan], "", MONTH, ROOM._replace(link_mb=0))) is Refusal.LINK_FULL
    assert why(lambda: links.keep([panshan], "", MONTH, ROOM._replace(store_mb=0))) is Refusal.STORE_FULL
    assert why(lambda: links.keep([], "", MONTH, ROOM)) is Refusal.NOTHING
    assert [count(engine, table) for table in METADATA.sorted_tables] == [0] * len(METADATA.sorted_tables)
    given = links.keep([panshan], "", MONTH, ROOM)
    assert why(lambda: links.add(*given, [other], ROOM._replace(link_mb=0))) is Refusal.LINK_FULL
    assert len(links.reports(given.token)[1]) == 1


def test_texts_of_strangers_are_kept_as_texts(links, panshan, engine):
    read_ = panshan._replace(report=read(HOSTILE.replace("\ud800", ""), panshan.data).report)
    given = links.keep([read_], HOSTILE, MONTH, ROOM)
    link, (shared,) = links.reports(given.token)
    assert link.title == HOSTILE.replace("\x00", "").replace("\ud800", "?")[:100]
    assert shared.read.data == panshan.data
    assert check.problems(engine) == []


def test_no_connection_is_held_while_reports_are_decoded_or_keys_verified(address, panshan, monkeypatch):
    engine = connect(address)
    store = Store(engine)
    held = []

    def watched(act):
        return lambda *given: (held.append(engine.pool.checkedout()), act(*given))[1]

    for module, name in ((documents, "unpacked"), (documents, "packed"), (secret, "fits"), (secret, "sealed")):
        monkeypatch.setattr(module, name, watched(getattr(module, name)))
    given = store.links.keep([panshan], "", MONTH, ROOM)
    store.administration.publish(store.links.look(given.token).collection, "ann")
    assert len(store.links.reports(given.token)[1]) == len(store.public.reports()) == 1
    assert list(store.administration.latest(9)) == [panshan]
    store.links.change(*given, LinkTerms(None, can_decide=True))
    store.links.delete(*given)
    assert len(held) == 7 and not any(held)
    store.close()


def test_what_all_reports_take_is_known_without_counting(links, panshan, other, engine):
    def taken():
        with reading(engine) as connection:
            return documents.kept_bytes(connection), documents.counted_bytes(connection)

    sizes = []
    one = links.keep([panshan], "", MONTH, ROOM)
    sizes.append(taken())
    two = links.keep([panshan, other], "", MONTH, ROOM)
    sizes.append(taken())
    links.delete(*one)
    sizes.append(taken())
    links.delete(*two)
    assert taken() == (0, 0)
    assert all(known == counted > 0 for known, counted in sizes)
    assert sizes[0] < sizes[1] == sizes[2]


def test_the_log_says_what_was_done_and_nothing_of_what_documents_say(links, panshan, engine):
    given = links.keep([panshan], "机密", MONTH, ROOM)
    links.change(*given, LinkTerms(365, can_decide=True))
    links.delete(*given)
    with reading(engine) as connection:
        rows = connection.execute(select(AUDIT).order_by(AUDIT.c.id)).all()
    assert [row.action for row in rows] == ["kept", "changed", "deleted"]
    assert len({row.link for row in rows}) == 1
    assert not any("机密" in row.detail or "盘山" in row.detail for row in rows)
