"""``python -m benchmarks.slips [--cases N]``: whether one slip is taken for one cause, and its true mend comes first.

For each kind of slip of a clerk: in so many made-up tables with one, the share that has one cause, whose first mend is
the true one, which has no other mend; and the longest time of the processor. Of a case that is counted for another kind
of applicant the sums say in which columns it is, not in which row: that kind's mends are promised no order. Exits 1 if
the project's promises are not kept.
"""

from __future__ import annotations

import argparse
import sys
import time
from typing import NamedTuple

from checks import run_checks, warm_up
from checks.book.cases import make_report
from tests.slips import SLIPS, UNTOLD, slipped

# Least shares with one cause, and with the true mend first; and no report takes longer, in seconds of the processor
ONE, FIRST, LONGEST = 0.99, 0.95, 0.5


class Result(NamedTuple):
    """Shares of tables, and seconds."""

    one: float
    first: float
    only: float
    longest: float

    def keeps(self, name: str) -> bool:
        """Whether what is promised of a kind of slip holds."""
        return self.is_right(name) and self.longest <= LONGEST

    def is_right(self, name: str) -> bool:
        """Whether it holds, however long that took."""
        return self.one >= ONE and (self.first >= FIRST or name in UNTOLD)


def measure(name: str, cases: int) -> Result:
    """Check so many tables with a slip of this kind."""
    one = first = only = 0
    longest = 0.0
    for edition, printed, true in slipped(name, cases):
        report = make_report({"edition": edition, "cells": printed})
        start = time.process_time()
        causes = run_checks(report).causes
        longest = max(longest, time.process_time() - start)
        one += len(causes) == 1
        is_first = len(causes) == 1 and {c.cell: c.implied for c in causes[0].mends[0].changes} == true
        first += is_first
        only += is_first and causes[0].only is not None
    return Result(one / cases, first / cases, only / cases, longest)


def main(arguments: list[str] | None = None) -> int:
    """Print a line a kind of slip, and say whether the promises are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000)
    options = parser.parse_args(arguments)
    warm_up()
    kept = True
    print(f"{'slip':24}{'one cause':>11}{'first':>9}{'only':>9}{'longest ms':>12}")
    for name in SLIPS:
        found = measure(name, options.cases)
        print(f"{name:24}{found.one:11.1%}{found.first:9.1%}{found.only:9.1%}{found.longest * 1000:12.1f}", flush=True)
        kept &= found.keeps(name)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
