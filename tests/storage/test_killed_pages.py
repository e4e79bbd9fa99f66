"""The app's pages are killed while a visitor keeps, shares and deletes by them: what they have said is so, and nothing
half is.

One process opens the page and brings a report; every kill is of a copy of it (``fork``), which goes on with the clicks.
"""

from __future__ import annotations

import os
import random
import signal
import time
from urllib.parse import parse_qs, urlsplit

import pytest

from storage import LinkError, Store, check, copying, database, open_store
from storage.database import connect
from tests.app.conftest import _run, awaited, made_once, own_cache, scanned_once  # noqa: F401 - fixtures
from tests.sizes import sized
from tests.storage.conftest import DATABASES, MONTH, ROOM
from ui.texts import catalogue
from ui.visitor import database as opened
from ui.visitor import shared

KILLS = sized(8, 200)
# Kills after which all that is left behind is looked at and removed
TOGETHER = 20
DELETED = catalogue("zh")["shared.deleted"]


@pytest.fixture
def page(address, panshan, monkeypatch):
    """The page on which reports are added, with one that the visitor has brought, after one round of clicks."""
    monkeypatch.setattr(shared, "_TRIES", 10_000)
    store = open_store()
    given = store.links.keep([panshan], "", MONTH, ROOM)
    store.close()
    app = _run("add", {"lang": "zh", "shared": given.token})
    press(app, "shared_add")
    press(app, "shared_close")
    one_round(app, str)
    return app


def press(app, key):
    app.button(key=key).click().run()
    assert not app.exception


def one_round(app, say):
    """Keep and share, open the link, and delete it by its key; each as soon as the page has said so."""
    press(app, "keep_save")
    link, key = (code.value for code in app.code)
    (token,) = parse_qs(urlsplit(link).query)["shared"]
    say(f"kept {token}")
    app.query_params["shared"] = token
    app.run()
    app.text_input(key="shared_key").set_value(key)
    say(f"going {token}")
    press(app, "shared_delete")
    assert DELETED in [toast.value for toast in app.toast]
    say(f"gone {token}")


def killed(app, after: float) -> dict[str, str]:
    """What the page has said of each link until it was killed, so many seconds after it was opened."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(theirs, b"begin -\n")
            while True:
                one_round(app, lambda line: os.write(theirs, f"{line}\n".encode()))
        finally:
            os._exit(1)
    os.close(theirs)
    with os.fdopen(ours, "rb") as told:
        assert told.readline() == b"begin -\n"
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return {
            token: what for what, token in (line.decode().split() for line in told.read().splitlines(keepends=False))
        }


@pytest.mark.linux
@pytest.mark.parametrize("address", sized(DATABASES[:1], DATABASES), indirect=True)
def test_pages_killed_while_they_save_and_share_lose_nothing(page, address, panshan):
    chance, seen, said, began = random.Random(15), [], {}, time.monotonic()
    one_round(page, str)
    longest = time.monotonic() - began
    # no copy shares a connection
    opened._opened.clear()
    for n in range(1, KILLS + 1):
        said |= killed(page, chance.uniform(0, longest))
        if n % TOGETHER == 0 or n == KILLS:
            engine = connect(address)
            assert check.problems(engine) == []
            seen += [looked_at(Store(engine), panshan, token, what) for token, what in said.items()]
            said.clear()
            with database.writing(engine) as writer:
                copying._make_room(writer, replace=True)
            engine.dispose()
    assert seen


def looked_at(store, report, token, what) -> str:
    """What was said is so; a link that was being deleted is there or gone."""
    try:
        ((one, _),) = store.links.reports(token)[1]
    except LinkError as error:
        assert (what, error.why) in {("gone", "deleted"), ("going", "deleted")}
        return "gone"
    assert what != "gone"
    assert one == report
    return "kept"
