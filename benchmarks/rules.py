"""``python -m benchmarks.rules [REPORTS]``: all rules over 10,000 reports, as a share of reading them.

The ten samples a thousand times, read and checked in turn inside one run, in time of the processor, so that a busy
machine slows both alike. Checking includes the search for explanations. Fails where checking costs as much as reading.
"""

from __future__ import annotations

import gc
import sys
import time

from benchmarks.reading import SAMPLES
from checks import rules, run_checks
from checks.model.rules import version
from parsing import parse_report

REPORTS = 10_000


def main() -> int:
    """Print seconds of reading and of checking, and their ratio."""
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS
    pages = [(p.name, p.read_bytes()) for p in sorted(SAMPLES.iterdir()) if p.suffix in (".html", ".txt")]
    reading = checking = 0.0
    done = 0
    gc.collect()
    while done < reports:
        start = time.process_time()
        read = [parse_report(data, name) for name, data in pages]
        middle = time.process_time()
        for report in read:
            run_checks(report)
        reading += middle - start
        checking += time.process_time() - middle
        done += len(read)
    print(f"rule set {version()}, {len(rules())} rules, {done:,} reports")
    print(f"reading {reading:.1f} s, checking {checking:.1f} s: {checking / reading:.2f} of reading")
    return 0 if checking < reading else 1


if __name__ == "__main__":
    sys.exit(main())
