"""``python -m benchmarks.explaining [--cases N]``: how well and how fast errors in made-up tables are found.

For each number of wrong figures and each manner of mistake: the share of tables in which the true set is offered at
all, offered first, and the only one; the median and the longest time of an explanation. Then: what checking takes where
explaining is hardest, in time of the processor, states and programs solved; and how many consistent tables were
flagged, with and without cells that have no number. Exits 1 if the project's promises are not kept.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple
from unittest.mock import patch

from checks import Outcome, rules, run_checks, warm_up
from checks.book.cases import make_report
from checks.sums import programs
from checks.sums.explain import explain
from checks.sums.explain.budget import Budget
from parsing.form import EDITIONS
from tests.made_up import MANNERS, SPOILERS, WORST, Cells, blanked, consistent, moved, spoiled

Spoil = Callable[[Cells, Random], tuple[Cells, Cells]]
# No report takes longer to check, in seconds of the processor
LONGEST = 0.5
# Wrong figures → least shares (offered, first, only), and the longest median in milliseconds
PROMISED = {1: (1, 1, 1, 2), 2: (0.99, 0.95, 0, 10), 3: (0.95, 0, 0, 100)}


class Result(NamedTuple):
    """Shares of tables, and milliseconds."""

    offered: float
    first: float
    only: float
    median: float
    longest: float


def tables(cases: int, seed: int) -> Iterator[tuple[str, Cells, Random]]:
    """Consistent tables of both editions in every manner, each with random numbers of its own."""
    for number in range(cases):
        rng = Random(f"{seed}/{number}")
        edition = EDITIONS[number % len(EDITIONS)]
        yield edition, consistent(rng, edition, MANNERS[number // len(EDITIONS) % len(MANNERS)]), rng


def measure(cases: int, spoil: Spoil, seed: int = 0) -> Result:
    """Spoil so many tables and look for what was done to them."""
    ranks, times = [], []
    for edition, cells, rng in tables(cases, seed):
        printed, true = spoil(cells, rng)
        report = make_report({"edition": edition, "cells": printed})
        known = report.known()
        start = time.perf_counter()
        explanations = explain(report, known).explanations
        times.append((time.perf_counter() - start) * 1000)
        offered = [{c.cell: c.implied for c in each} for each in explanations]
        ranks.append((offered.index(true) + 1 if true in offered else 0, len(offered)))
    return Result(
        sum(rank > 0 for rank, _ in ranks) / cases,
        sum(rank == 1 for rank, _ in ranks) / cases,
        sum((rank, offered) == (1, 1) for rank, offered in ranks) / cases,
        statistics.median(times),
        max(times),
    )


class Effort(NamedTuple):
    """What checking each of some reports took: seconds of the processor, states of the search, programs solved; and how
    many of them were explained, and had too many figures that disagree."""

    seconds: list[float]
    states: list[int]
    solves: list[int]
    explained: int
    too_many: int


def effort(cases: int, name: str, seed: int = 0) -> Effort:
    """Check so many tables of one of the worst kinds."""
    took = Effort([], [], [], 0, 0)
    for edition, cells, rng in tables(cases, seed):
        report = make_report({"edition": edition, "cells": WORST[name](cells, rng)})
        with patch.object(programs, "milp", wraps=programs.milp) as solver:
            start = time.process_time()
            found = run_checks(report)
            took.seconds.append(time.process_time() - start)
        took.solves.append(solver.call_count)
        budget = Budget()
        explain(report, report.known(), budget)
        took.states.append(budget.states)
        took = took._replace(
            explained=took.explained + bool(found.explanations), too_many=took.too_many + found.too_many
        )
    return took


def flagged(cases: int, *, blanks: bool, seed: int = 0) -> int:
    """How many of so many consistent tables any sum calls failed."""
    wrong = 0
    for edition, cells, rng in tables(cases, seed):
        printed = blanked(cells, rng) if blanks else cells
        found = run_checks(make_report({"edition": edition, "cells": printed}), _SUMS)
        wrong += any(f.outcome is Outcome.FAILED for f in found.findings) or bool(found.explanations)
        wrong += any(cells[c.cell] != c.implied for c in found.implied)
    return wrong


_SUMS = [rule.id for rule in rules().values() if rule.equation]


def main(arguments: list[str] | None = None) -> int:
    """Print the tables, and say whether the promises are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000)
    options = parser.parse_args(arguments)
    kept = True
    print(f"{'wrong figures':24}{'offered':>9}{'first':>9}{'only':>9}{'median ms':>11}{'longest ms':>12}")
    for wrong, promised in PROMISED.items():
        for name, spoiler in SPOILERS.items():
            result = measure(options.cases, lambda cells, rng, w=wrong, s=spoiler: spoiled(cells, rng, w, s))
            _print(f"{wrong} ({name})", result)
            kept &= all(got >= least for got, least in zip(result[:3], promised, strict=False))
            kept &= result.median <= promised[3]
    _print("2 (moved in a line)", measure(options.cases, moved))
    kept &= _worst(max(options.cases // 10, 10))
    for blanks in (False, True):
        wrong = flagged(options.cases * 10, blanks=blanks)
        kept &= not wrong
        print(f"{wrong} of {options.cases * 10:,} consistent tables with{'' if blanks else 'out'} blanks flagged")
    return 0 if kept else 1


def _worst(cases: int) -> bool:
    """Print what the worst kinds take, and say whether none takes too long."""
    warm_up()
    print(f"{'worst':24}{'p50 ms':>9}{'max ms':>9}{'states':>9}{'solves':>9}{'explained':>11}{'too many':>10}")
    kept = True
    for name in WORST:
        took = effort(cases, name)
        times = f"{statistics.median(took.seconds) * 1000:9.1f}{max(took.seconds) * 1000:9.1f}"
        shares = f"{took.explained / cases:11.0%}{took.too_many / cases:10.0%}"
        print(f"{name:24}{times}{max(took.states):9}{max(took.solves):9}{shares}", flush=True)
        kept &= max(took.seconds) <= LONGEST
    return kept


def _print(name: str, result: Result) -> None:
    shares = "".join(f"{share:9.1%}" for share in result[:3])
    print(f"{name:24}{shares}{result.median:11.2f}{result.longest:12.1f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
