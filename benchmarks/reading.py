"""``python -m benchmarks.reading``: reading and checking a report against what its parser alone takes.

HTML: reading plus checking each HTML sample, as a multiple of ``lxml.html.document_fromstring`` on the same bytes.
Text: reading plus checking, as a share of ``BeautifulSoup(page, "lxml")`` on the same report as HTML: the HTML samples'
own pages against the text that a browser copies from them, and for each text sample the barest page of its figures.
Every ratio is taken inside one run, between the fastest of many rounds in turn, for machines are shared and noisy.
"""

from __future__ import annotations

import gc
import html
from collections.abc import Callable
from pathlib import Path

from bs4 import BeautifulSoup
from lxml import html as lxml_html

from benchmarks.measure import ROUNDS, fastest, ratio
from checks import run_checks
from parsing import Report, loaders, parse_report
from parsing.form import TABLES, table

SAMPLES = Path(__file__).parents[1] / "sample_reports"


def main() -> None:
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
    main()
