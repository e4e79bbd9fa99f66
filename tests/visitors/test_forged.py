"""What a page has no button for cannot be done by a message that says it was pressed."""

from __future__ import annotations

import asyncio

from benchmarks.visitors.serving import Server
from benchmarks.visitors.visitor import Visitor
from storage import Limits, LinkTerms, Store
from storage.verdicts import Decision
from tests.storage.conftest import read
from tests.visitors.test_visitors import run

ROOM = Limits(50, 2000)


def test_a_forged_verdict_through_a_link_to_look_at_is_refused(server: Server, store: Store):
    shown, closed = (store.links.keep([read()], "", LinkTerms(30, can_decide=can), ROOM) for can in (True, False))

    async def forge() -> None:
        honest, forger = Visitor(server.address), Visitor(server.address)
        await honest.come("report", f"shared={shown.token}")
        await forger.come("report", f"shared={closed.token}")
        ids = [one for one in honest.screen.widget_ids() if "-confirmed_" in one]
        assert ids
        assert not set(ids) & forger.screen.widget_ids()
        for one in ids:
            await forger.press_id(one)
        assert store.verdicts.all() == []
        # the same message is taken where the button is, of one finding or of all that one slip explains
        await honest.press_id(ids[0])
        assert {one.decision for one in store.verdicts.all()} == {Decision.CONFIRMED}
        assert not forger.errors and not honest.errors
        await asyncio.gather(honest.leave(), forger.leave())

    run(forge())
