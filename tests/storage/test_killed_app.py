"""The app as it is served is killed while visitors keep and share: what it has acknowledged is there, and nothing half
is. ``test_killed_pages`` kills what runs behind each click far more often, without a server."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.visitors.reports import MARK, marked
from benchmarks.visitors.serving import Server, serving
from benchmarks.visitors.visitor import Visitor
from storage import Store, check
from storage.database import connect

KILLS = 2
VISITORS = 2
# Seconds after the first save in which the app is killed
LONGEST = 2.0


async def saving(server: Server, number: int, told: list[tuple[str, str]]) -> None:
    """Bring a report and keep it again and again, until the app is gone; each link as it was acknowledged."""
    visitor, report = Visitor(server.address, watch=MARK), marked(number)
    try:
        await visitor.come("add")
        await visitor.upload((report.name, report.content))
        await visitor.until(lambda: any(report.mark in said for said in visitor.outcomes()))
        while kept := await visitor.keep():
            told.append((kept["shared"], report.mark))
    except (OSError, LookupError):
        # the app is gone
        pass
    finally:
        await visitor.leave()


async def killed(server: Server, chance: random.Random, first: int) -> list[tuple[str, str]]:
    """The links, each with the mark of its report, that were acknowledged until the app was killed."""
    told: list[tuple[str, str]] = []
    tasks = [asyncio.create_task(saving(server, first + number, told)) for number in range(VISITORS)]
    while not told:
        assert not all(task.done() for task in tasks)
        await asyncio.sleep(0.01)
    await asyncio.sleep(chance.uniform(0, LONGEST))
    os.killpg(server.process.pid, signal.SIGKILL)
    await asyncio.gather(*tasks)
    return told


@pytest.mark.linux
@pytest.mark.full_size
def test_the_app_killed_while_it_saves_loses_nothing(address):
    chance = random.Random(15)
    environment = {"DATABASE_URL": address.render_as_string(hide_password=False), "NIANBAO_WORKERS": "1"}
    for n in range(KILLS):
        with serving(1, environment) as server, ThreadPoolExecutor(1) as pool:
            told = pool.submit(asyncio.run, killed(server, chance, n * VISITORS)).result()
        engine = connect(address)
        assert check.problems(engine) == []
        store = Store(engine)
        for token, mark in told:
            ((read, _),) = store.links.reports(token)[1]
            assert mark.encode() in read.data
        store.close()
        assert told
