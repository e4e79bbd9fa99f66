"""``python -m benchmarks.accuracy [--cases N] [--each N] [--write]``: how well printed forms are read.

Reads every layout and every defect for itself, so many times ``--each``, and then a mix of them, ``--cases`` documents.
Exits 1 if a wrong figure was certain, a figure was invented, a finding does not follow from the printed figures, the
reader crashed, or fewer than 99.9 % of cells are right in value and status. ``--write`` puts the table into
benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import io
import sys
from itertools import chain
from pathlib import Path

from checks import run_checks
from parsing import parse_report
from tests.render import cases, singles
from tests.render.score import print_score, score

README = Path(__file__).with_name("README.md")
_MARK = "<!-- accuracy: written by `make accuracy`, not by hand -->"
_LEAST = 0.999


def main(arguments: list[str] | None = None) -> int:
    """Print the table, and say whether the reader keeps what it promises."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--each", type=int, default=10)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    documents = chain(singles(options.each, options.start), cases(options.cases, options.start))
    result = score(documents, parse_report, run_checks)
    table = io.StringIO()
    print_score(result, table)
    print(table.getvalue())
    if options.write:
        head = README.read_text("utf-8").partition(_MARK)[0]
        said = f"{result.total.documents:,} documents, {result.total.cells.total():,} cells.\n\n"
        README.write_text(f"{head}{_MARK}\n\n{said}{table.getvalue()}", "utf-8")
    faults = result.misses or result.false_findings or result.crashes
    return 0 if not faults and result.total.share() >= _LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
