"""The list of reports with findings: what a line says is what the report's own page says, and is taken away as shown."""

from __future__ import annotations

import io
import re

import openpyxl
import pandas as pd
import pytest

from queries import Answers, Asked
from tests.app.conftest import ROOT
from ui.compare import inbox as frames
from ui.names import bodies
from ui.report import diagnosis
from ui.take import export
from ui.texts import catalogue, speaking
from ui.views.findings import inbox
from ui.visitor.shown import Shown

NONE = {"confirmed": [], "dismissed": []}
# A page over its connection, in bytes before they are compressed
MOST_BYTES = 150_000


@pytest.fixture(scope="module")
def shown():
    asked = Asked(str(ROOT / "demo" / "data" / "dataset"), Answers(50_000_000))
    yield Shown(asked, {}, None, is_public=True)
    asked.close()


def listed(shown, limit=60, lang="en", **wanted):
    with speaking(lang):
        rows = shown.ask("inbox", limit=limit, offset=0, **{**NONE, **wanted})
        return rows, frames.lines(rows, bodies.described(shown.reports))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_line_counts_and_says_what_the_report_does(shown, lang):
    _, lines = listed(shown, lang=lang, sorts=["failed", "undecided"])
    for line in lines[::12]:
        items = diagnosis.items(shown.entry(line.report).findings)
        assert line.n == len(items), line.report
        assert line.weight == items[0].weight
        assert line.first
        assert line.state == shown.entry(line.report).state


def test_the_surest_come_first_and_then_what_is_off_by_most(shown):
    rows, lines = listed(shown, limit=2_000)
    order = list(zip(rows["rank"], rows["sure"], -rows["gap"], strict=True))
    assert order == sorted(order)
    assert len(lines) == len({line.report for line in lines})
    assert {1, 2, 3} <= {*rows["sure"]}
    only = lines[0]
    assert only.sure == catalogue("en")["inbox.sure_one"]
    assert shown.entry(only.report).findings.causes[0].only is not None


def test_pages_are_the_list_cut(shown):
    _, lines = listed(shown, limit=10, sorts=["failed"])
    rows = shown.ask("inbox", limit=5, offset=5, sorts=["failed"], **NONE)
    assert list(rows["report"]) == [line.report for line in lines[5:]]


def test_the_list_is_taken_away_as_it_is_shown(shown):
    _, lines = listed(shown, limit=1_000, sorts=["failed"])
    hits = shown.ask("findings_hits", sorts=["failed"], **NONE)["hits"].iloc[0]
    with speaking("en"):
        frame = frames.table(lines)
        book = openpyxl.load_workbook(io.BytesIO(export.excel({"List": frame}, {"Rows": "1"}, "Note")))
    assert len(frame) == hits
    assert book.sheetnames == ["List", "Note"]
    assert [cell.value for cell in book["List"][2]][:2] == [lines[0].name, lines[0].region]
    read = pd.read_csv(io.BytesIO(export.csv(frame)), dtype=str)
    assert list(read["Report id"]) == [line.report for line in lines]


def test_a_page_of_the_list_is_small(opened):
    app = opened("inconsistencies", lang="en", data="demo", show="all")
    assert not app.exception
    sent = sum(len(element.proto.SerializeToString()) for element in elements(app.main))
    assert sent < MOST_BYTES
    assert "".join(html.value for html in app.html).count("data-report=") == inbox.PER_PAGE


def test_both_downloads_are_there_on_opening_the_page(opened):
    app = opened("inconsistencies", lang="en", data="demo")
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels[:2] == ["CSV", "Excel"]


def test_a_line_of_a_link_is_open_with_a_way_to_its_cell(opened):
    app = opened("inconsistencies", lang="en", data="demo")
    report = re.search(r'data-report="(\w+)"', "".join(html.value for html in app.html))[1]
    app = opened("inconsistencies", lang="en", data="demo", open=report)
    assert 'aria-expanded="true"' in "".join(html.value for html in app.html)
    links = [link.proto.query_string for link in app.get("page_link")]
    assert any(f"report={report}" in link and "cell=" in link for link in links)


def elements(node):
    for child in getattr(node, "children", {}).values():
        if hasattr(getattr(child, "proto", None), "SerializeToString"):
            yield child
        yield from elements(child)
