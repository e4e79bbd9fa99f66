"""Memory of reading 10,000 reports in a row, as a worker does."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Iterator
from pathlib import Path

from checks import run_checks
from parsing import parse_report
from tests.loaders import office
from tests.render import cases

REPORTS = 10_000
_WARM = 2_000
_DOCUMENTS = 40


def documents() -> Iterator[tuple[bytes, str]]:
    """The renderer's documents in every layout, and Office files among them, again and again."""
    texts = [(case.data, case.name) for case in cases(_DOCUMENTS)]
    files = [(case.data, case.name) for case in (office.case(1, "docx"), office.case(2, "xlsx"))]
    return itertools.cycle([*texts, *files])


def read(source: Iterator[tuple[bytes, str]], count: int) -> None:
    """Read and check so many reports, and keep none."""
    for data, name in itertools.islice(source, count):
        run_checks(parse_report(data, name))
    gc.collect()


def main() -> None:
    """Print resident memory after a warm-up and at the end."""
    source = documents()
    read(source, _WARM)
    before = _resident()
    read(source, REPORTS - _WARM)
    after = _resident()
    for name in before:
        grown = after[name] - before[name]
        print(f"{name:14}{before[name]:8.1f} MB after {_WARM:,} reports", end="")
        print(f"{after[name]:8.1f} MB after {REPORTS:,} ({grown:+.1f})")


def _resident() -> dict[str, float]:
    """Megabytes by process; nothing where the system has no /proc."""
    status = Path("/proc/self/status")
    if not status.exists():
        return {}
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return {"this process": int(line.split()[1]) / 1024}
