"""What a link led to is removed once its time is over, without anybody keeping something new."""

from __future__ import annotations

import pytest

from server import keeping
from storage import LinkTerms, open_store
from tests.storage.conftest import MONTH, ROOM, read


@pytest.fixture
def database(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/kept/store.sqlite3")
    return tmp_path / "kept" / "store.sqlite3"


def test_what_is_over_is_removed(database):
    store = open_store()
    given = store.links.keep([read()], "", MONTH, ROOM)
    assert keeping.purge() == 0
    store.links.change(*given, LinkTerms(0, can_decide=False))
    assert (keeping.purge(), keeping.purge()) == (1, 0)
    assert store.administration.used().documents == 0


def test_no_database_is_made_or_waited_for(database, monkeypatch):
    assert keeping.purge() == 0
    assert not database.exists()
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/none")
    assert keeping.purge() == 0
    monkeypatch.setenv("NIANBAO_SHARING", "off")
    assert keeping.purge() == 0
