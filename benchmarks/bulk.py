"""``python -m benchmarks.bulk --documents N``: reading N made-up documents into a dataset, by one process and by two.

The documents are made once, in all layouts and with any defects (``tests.render.series``), in ``build/bulk``. Each run
is a process of its own into an empty folder; a tenth of the documents tells whether time and memory grow in step.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import duckdb

from tests.render import series

_ROOT = Path(__file__).parents[1]
_FOLDER = _ROOT / "build" / "bulk"
_A_FOLDER = 1_000
_MILLION = 1_000_000


class Run(NamedTuple):
    """What a run took: seconds of the clock and of the processor, most memory of a process in MB, bytes a report."""

    documents: int
    processes: int
    clock: float
    processor: float
    memory: float
    size: float
    figures: int


def main() -> None:
    """Print a row a run, and what a million would take if it went on so."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1_000)
    count = parser.parse_args().documents
    _make(count)
    print(f"{'documents':>10}{'processes':>10}{'seconds':>9}{'processor':>10}", end="")
    print(f"{'each ms':>9}{'MB':>6}{'KB each':>9}{'figures/s':>11}")
    runs = [_run(number, processes) for number in (count // 10, count) for processes in (1, 2)]
    one, two = runs[-2:]
    print(f"\ntwo processes: {one.clock / two.clock:.2f} times as fast as one by the clock")
    hours = two.processor / two.documents * _MILLION / 3600
    print(f"a million, extrapolated from {two.documents:,}: {hours:.1f} hours of one core, {hours / 2:.1f} of two")


def _make(count: int) -> None:
    """Make what is not there yet."""
    missing = [start for start in range(0, count, _A_FOLDER) if not (_FOLDER / f"{start:07}").is_dir()]
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_make_folder, missing))


def _make_folder(start: int) -> None:
    folder = _FOLDER / f"{start:07}.part"
    folder.mkdir(parents=True, exist_ok=True)
    for case in series(_A_FOLDER, start):
        (folder / case.name).write_bytes(case.data)
    folder.rename(folder.with_suffix(""))


def _run(count: int, processes: int) -> Run:
    out = _FOLDER / "dataset"
    shutil.rmtree(out, ignore_errors=True)
    names = [str(path) for folder in sorted(_FOLDER.glob("[0-9]" * 7)) for path in sorted(folder.iterdir())][:count]
    listed = _FOLDER / "list.txt"
    listed.write_text("\n".join(names), "utf-8")
    command = [sys.executable, "-m", "bulk", f"@{listed}", "--out", str(out), "--processes", str(processes)]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=_ROOT, check=True, capture_output=True)  # noqa: S603 - our own command
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    with duckdb.connect() as connection:
        rows = connection.read_parquet(str(out / "reports" / "*.parquet"))
        reports, figures = rows.aggregate("count(*), sum(reported)::BIGINT").fetchall()[0]
    size = sum(path.stat().st_size for path in out.rglob("*.parquet")) / max(reports, 1)
    run = Run(count, processes, clock, processor, after.ru_maxrss / 1024, size, figures)
    row = f"{count:10,}{processes:10}{clock:9.1f}{processor:10.1f}{processor / count * 1000:9.1f}{run.memory:6.0f}"
    print(row + f"{size / 1024:9.1f}{figures / clock:11,.0f}", flush=True)
    return run


if __name__ == "__main__":
    os.nice(5)
    main()
