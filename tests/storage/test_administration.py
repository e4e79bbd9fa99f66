"""What administrators see and do: what is kept, published or removed, who did it, and why documents were not read."""

from __future__ import annotations

import os
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from storage import LinkError, LinkTerms, check
from storage.database import connect
from storage.tables import REFUSED
from tests.storage.conftest import MONTH, ROOM, read
from tests.storage.test_lines import verdict

ANN = "ann@example.org"


def ids(store):
    return [one.collection for one in store.administration.collections(10)]


def test_what_is_kept_is_listed_with_its_size_and_age(store, panshan, other):
    store.links.keep([panshan], "一份", MONTH, ROOM)
    store.links.keep([panshan, other], "", LinkTerms(None, can_decide=True), ROOM)
    two, one = store.administration.collections(10)
    assert (one.title, one.reports, one.can_decide) == ("一份", 1, False)
    assert (two.title, two.reports, two.can_decide, two.expires_at) == ("", 2, True, None)
    assert timedelta(days=29) < one.expires_at - one.made_at <= timedelta(days=30)
    assert two.bytes > one.bytes > 0
    used = store.administration.used()
    assert (used.bytes, used.documents, used.links, used.verdicts) == (two.bytes, 2, 2, 0)
    assert len(store.administration.collections(1)) == 1


def test_nothing_is_public_until_it_is_published(store, panshan, other):
    given = store.links.keep([panshan], "", MONTH, ROOM)
    store.links.keep([other], "", MONTH, ROOM)
    assert (store.public.key(), store.public.reports()) == ("", [])
    later, first = ids(store)
    store.administration.publish(first, ANN)
    before = store.public.key()
    assert [one.read for one in store.public.reports()] == [panshan]
    # what is put in later is another version
    store.links.add(*given, [other], ROOM)
    store.administration.publish(later, ANN)
    assert store.public.key() not in {"", before}
    assert [one.read for one in store.public.reports()] == [panshan, other]
    store.administration.unpublish(first, ANN)
    assert [one.read for one in store.public.reports()] == [other]


def test_a_published_report_is_gone_with_its_link(store, panshan):
    given = store.links.keep([panshan], "", MONTH, ROOM)
    (only,) = ids(store)
    store.administration.publish(only, ANN)
    store.links.change(*given, LinkTerms(0, can_decide=False))
    assert store.public.reports() == []
    store.administration.extend(only, 365, ANN)
    assert len(store.public.reports()) == 1
    store.links.delete(*given)
    assert (store.public.key(), ids(store)) == ("", [])


def test_what_is_removed_is_removed_whole_and_says_so(store, address, panshan):
    given = store.links.keep([panshan], "", MONTH, ROOM)
    other_link = store.links.keep([panshan], "", MONTH, ROOM)
    store.administration.delete(ids(store)[1], ANN)
    with pytest.raises(LinkError, match="deleted"):
        store.links.look(given.token)
    assert len(store.links.reports(other_link.token)[1]) == 1
    engine = connect(address)
    assert check.problems(engine) == []
    engine.dispose()


@pytest.mark.parametrize("act", ["publish", "unpublish", "delete"])
def test_what_is_no_more_is_refused(store, act):
    with pytest.raises(LinkError, match="unknown"):
        getattr(store.administration, act)("0" * 32, ANN)
    assert store.administration.log(10) == []


def test_the_log_says_who_did_what(store, panshan):
    given = store.links.keep([panshan], "", MONTH, ROOM)
    (only,) = ids(store)
    store.administration.publish(only, ANN)
    store.administration.extend(only, None, ANN)
    store.links.delete(*given)
    log = store.administration.log(10)
    assert [(one.action, one.actor) for one in log] == [
        ("deleted", ""),
        ("extended", ANN),
        ("published", ANN),
        ("kept", ""),
    ]
    assert all(one.at <= datetime.now(UTC) and one.link for one in log)


def test_verdicts_are_there_with_their_history_and_by_whom(store, panshan):
    given = store.links.keep([panshan], "同事", MONTH, ROOM)
    link = store.links.look(given.token).id
    store.verdicts.record(verdict(), link, "Ann@example.org")
    store.verdicts.record(verdict(note="anew"))
    store.verdicts.withdraw(verdict().finding)
    rows = store.administration.verdicts(10)
    assert [(one.decision, one.note, one.title) for one in rows] == [
        ("withdrawn", "", ""),
        ("confirmed", "anew", ""),
        ("confirmed", "原表如此", "同事"),
    ]
    assert [one.actor for one in rows] == ["", "", "Ann@example.org"]
    # the link is gone, that there was one is known
    store.links.delete(*given)
    assert [bool(one.link) for one in store.administration.verdicts(10)] == [False, False, True]


def test_failures_are_counted_by_cause_and_nothing_else(store):
    store.failures.count(["too_large", "encrypted", "too_large"])
    store.failures.count(["too_large"])
    today = datetime.now(UTC).date().isoformat()
    assert store.failures.by_cause(30) == [("too_large", 3, today), ("encrypted", 1, today)]


def test_what_was_handed_over_is_kept_once_and_for_a_time(store, address):
    given = store.refused.hand_over("../机密\x00\ud800.doc", "encrypted", b"\x00secret", 1)
    assert store.refused.hand_over("again.doc", "damaged", b"\x00secret", 1) == ""
    (one,) = store.refused.listed(9)
    assert (one.id, one.name, one.cause, one.size) == (given, "../机密?.doc", "encrypted", 7)
    assert store.refused.document(given) == b"\x00secret"
    # it is no kept document, and no link leads to it
    assert (store.administration.used().documents, store.administration.collections(9)) == (0, [])
    engine = connect(address)
    assert check.problems(engine) == []
    with engine.begin() as connection:
        connection.execute(update(REFUSED).values(data=zlib.compress(b"other")))
    assert any("another one than was kept" in line for line in check.problems(engine))
    with engine.begin() as connection:
        connection.execute(update(REFUSED).values(given_at=datetime.now(UTC) - timedelta(days=90)))
    assert store.refused.listed(9) == []
    assert (store.refused.purge(), store.refused.purge()) == (1, 0)
    engine.dispose()


def test_what_is_handed_over_has_little_room_and_can_be_taken_back(store):
    given = store.refused.hand_over("a", "damaged", os.urandom(700_000), 1)
    with pytest.raises(LinkError, match="store_full"):
        store.refused.hand_over("b", "damaged", os.urandom(700_000), 1)
    store.refused.take_back(given)
    store.refused.take_back(given)
    assert store.administration.log(9) == []
    again = store.refused.hand_over("b", "fault", os.urandom(700_000), 1)
    store.refused.delete(again, ANN)
    with pytest.raises(LinkError, match="unknown"):
        store.refused.delete(again, ANN)
    with pytest.raises(LinkError, match="unknown"):
        store.refused.document(again)
    assert [(one.action, one.actor) for one in store.administration.log(9)] == [("refused_deleted", ANN)]


def test_what_was_read_last_comes_first(store, panshan, other):
    store.links.keep([panshan], "", MONTH, ROOM)
    store.links.keep([other], "", MONTH, ROOM)
    assert list(store.administration.latest(10)) == [other, panshan]
    assert list(store.administration.latest(1)) == [other]


def test_what_is_over_is_removed_without_a_later_save(store, address, panshan):
    given = store.links.keep([panshan], "", MONTH, ROOM)
    kept = store.links.keep([read("x.txt", panshan.data + b"\n\n")], "", MONTH, ROOM)
    assert store.links.purge() == 0
    store.links.change(*given, LinkTerms(0, can_decide=False))
    assert (store.links.purge(), store.links.purge()) == (1, 0)
    assert store.administration.used().documents == 1
    assert store.links.look(kept.token)
    with pytest.raises(LinkError, match="expired"):
        store.links.look(given.token)
