"""``python -m benchmarks.accuracy [--cases N] [--write]``: how well forms printed in every layout and defect are read.

Exits 1 if a wrong figure was certain, a figure was invented, the reader crashed, or fewer than 99.9 % of cells are
right in value and status. ``--write`` puts the table into benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from parsing import parse_report
from tests.render import cases
from tests.render.score import print_score, score

README = Path(__file__).with_name("README.md")
_MARK = "<!-- accuracy: written by `make accuracy`, not by hand -->"
_LEAST = 0.999


def main(arguments: list[str] | None = None) -> int:
    """Print the table, and say whether the reader keeps what it promises."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=3000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    result = score(cases(options.cases, options.start), parse_report)
    table = io.StringIO()
    print_score(result, table)
    print(table.getvalue())
    if options.write:
        head = README.read_text("utf-8").partition(_MARK)[0]
        said = f"{options.cases:,} documents, {result.total.cells.total():,} cells.\n\n"
        README.write_text(f"{head}{_MARK}\n\n{said}{table.getvalue()}", "utf-8")
    kept = not result.misses and not result.crashes and result.total.share() >= _LEAST
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
