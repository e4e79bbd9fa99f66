"""``python -m benchmarks.load``: fifty visitors for two minutes, each with reports of its own, two of them hostile.

Everybody pastes, uploads, changes pages, filters, keeps and shares, and opens what others have shared, with pauses as
people make them. Each report carries a mark, and whatever the server sends to anybody is searched for marks of others
whose link he has not opened. Printed are what page changes and reading took (from
the paste or the upload until the page shows the report), and resident memory before, during and after. Before is after
a first round of visits, all forgotten; after is when all have gone and been forgotten, which Streamlit does when the
next visitor leaves once ``server.disconnectedSessionTTL`` (120 s by itself, less here) is over.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random

from benchmarks.hostile import deliver, forgotten
from benchmarks.visitors.documents import documents
from benchmarks.visitors.reports import MARK, Marked, marked
from benchmarks.visitors.serving import NO_MEMORY, Memory, Server, Watch, serving
from benchmarks.visitors.visitor import Visitor

_TTL = 10
# How much more memory than before there may be when all have gone
GROWTH = 1.2
PAGES = ("", "report", "regions", "years", "zero", "inconsistencies", "data", "about")
# A view of a page that a filter makes, by page
FILTERED = {"inconsistencies": "year=2023", "data": "year=2022&year=2023", "": "province=辽宁省"}
# Every visitor has an address of his own
BEHIND_PROXY = {"NIANBAO_PROXIES": "127.0.0.0/8"}
# Reports that one visitor may bring at most
_SHARE = 1_000


@dataclass(frozen=True, slots=True)
class Plan:
    """How many visitors, of whom how many hostile, for how long, and the mean pause between what one does; seconds."""

    visitors: int = 50
    hostile: int = 2
    seconds: float = 120.0
    pause: float = 8.0


@dataclass(frozen=True, slots=True)
class Link:
    """What somebody has shared: the token, and the marks of the reports behind it in all writings."""

    token: str
    marks: frozenset[bytes]


@dataclass
class Outcome:
    """What the visitors measured and saw."""

    pages: list[float] = field(default_factory=list)
    readings: list[float] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    hostile: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    logged: list[str] = field(default_factory=list)
    health: float = 0.0
    before: Memory = NO_MEMORY
    during: float = 0.0
    after: Memory = NO_MEMORY

    @property
    def growth(self) -> float:
        """Memory after as a multiple of memory before."""
        return self.after.total / self.before.total


def main() -> int:
    """Print what was measured; 1 where there was an error, a leak, or memory that was not given back."""
    plan = _plan()
    # so that being ended ends the server too
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with serving(_TTL, BEHIND_PROXY) as server:
        outcome = asyncio.run(visits(server, plan))
        outcome.logged = server.warnings()
    show(plan, outcome)
    return 1 if outcome.errors or outcome.leaks or outcome.growth > GROWTH else 0


def _plan() -> Plan:
    usual = Plan()
    options = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    options.add_argument("--visitors", type=int, default=usual.visitors)
    options.add_argument("--hostile", type=int, default=usual.hostile)
    options.add_argument("--seconds", type=float, default=usual.seconds)
    options.add_argument("--pause", type=float, default=usual.pause)
    chosen = options.parse_args()
    return Plan(chosen.visitors, chosen.hostile, chosen.seconds, chosen.pause)


def show(plan: Plan, outcome: Outcome) -> None:
    """Print the outcome."""
    print(
        f"{plan.visitors} visitors, {plan.hostile} of them hostile, {plan.seconds:.0f} s, {plan.pause} s between acts"
    )
    print(f"load of the machine {os.getloadavg()[0]:.1f}\n")
    print(f"{'seconds':22}{'count':>7}{'p50':>8}{'p95':>8}{'most':>8}")
    rows = {"page changes": outcome.pages, "reports read": outcome.readings, "kept and shared": outcome.kept}
    rows |= {"links of others opened": outcome.opened, "hostile documents": outcome.hostile}
    for name, times in rows.items():
        if times:
            print(f"{name:22}{len(times):7}{part(times, 50):8.2f}{part(times, 95):8.2f}{max(times):8.2f}")
    print(f"\nslowest health answer {outcome.health:.2f} s")
    for name, memory in {"before": outcome.before, "after": outcome.after}.items():
        print(f"memory {name:7}{memory.total:7.0f} MB (server {memory.server:.0f}, children {memory.children:.0f})")
    print(f"memory at most{outcome.during:7.0f} MB; after / before {outcome.growth:.2f}, wanted ≤ {GROWTH}")
    print(f"errors: {len(outcome.errors)}; others' reports seen: {len(outcome.leaks)}")
    for line in [*outcome.errors[:50], *outcome.leaks[:10], *outcome.logged[-50:]]:
        print(f"  {line:.400}")


def part(times: list[float], percent: int) -> float:
    """The percentile of these times."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


async def visits(server: Server, plan: Plan) -> Outcome:
    """The whole of it: a first round, the visits, and what is left when all have gone."""
    await visit_all(server, Plan(4, 0, 0.0, 0.0), Outcome(), every_page=True)
    await forgotten(server, _TTL)
    outcome = Outcome(before=server.memory())
    with Watch(server) as watch:
        await visit_all(server, plan, outcome)
    outcome.health, outcome.during = watch.slowest, watch.peak
    await forgotten(server, _TTL)
    outcome.after = server.memory()
    return outcome


async def visit_all(server: Server, plan: Plan, outcome: Outcome, *, every_page: bool = False) -> None:
    """All visitors at once; each of them at least brings a report in both ways."""
    async with asyncio.TaskGroup() as group:
        for number in range(plan.visitors):
            is_hostile = number >= plan.visitors - plan.hostile
            visitor = Visitor(server.address, watch=MARK, at=f"203.0.113.{number + 1}")
            visit = Visit(visitor, number, plan, outcome)
            group.create_task(visit.run(hostile=is_hostile, every_page=every_page))


class Visit:
    """One visitor's stay."""

    def __init__(self, visitor: Visitor, number: int, plan: Plan, outcome: Outcome) -> None:
        self._visitor, self._number, self._plan, self._outcome = visitor, number, plan, outcome
        self._rng = Random(number)
        self._numbers = itertools.count(number * _SHARE)
        # what he has brought himself, and whatever he may have seen
        self._brought: set[bytes] = set()
        self._own: set[bytes] = set()

    async def run(self, *, hostile: bool, every_page: bool) -> None:
        """Come, act until the time is over, and leave; what went wrong is kept, not raised."""
        try:
            await asyncio.sleep(self._rng.uniform(0, self._plan.pause))
            await self._visitor.come(self._rng.choice(PAGES))
            await (self._attack() if hostile else self._act(every_page=every_page))
        except (OSError, LookupError) as error:
            self._outcome.errors.append(f"visitor {self._number}: {type(error).__name__} {error}")
        finally:
            await self._visitor.leave()
        self._judge()

    async def open_one(self) -> None:
        """Come only to open what somebody has shared."""
        await self._open()
        self._judge()

    def _judge(self) -> None:
        """Note faults, and marks that he should not have seen."""
        self._outcome.errors += [f"visitor {self._number}: {error}" for error in self._visitor.errors]
        strange = self._visitor.seen - self._own
        self._outcome.leaks += [f"visitor {self._number} saw {found!r}" for found in strange]

    async def _act(self, *, every_page: bool) -> None:
        deadline = time.monotonic() + self._plan.seconds
        await self._read("paste")
        await self._read("upload")
        for page in PAGES if every_page else ():
            await self._go(page)
        await self._keep()
        while time.monotonic() < deadline:
            await asyncio.sleep(self._rng.uniform(0.5, 1.5) * self._plan.pause)
            # people look more than they bring
            (act,) = self._rng.choices(tuple(self._acts), tuple(self._acts.values()))
            await act()

    @property
    def _acts(self) -> dict[Callable[[], Awaitable[None]], int]:
        """What he may do next, each with its weight."""
        return {self._look: 4, self._filter: 2, self._bring_one: 2, self._keep: 1, self._open: 1}

    async def _look(self) -> None:
        await self._go(self._rng.choice(PAGES))

    async def _filter(self) -> None:
        page = self._rng.choice(tuple(FILTERED))
        self._outcome.pages.append(await self._visitor.go(page, FILTERED[page]))

    async def _bring_one(self) -> None:
        await self._read(self._rng.choice(("paste", "upload")))

    async def _keep(self) -> None:
        """Keep and share everything that was brought."""
        await self._go("add")
        start = time.perf_counter()
        kept = await self._visitor.keep()
        if not kept:
            why = " | ".join(self._visitor.said())
            self._outcome.errors.append(f"visitor {self._number}: nothing was kept: {why}")
            return
        self._outcome.kept.append(time.perf_counter() - start)
        self._outcome.links.append(Link(kept["shared"], frozenset(self._brought)))

    async def _open(self) -> None:
        """Open what somebody has shared, in another tab, and go through some pages there."""
        link = self._rng.choice(self._outcome.links)
        self._own |= link.marks
        tab, start = self._visitor.again(), time.perf_counter()
        try:
            await tab.come("data", f"shared={link.token}&scope=shared")
            self._outcome.opened.append(time.perf_counter() - start)
            await tab.go("inconsistencies")
        finally:
            await tab.leave()
        if not link.marks & tab.seen:
            self._outcome.errors.append(f"visitor {self._number}: a link showed nothing")

    async def _attack(self) -> None:
        """Bring hostile documents, each in a visit of its own, as who means harm comes again and again."""
        deadline = time.monotonic() + self._plan.seconds
        first = list(documents(each=1))
        brought = ((document, way) for document in self._rng.sample(first, len(first)) for way in document.ways)
        for document, way in itertools.cycle(brought):
            if time.monotonic() > deadline:
                return
            await self._visitor.go("add")
            start = time.perf_counter()
            await deliver(self._visitor, document, way)
            await self._visitor.until(lambda: bool(self._visitor.outcomes()))
            self._outcome.hostile.append(time.perf_counter() - start)
            await self._visitor.leave()
            self._visitor = self._visitor.again()
            await self._visitor.come("add")

    async def _go(self, page: str) -> None:
        self._outcome.pages.append(await self._visitor.go(page))

    async def _read(self, way: str) -> None:
        """Bring a report, and wait until the page shows it."""
        report = marked(next(self._numbers))
        self._own |= report.writings
        self._brought |= report.writings
        await self._go("add")
        start = time.perf_counter()
        await self._bring(report, way)
        await self._visitor.until(lambda: any(report.mark in told for told in self._visitor.outcomes()))
        self._outcome.readings.append(time.perf_counter() - start)

    async def _bring(self, report: Marked, way: str) -> None:
        if way == "upload":
            await self._visitor.upload((report.name, report.content))
        elif report.name.endswith(".html"):
            await self._visitor.paste_rich(report.content.decode())
        else:
            await self._visitor.paste(report.content.decode())


if __name__ == "__main__":
    sys.exit(main())
