"""Several visitors at once, two of them hostile: the short form of benchmarks/hostile.py and benchmarks/load.py.

How long things take is held against what the same things take in this run while nobody brings anything hostile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any, TypeVar

from benchmarks import hostile, load
from benchmarks.visitors.documents import KINDS, Hostile
from benchmarks.visitors.reports import MARK, marked
from benchmarks.visitors.serving import Server, Watch
from benchmarks.visitors.visitor import Visitor
from tests.sizes import sized

Value = TypeVar("Value")

# A server that reads by itself lets a page wait as long as it reads: hundreds of times as long as usual
SLOWER = 20
# Seconds that a health answer may take anywhere, lest a very quick one is the measure
_LEAST = 0.05
_QUICK = (("line ends", "newlines_20k.txt"), ("spans", "spans_116k.html"))
_MORE = (
    ("slow pages", "laughing.pdf"),
    ("short rows", "tabs_15k.txt"),
    ("unpacking", "text_19.zip"),
    ("no text", "self_form.pdf"),
)
DOCUMENTS = sized(_QUICK, _QUICK + _MORE)


def run(visits: Coroutine[Any, Any, Value]) -> Value:
    """Run visits in a thread of their own: a browser of other tests may have left a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, visits).result()


def test_hostile_documents_get_a_message_and_nobody_else_waits(server: Server):
    brought = [Hostile(kind, name, KINDS[kind]()[name]()) for kind, name in DOCUMENTS]
    alone, rows = run(_beside(server, brought))
    for row in rows:
        assert not row.faults, row
        assert row.message, row
        assert not row.left, row
        assert row.page < SLOWER * alone.page, (row, alone)
        assert row.health < SLOWER * max(alone.health, _LEAST), (row, alone)


async def _beside(server: Server, brought: list[Hostile]) -> tuple[hostile.Row, list[hostile.Row]]:
    beside = Visitor(server.address)
    await beside.come()
    for page in hostile.PAGES:
        await beside.go(page)
    alone = hostile.Row(brought[0], "", server.memory())
    with Watch(server) as watch:
        alone.page = max([await beside.go(page) for page in hostile.PAGES])
    alone.health = watch.slowest
    rows = [await hostile.bring(server, beside, document, document.ways[0]) for document in brought]
    await beside.leave()
    assert not beside.errors
    return alone, rows


def test_no_visitor_sees_anothers_report(server: Server):
    outcome = load.Outcome()
    run(load.visit_all(server, load.Plan(visitors=4, hostile=1, seconds=6, pause=1), outcome))
    assert not outcome.errors
    assert not outcome.leaks
    assert len(outcome.readings) >= 2 * 3 and outcome.pages and outcome.hostile
    assert len(outcome.kept) >= 3


def test_a_link_shows_its_reports_and_no_others(server: Server):
    async def opened() -> load.Outcome:
        outcome, plan = load.Outcome(), load.Plan(visitors=2, hostile=0, seconds=0, pause=0)
        await load.visit_all(server, plan, outcome)
        third = load.Visit(Visitor(server.address, watch=MARK), 9, plan, outcome)
        await third.open_one()
        return outcome

    outcome = run(opened())
    assert len(outcome.links) == 2
    assert not outcome.errors and not outcome.leaks and outcome.opened


def test_marks_are_seen_in_whatever_is_sent():
    own, other = marked(1), marked(2)
    assert own.mark != other.mark and own.mark.encode() in own.content
    for writing in own.writings:
        assert MARK.findall(b"..." + writing + b"...") == [writing]
    assert not own.writings & other.writings


def test_a_visitor_sees_his_own_report_by_each_way(server: Server):
    async def seen() -> list[set[bytes]]:
        visitor = Visitor(server.address, watch=MARK)
        await visitor.come("add")
        states = [set(visitor.seen)]
        for number, bring in ((0, visitor.paste_rich), (1, visitor.paste)):
            report = marked(number)
            await bring(report.content.decode())
            await visitor.until(lambda mark=report.mark: any(mark in told for told in visitor.outcomes()))
            states.append(set(visitor.seen))
        report = marked(2)
        await visitor.upload((report.name, report.content))
        await visitor.until(lambda: any(report.mark in told for told in visitor.outcomes()))
        await visitor.leave()
        return [*states, visitor.seen]

    states = run(seen())
    assert states[0] == set()
    for number, (before, after) in enumerate(pairwise(states)):
        assert marked(number).writings & (after - before)
