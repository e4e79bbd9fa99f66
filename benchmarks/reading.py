"""``python -m benchmarks.reading``: reading and checking a report against what its parser alone takes.

For each HTML sample: reading plus checking, as a multiple of ``lxml.html.document_fromstring`` on the same bytes. For
each text sample: reading plus checking, as a share of ``BeautifulSoup(html, "lxml")`` on the same figures as HTML.
Every ratio is taken inside one run, between the fastest of many rounds, for machines are shared and noisy.
"""

from __future__ import annotations

import gc
import html
from pathlib import Path

from bs4 import BeautifulSoup
from lxml import html as lxml_html

from benchmarks.measure import ROUNDS, fastest
from checks import run_checks
from parsing import Report, parse_report
from parsing.form import TABLES, table

SAMPLES = Path(__file__).parents[1] / "sample_reports"


def main() -> None:
    """Print a row a sample, then the ratios that the project holds itself to."""
    print(f"{'sample':34}{'KB':>6}{'base':>9}{'read':>9}{'check':>9}{'ratio':>8}")
    ratios: dict[str, list[float]] = {"html": [], "text": []}
    for path in sorted(SAMPLES.iterdir()):
        if path.suffix not in (".html", ".txt"):
            continue
        kind = "html" if path.suffix == ".html" else "text"
        data = path.read_bytes()
        report = parse_report(data, path.name)
        base = _base(kind, data, report)
        gc.collect()
        read = fastest(lambda data=data, name=path.name: parse_report(data, name))
        check = fastest(lambda report=report: run_checks(report))
        ratios[kind].append((read + check) / base)
        row = f"{base:9.2f}{read:9.2f}{check:9.2f}{(read + check) / base:8.2f}"
        print(f"{path.name:34}{len(data) / 1024:6.1f}{row}")
    print("\nHTML: times lxml's bare parse: " + _spread(ratios["html"]))
    print("text: times BeautifulSoup's bare parse of the same report as HTML: " + _spread(ratios["text"]))


def _base(kind: str, data: bytes, report: Report) -> float:
    if kind == "html":
        # in UTF-8, for lxml stops at the first byte that a declared GB2312 does not have
        text = data.decode("gb18030" if b"gb2312" in data[:400] else "utf-8")
        encoded = text.replace("gb2312", "utf-8", 1).encode()
        return fastest(lambda: lxml_html.document_fromstring(encoded))
    page = as_html(report)
    return fastest(lambda: BeautifulSoup(page, "lxml"), ROUNDS // 4)


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
    ordered = sorted(ratios)
    return f"{ordered[0]:.2f} to {ordered[-1]:.2f}, median {ordered[len(ordered) // 2]:.2f}"


if __name__ == "__main__":
    main()
