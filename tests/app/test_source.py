"""The source beside the form: every figure is marked where it stands, and everything is escaped."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from checks import run_checks
from parsing import loaders, parse_report
from parsing.report import Place, Status
from ui.report.marks import Marks, marks, numbered
from ui.report.source import MOST, around
from ui.report.source_view import excerpt, whole

SAMPLES = Path(__file__).parents[2] / "sample_reports"
NAMES = ("panshan_2022.txt", "xinxi_2020.txt", "datonghu_2019.txt", "shanghai_office_2019.html", "suqian_2023.html")
FIGURE = re.compile(
    r'<span class="nb-fig[^"]*" role="button" data-cell="([^"]+)"[^>]*>(.*?)</span>(?=[^<]*<)', re.DOTALL
)


def read(name: str):
    content = (SAMPLES / name).read_bytes()
    return parse_report(content, name), loaders.load(content)


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_marked_where_it_is_printed(name):
    report, document = read(name)
    marked = FIGURE.findall(whole(document, report, Marks()))
    found = {cell: unescape(text).strip() for cells, text in marked for cell in cells.split()}
    assert set(found) == {figure.id for figure in report.figures if figure.place}
    certain = [figure for figure in report.figures if figure.status is Status.REPORTED]
    assert [figure.id for figure in certain if found[figure.id] != figure.text.strip()] == []


def test_a_finding_s_cells_carry_its_number_in_the_source_too():
    report, document = read("panshan_2022.txt")
    drawn = marks(report, numbered(run_checks(report)))
    assert whole(document, report, drawn).count("①") == 3


def test_the_lines_around_a_figure_have_the_words_that_it_belongs_to():
    report, document = read("panshan_2022.txt")
    place = report.by_id()["requests/total/natural_person"].place
    lines = around(document.lines, [place])
    texts = [document.lines[n].cells[0].raw for n in lines]
    assert any("總" in text for text in texts)
    assert place in [document.lines[n].cells[0].place for n in lines]
    assert 'data-cell="requests/total/natural_person"' in excerpt(document, lines, report, Marks())


def test_of_many_places_only_so_many_lines_are_shown():
    report, document = read("panshan_2022.txt")
    assert len(around(document.lines, [figure.place for figure in report.figures])) == MOST
    assert around(document.lines, [Place(line=10**6)]) == []


@pytest.mark.parametrize("name", ["panshan_2022.txt", "shanghai_office_2019.html"])
def test_words_of_the_document_are_escaped(name):
    content = (SAMPLES / name).read_text("utf-8")
    hostile = '&lt;img src=x onerror="alert(1)"&gt;' if name.endswith("html") else '<img src=x onerror="alert(1)">'
    changed = content.replace("一、總體情況", f"一、總體情況\n{hostile}").replace(
        "一、总体情况", f"一、总体情况{hostile}"
    )
    data = changed.encode()
    markup = whole(loaders.load(data), parse_report(data, name), Marks())
    assert "<img" not in markup
    assert "&lt;img" in markup


def test_of_a_huge_document_the_figures_are_shown():
    content = (SAMPLES / "panshan_2022.txt").read_text("utf-8")
    data = (content + "\n这是一段很长的正文。" * 5000).encode()
    report, document = parse_report(data, "huge.txt"), loaders.load(data)
    markup = whole(document, report, Marks())
    assert len(markup) < 400_000
    assert len(FIGURE.findall(markup)) == sum(figure.place is not None for figure in report.figures)
