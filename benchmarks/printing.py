"""``python -m benchmarks.printing``: what ``python -m checks --json`` does beside reading and checking.

Everything that a report goes through once it is read, checked and made ready for comparisons: its line in the worker,
the way to the command, findings across reports put into the line. The processor's time, as a multiple of lxml's
bare parse of the same pages, page by page in turn, at the median. It fails above 1.5 for plain pages and pages from
Word together.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from typing import TypeVar

import msgspec
from lxml import html

from benchmarks.batch import WARM_UP, pages
from checks import Findings, run_across, run_checks
from checks.across import Digest, digest
from checks.cli import contract
from checks.judgement.states import extent
from parsing import Report, parse_report
from workers import wire
from workers.protocol import Answered, PrintedReport

PAGES = 240
MOST = 1.5
Result = TypeVar("Result")


def main() -> int:
    """Print a row a kind of page; 1 where printing costs too much."""
    print(f"{'pages':>6}{'lxml ms':>9}{'printing ms':>13}{'times lxml':>12}")
    plain, word = _measured(word=False), _measured(word=True)
    both = (plain[0] + word[0], plain[1] + word[1])
    for kind, (parse, printing) in {"plain": plain, "Word": word, "both": both}.items():
        print(f"{kind:>6}{parse:9.2f}{printing:13.2f}{printing / parse:12.1f}")
    return int(both[1] > MOST * both[0])


def _measured(*, word: bool) -> tuple[float, float]:
    """Milliseconds of lxml's parse and of printing, at the median of the ratio's pages."""
    rows = []
    for number, page in enumerate(pages(PAGES + WARM_UP, word=word)):
        text = page.data.decode()
        report = parse_report(page.data, f"{number}.html")
        findings = run_checks(report)
        short = digest(report)
        across = run_across([short])
        parse, _ = _timed(lambda text=text: html.document_fromstring(text))
        printing, _ = _timed(lambda r=report, f=findings, a=across, s=short: _printed(r, f, a, s))
        rows.append((parse, printing))
    kept = rows[WARM_UP:]
    return median(parse for parse, _ in kept), median(printing for _, printing in kept)


def _printed(report: Report, findings: Findings, across: Findings, short: Digest) -> bytes:
    flagged = wire.encode_findings(replace(findings, findings=findings.flagged))
    line = contract.line(report, findings, "zh")
    answer = PrintedReport(tuple(line), wire.encode_digest(short), flagged, tuple(extent(report)))
    received = msgspec.msgpack.decode(msgspec.msgpack.encode(Answered(answer, 0)), type=Answered).answer
    assert isinstance(received, PrintedReport)
    wire.decode_digest(received.digest)
    return contract.joined(contract.ReportLine(*received.line), across.findings, "zh", report.sha256)


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    start = time.process_time()
    result = work()
    return (time.process_time() - start) * 1000, result


if __name__ == "__main__":
    sys.exit(main())
