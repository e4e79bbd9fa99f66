"""``python -m benchmarks [NAME ...]``: every benchmark but those that serve the app, or those named, in one run.

A benchmark is a module of this package with a docstring and ``main()``; to add one, add its name here.
"""

from __future__ import annotations

import importlib
import sys
import time

BENCHMARKS = ("reading", "formats", "printing", "across", "explaining", "slips", "rules", "memory", "pages")
# These serve the app and take their time: only where they are named.
VISITS = ("hostile", "load")


def main(names: list[str]) -> int:
    """Run benchmarks, each under its first line; 1 where one of them says that a promise is broken."""
    known = (*BENCHMARKS, *VISITS)
    unknown = set(names) - set(known)
    if unknown:
        print(f"no benchmark: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
        return 2
    broken = []
    for name in names or BENCHMARKS:
        module = importlib.import_module(f"benchmarks.{name}")
        print(f"\n== {name}: {(module.__doc__ or '').strip().splitlines()[0]}\n", flush=True)
        start = time.perf_counter()
        if module.main():
            broken.append(name)
        print(f"({time.perf_counter() - start:.0f} s)", flush=True)
    if broken:
        print(f"\na promise is broken: {', '.join(broken)}")
    return 1 if broken else 0


if __name__ == "__main__":
    # a benchmark's own options are not these
    chosen, sys.argv[1:] = sys.argv[1:], []
    sys.exit(main(chosen))
