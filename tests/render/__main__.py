"""Prints a made-up document and its defects: ``python -m tests.render --seed 5 --layout pipes_trailing``."""

from __future__ import annotations

import argparse
import sys

from parsing.report import Status
from tests.render import DEFECTS, LAYOUTS, render


def main() -> None:
    """The document on the standard output, what is known of it on the standard error."""
    options = argparse.ArgumentParser(prog="python -m tests.render", description=__doc__)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--layout", choices=LAYOUTS)
    options.add_argument("--defects", nargs="*", choices=DEFECTS, help="none after the option: a clean document")
    options.add_argument("--truth", action="store_true", help="print every cell that is no plain number, too")
    chosen = options.parse_args()
    case = render(chosen.seed, chosen.layout, chosen.defects)
    print(case.text)
    print(f"-- {case.name} {case.layout} {case.encoding}: {', '.join(case.defects) or 'clean'}", file=sys.stderr)
    print(f"-- {case.year} {case.agency} {'/'.join(case.region.values())} {dict(case.editions)}", file=sys.stderr)
    if chosen.truth:
        for cell, printed in case.cells.items():
            if printed.status is not Status.REPORTED or printed.accepts:
                print(f"-- {cell}: {sorted((str(v), str(s)) for v, s in printed.answers)}", file=sys.stderr)


if __name__ == "__main__":
    main()
