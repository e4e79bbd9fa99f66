"""``python -m benchmarks.reading``: reading and checking a report against what its parser alone takes.

A batch of pages of twenty made-up sites, each read once after a warm-up on others, as a multiple of
``lxml.html.document_fromstring`` on the same bytes, beside what ``pandas.read_html`` takes with a look-up of labels.
Times are the processor's, page by page in turn.
The samples: HTML as a multiple of lxml, too; text as a share of ``BeautifulSoup(page, "lxml")`` on the same report as
HTML: the HTML samples' own pages against the text that a browser copies from them, and for each text sample the barest
page of its figures. These ratios are between the fastest of many rounds in turn, for machines are shared and noisy.
"""

from __future__ import annotations

import gc
import html
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from bs4 import BeautifulSoup
from lxml import html as lxml_html

from benchmarks import batch
from benchmarks.measure import ROUNDS, fastest, ratio
from checks import run_checks
from parsing import Report, loaders, parse_report
from parsing.form import APPLICANTS, EDITIONS, TABLES, table

SAMPLES = Path(__file__).parents[1] / "sample_reports"


def main() -> int:
    """Print the batch and the samples; 1 where pages whose sums hold take longer than the project allows itself."""
    slow = _batch()
    _samples()
    return 1 if slow else 0


class _Format(NamedTuple):
    """A kind of pages, and what reading one may take at the median, in times of lxml; None where none is promised."""

    name: str
    most: float | None
    options: dict[str, bool]


KINDS = (
    _Format("plain", 14, {"word": False}),
    _Format("word", 5, {"word": True}),
    _Format("plain, traditional", None, {"word": False, "traditional": True}),
    _Format("word, traditional", None, {"word": True, "traditional": True}),
    _Format("plain, broken sums", None, {"word": False, "broken": True}),
    _Format("word, broken sums", None, {"word": True, "broken": True}),
)
P99 = 40.0
PAGES = 1_000
# of kinds of which nothing is promised
_FEWER = 200
# read_html is too slow to read them all
_LOOKED_UP = 40


def _batch() -> list[str]:
    """Print a row a kind; the kinds that are slower than promised."""
    print(f"{'batch':22}{'KB':>6}{'lxml ms':>9}{'median':>8}{'p99':>8}{'most ms':>9}{'read_html':>11}{'faster':>8}")
    slow = []
    for kind in KINDS:
        median, p99 = _of_kind(kind)
        if kind.most is not None and (median > kind.most or p99 > P99):
            slow.append(kind.name)
    print(f"\nslower than promised: {', '.join(slow) or 'none'}\n")
    return slow


def _of_kind(kind: _Format) -> tuple[float, float]:
    """Print what a kind of pages costs; the median and the 99th percentile of the ratios to lxml."""
    for page in batch.pages(batch.WARM_UP, start=10 * PAGES, **kind.options):
        _checked(page.data)
    pages = list(batch.pages(PAGES if kind.most else _FEWER, **kind.options))
    # as a worker that is ready to read
    gc.collect()
    gc.freeze()
    times = [_in_turn(page.data) for page in pages]
    gc.unfreeze()
    ratios = sorted(ours / base for ours, base in times)
    median, p99 = ratios[len(ratios) // 2], ratios[len(ratios) * 99 // 100]
    looked = [(_cpu(_looked_up, page.data), ours) for page, (ours, _) in zip(pages[:_LOOKED_UP], times, strict=False)]
    theirs = sorted(spent for spent, _ in looked)[len(looked) // 2]
    faster = sorted(spent / ours for spent, ours in looked)[len(looked) // 2]
    base = sorted(base for _, base in times)[len(times) // 2]
    size = sum(len(page.data) for page in pages) / len(pages) / 1024
    print(
        f"{kind.name:22}{size:6.1f}{base:9.3f}{median:8.1f}{p99:8.1f}{max(ours for ours, _ in times):9.1f}"
        f"{theirs:9.1f}ms{faster:7.1f}x",
        flush=True,
    )
    return median, p99


def _in_turn(data: bytes) -> tuple[float, float]:
    """Milliseconds of reading and checking a page once, and the middle one of three bare parses around it."""
    before = _cpu(lxml_html.document_fromstring, data)
    ours = _cpu(_checked, data)
    behind = [_cpu(lxml_html.document_fromstring, data) for _ in range(2)]
    return ours, sorted((before, *behind))[1]


def _cpu(work: Callable[[bytes], object], data: bytes) -> float:
    start = time.process_time_ns()
    work(data)
    return (time.process_time_ns() - start) / 1e6


def _checked(data: bytes) -> object:
    return run_checks(parse_report(data, "page.html"))


def _looked_up(data: bytes) -> dict[str, list[str]]:
    """What a script does without this project: read all tables, and look for the rows that bear the form's labels."""
    labels = {row.label for edition in EDITIONS for name in TABLES for row in table(edition, name).rows}
    found: dict[str, list[str]] = {}
    for frame in pd.read_html(StringIO(data.decode())):
        for row in frame.astype(str).to_numpy().tolist():
            named = next((label for label in labels if label in row), None)
            if named:
                found[named] = row[-len(APPLICANTS) - 1 :]
    return found


def _samples() -> None:
    """Print a row a sample, then the ratios that the project holds itself to."""
    print(f"{'sample':34}{'KB':>6}{'base':>9}{'read':>9}{'both':>9}{'ratio':>8}")
    ratios: dict[str, list[float]] = {"html": [], "page": [], "bare": []}
    pages = {path: _in_utf8(path.read_bytes()) for path in sorted(SAMPLES.glob("*.html"))}
    for path, page in pages.items():
        ratios["html"].append(_row(path.name, page, lambda page=page: lxml_html.document_fromstring(page)))
    for path, page in pages.items():
        ratios["page"].append(
            _row(f"{path.stem} as text", _copied(page), lambda page=page: BeautifulSoup(page, "lxml"))
        )
    for path in sorted(SAMPLES.glob("*.txt")):
        page = as_html(parse_report(path.read_bytes(), path.name))
        ratios["bare"].append(_row(path.name, path.read_bytes(), lambda page=page: BeautifulSoup(page, "lxml")))
    print("\nHTML: times lxml's bare parse: " + _spread(ratios["html"]))
    print("text: times BeautifulSoup's bare parse of the page it was copied from: " + _spread(ratios["page"]))
    print("text: times BeautifulSoup's bare parse of the barest page: " + _spread(ratios["bare"]))


def _row(name: str, data: bytes, parse: Callable[[], object]) -> float:
    """Print what a document costs; its ratio to the bare parse."""
    gc.collect()
    read = fastest(lambda: parse_report(data, name))
    both, base = ratio(lambda: run_checks(parse_report(data, name)), parse, ROUNDS)
    print(f"{name:34}{len(data) / 1024:6.1f}{base:9.2f}{read:9.2f}{both:9.2f}{both / base:8.2f}")
    return both / base


def _in_utf8(data: bytes) -> bytes:
    """A page in UTF-8, for lxml stops at the first byte that a declared GB2312 does not have."""
    text = data.decode("gb18030" if b"gb2312" in data[:400] else "utf-8")
    return text.replace("gb2312", "utf-8", 1).encode()


def _copied(page: bytes) -> bytes:
    """What a browser copies: a line a paragraph, a line a row of a table with tabs between its cells."""
    lines = loaders.load(page).lines
    return "\n".join("\t".join(cell.raw for cell in line.cells) for line in lines).encode()


def as_html(report: Report) -> str:
    """The same report as a plain page: its prose in paragraphs, its figures in three tables."""
    figures = report.by_id()
    parts = [f"<html><body><h1>{html.escape(report.title or '')}</h1>"]
    parts += [f"<p>{html.escape(p.text)}</p>" for section in report.sections for p in section.paragraphs]
    for name in TABLES:
        parts.append("<table>")
        for row in table(report.editions[name] or "2021", name).rows:
            cells = "".join(f"<td>{figures[f'{name}/{row.id}/{column.id}'].text}</td>" for column in row.columns)
            parts.append(f"<tr><td>{row.full_label}</td>{cells}</tr>")
        parts.append("</table>")
    return "".join(parts) + "</body></html>"


def _spread(ratios: list[float]) -> str:
    found = sorted(ratios)
    return f"{found[0]:.2f} to {found[-1]:.2f}, median {found[len(found) // 2]:.2f}"


if __name__ == "__main__":
    raise SystemExit(main())
