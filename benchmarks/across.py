"""``python -m benchmarks.across``: holding reports against each other, as a share of what reading them takes.

Bodies are made up of two years of real prose and figures, at real places: departments of counties with their
governments, five years each, some figures changed from year to year. Reading is timed on the same two documents in the
same run. The share stays the same while the number of reports grows, for the work is linear.
"""

from __future__ import annotations

import gc
import hashlib
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product
from random import Random

from benchmarks.measure import fastest
from benchmarks.reading import SAMPLES
from checks import run_across
from checks.across import digest
from parsing import Report, divisions, parse_report
from parsing.report import Figures, Region, Status

YEARS = range(2020, 2025)
BODIES = ("人民政府", "民政局", "教育局", "财政局", "审计局", "水利局", "商务局", "司法局")
SIZES = (1_250, 2_500, 5_000, 10_000)
# A figure in so many is another one than last year
CHANGED = 6


def made_up(samples: list[Report]) -> Iterator[Report]:
    """Reports of county after county: every body, every year."""
    rng = Random("across")
    counties = [code for code in divisions.by_code() if len(code) == 6]
    for code, body, year in product(counties, BODIES, YEARS):
        sample = samples[year % len(samples)]
        figures = Figures.of(
            f._replace(value=rng.randrange(200)) if f.status is Status.REPORTED and not rng.randrange(CHANGED) else f
            for f in sample.figures
        )
        path = divisions.path(code)
        name = path["county"] + body
        yield replace(
            sample,
            sha256=hashlib.sha256(f"{code} {body} {year}".encode()).hexdigest(),
            agency=name,
            title=f"{name}{year}年政府信息公开工作年度报告",
            level="government" if body == BODIES[0] else "department",
            region=Region(**path, code=code),
            year=year,
            figures=figures,
            remarks=(),
        )


def main() -> None:
    """Print a row a number of reports: seconds, milliseconds a report, share of reading."""
    pages = [(f"suqian_{year}.html", (SAMPLES / f"suqian_{year}.html").read_bytes()) for year in (2023, 2024)]
    samples = [parse_report(data, name) for name, data in pages]
    reading = sum(fastest(lambda data=data, name=name: parse_report(data, name)) for name, data in pages) / len(pages)
    print(f"reading one: {reading:.2f} ms")
    print(f"{'reports':>8}{'seconds':>9}{'ms each':>9}{'of reading':>12}{'findings':>10}{'flagged':>9}")
    for size in SIZES:
        reports = list(islice(made_up(samples), size))
        gc.collect()
        start = time.process_time()
        found = run_across(reports)
        seconds = time.process_time() - start
        each = seconds / size * 1000
        share = each / reading
        row = f"{size:8}{seconds:9.2f}{each:9.3f}{share:12.1%}{len(found.findings):10}{len(found.flagged):9}"
        print(row)
    tracemalloc.start()
    held = [digest(report) for report in islice(made_up(samples), 200)]
    print(f"\nheld of a report until all are read: {tracemalloc.get_traced_memory()[0] / len(held) / 1024:.0f} KB")


if __name__ == "__main__":
    main()
