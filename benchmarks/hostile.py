"""``python -m benchmarks.hostile``: what one visitor's hostile documents do to another visitor and to the server.

Each document is brought by paste (where it is text) and by upload, each time by a visitor of its own, while another
visitor changes pages and the server's health is asked without a pause. A row tells what the bringer was told and after
how long (of a ZIP of many, how far reading is), when the page came to rest, the slowest page change and health answer
meanwhile, resident megabytes of the server and of its child processes before, after (the bringer gone and forgotten)
and at most, and how many files were left. What is wanted holds on a machine without other work.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

from benchmarks.visitors.documents import KINDS, Hostile, documents
from benchmarks.visitors.serving import NO_MEMORY, Memory, Server, Watch, serving
from benchmarks.visitors.visitor import Visitor

# Seconds: what a visitor beside a hostile one may have to wait, and how soon the hostile one gets a message
PAGE, HEALTH, MESSAGE = 1.0, 0.2, 25.0
# Seconds until a visitor that has gone is forgotten, and how long to wait for a page that does not come to rest
_TTL, _QUIET = 1, 180.0
PAGES = ("", "report", "regions", "years", "zero", "inconsistencies", "data", "about", "add")
_PAUSE = 0.2


@dataclass
class Row:
    """What one document did."""

    document: Hostile
    way: str
    before: Memory
    after: Memory = NO_MEMORY
    peak: float = 0.0
    message: str = ""
    seconds: float = float("inf")
    rest: float = float("inf")
    page: float = 0.0
    where: str = ""
    health: float = 0.0
    left: frozenset[str] = frozenset()
    faults: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether nobody else waited, a message came in time, and nothing was left on disk."""
        quick = self.page <= PAGE and self.health <= HEALTH and self.seconds <= MESSAGE
        return quick and not self.left and not self.faults

    def __str__(self) -> str:
        memory = (
            f"{self.before.server:6.0f}→{self.after.server:5.0f}{self.before.children:6.0f}→{self.after.children:5.0f}"
        )
        return (
            f"{self.document.kind:11}{self.document.name:26}{len(self.document.content) / 1000:7.0f}  {self.way:11}"
            f"{self.seconds:8.1f}{self.rest:7.1f}{self.page:7.2f} {self.where or 'overview':16}{self.health:7.2f}"
            f"{memory}{self.peak:7.0f}{len(self.left):5}  {self.faults or self.message:.90}"
        )


HEAD = (
    f"{'kind':11}{'document':26}{'KB':>7}  {'way':11}{'message':>8}{'rest':>7}{'page':>7} {'':16}{'health':>7}"
    f"{'server MB':>12}{'children':>12}{'peak':>7}{'left':>5}  what the bringer was told"
)


def main() -> int:
    """Print the table; 1 where a promise is broken."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    options.add_argument("--kinds", nargs="*", choices=KINDS, default=[], help="only these kinds")
    options.add_argument("--each", type=int, help="so many documents of each kind")
    chosen = options.parse_args()
    # so that being ended ends the server too
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with serving(_TTL) as server:
        return asyncio.run(_all(server, tuple(chosen.kinds), chosen.each))


async def _all(server: Server, kinds: tuple[str, ...], each: int | None) -> int:
    beside = Visitor(server.address)
    await beside.come()
    await _calm(beside, server)
    print(HEAD, flush=True)
    broken = count = 0
    for document in documents(kinds, each):
        for way in document.ways:
            row = await bring(server, beside, document, way)
            print(row, *sorted(row.left), sep="\n  left: ", flush=True)
            count, broken = count + 1, broken + (not row.is_kept)
    await beside.leave()
    print(f"\n{count} times brought; wanted: page ≤ {PAGE} s, health ≤ {HEALTH} s, message ≤ {MESSAGE} s, nothing left")
    print(f"broken by {broken} of them; the visitor beside them saw {beside.errors or 'no error'}")
    return 1 if broken or beside.errors else 0


async def _calm(beside: Visitor, server: Server) -> None:
    """Print what page changes take while nobody brings anything; the first round reads the samples."""
    for page in PAGES:
        await beside.go(page)
    with Watch(server) as watch:
        alone = {page or "overview": min([await beside.go(page) for _ in range(3)]) for page in PAGES}
    print("page changes with nobody else, s:", ", ".join(f"{page} {spent:.2f}" for page, spent in alone.items()))
    busy = os.getloadavg()[0]
    print(f"{watch.path} ≤ {watch.slowest:.3f} s; {server.memory().total:.0f} MB; load of the machine {busy:.1f}\n")


async def bring(server: Server, beside: Visitor, document: Hostile, way: str) -> Row:
    """Bring one document, with another visitor and the health watched meanwhile."""
    row = Row(document, way, server.memory())
    files = server.files()
    with Watch(server) as watch:
        async with _changing(beside, row):
            await _brought(Visitor(server.address), row)
    row.health, row.peak = watch.slowest, watch.peak
    await forgotten(server, _TTL)
    row.after, row.left = server.memory(), frozenset(server.files() - files)
    return row


async def _brought(visitor: Visitor, row: Row) -> None:
    """The bringer's visit, until the page says what became of the document and is at rest."""
    try:
        await visitor.come("add")
        start = time.perf_counter()
        try:
            await deliver(visitor, row.document, row.way)
            await visitor.until(lambda: bool(_said(visitor, row.document) or visitor.errors))
            row.seconds = time.perf_counter() - start
        except OSError as error:
            # a refused upload is a message too, but not one in the visitor's language
            row.faults = str(error)
        with contextlib.suppress(TimeoutError):
            await visitor.until(lambda: not visitor.is_waiting, _QUIET)
            row.rest = time.perf_counter() - start
        row.message = (_said(visitor, row.document) or [""])[0]
    except (TimeoutError, LookupError) as error:
        row.faults = f"{type(error).__name__} {error}"
    finally:
        row.faults = row.faults or "; ".join(visitor.errors)
        await visitor.leave()


def _said(visitor: Visitor, document: Hostile) -> list[str]:
    """What the bringer is told: what became of the document, or how far the reading of many is."""
    progress = [f"{bar.text}" for bar in visitor.screen.elements("progress")] if document.is_batch else []
    return visitor.outcomes() or progress


async def deliver(visitor: Visitor, document: Hostile, way: str) -> None:
    """Bring a document by this way; what comes back is a page, whether or not the document has been read by then."""
    if way == "upload":
        await visitor.upload((document.name, document.content))
    else:
        # a browser's fields hold lone line ends
        text = document.content.decode().replace("\r\n", "\n").replace("\r", "\n")
        await (visitor.paste if way == "paste" else visitor.paste_rich)(text)


@contextlib.asynccontextmanager
async def _changing(beside: Visitor, row: Row) -> AsyncIterator[None]:
    """Another visitor going from page to page meanwhile; a change that has begun is waited for."""
    over = asyncio.Event()

    async def round_and_round() -> None:
        for page in itertools.cycle(PAGES):
            spent = await beside.go(page)
            if spent > row.page:
                row.page, row.where = spent, page
            if over.is_set():
                return
            await asyncio.sleep(_PAUSE)

    walking = asyncio.create_task(round_and_round())
    try:
        yield
    finally:
        over.set()
        await walking


async def forgotten(server: Server, ttl: int) -> None:
    """Wait until sessions that ended are forgotten: Streamlit looks for them only when the next visitor leaves."""
    await asyncio.sleep(ttl + 0.2)
    passing = Visitor(server.address)
    await passing.come("about")
    await passing.leave()
    await asyncio.sleep(0.2)


if __name__ == "__main__":
    sys.exit(main())
