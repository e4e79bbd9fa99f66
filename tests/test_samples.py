"""Each sample report is read as its .expected.json says, figure for figure, and gives the findings named there."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from checks import Outcome, Severity, run_checks
from tests.samples import EXPECTED, FOLDER, expected, report

by_name = pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.name.split(".")[0])


def test_there_are_ten_samples_and_each_has_its_figures():
    documents = [p for p in FOLDER.iterdir() if p.suffix in (".txt", ".html")]
    assert len(documents) == 10
    assert {p.name for p in documents} == {expected(path)["source"] for path in EXPECTED}


@by_name
def test_a_person_has_read_it(path):
    assert expected(path).get("read_by_a_person", True)


@by_name
def test_figures(path):
    wanted = expected(path)
    figures = report(wanted["source"]).by_id()
    cells = {f"{c['table']}/{c['row']}/{c['column']}": (c["value"], c["status"], c["text"]) for c in wanted["cells"]}
    assert {cell: (f.value, f.status.value, f.text) for cell, f in figures.items()} == cells


@by_name
def test_identity(path):
    wanted = expected(path)
    got = report(wanted["source"])
    assert (got.title, got.agency, got.year, got.published) == tuple(
        wanted[key] for key in ("title", "agency", "year", "published")
    )
    assert {level: getattr(got.region, level) for level in wanted["region"]} == wanted["region"]
    assert dict(got.editions) == wanted["editions"]


@by_name
def test_findings(path):
    wanted = expected(path)
    flagged = run_checks(report(wanted["source"])).flagged
    names = {name for f in flagged for name in (f.rule, f"{f.rule}:{f.subject}")}
    assert set(wanted["findings"]) <= names


@by_name
def test_no_error_is_reported_that_is_not_expected(path):
    wanted = expected(path)
    failed = {
        f"{f.rule}:{f.subject}" if f.subject else f.rule
        for f in run_checks(report(wanted["source"])).findings
        if f.severity is Severity.ERROR and f.outcome is Outcome.FAILED
    }
    assert failed <= set(wanted["findings"])


# Counts in the prose that no table holds: what the district's office handled for the government, as its own report
# says; and the requests received that are more than in the table of the year before
BESIDE_TABLES = {"hongze_2024.html": {17}, "suqian_2024.html": {3525 - 3511}}


@pytest.mark.parametrize("source", [p.name for p in sorted(FOLDER.glob("*.html"))])
def test_no_number_of_a_web_page_is_invented(source):
    """The prose of the web pages was written for this collection: its counts are the tables' or sums of theirs."""
    got = report(source)
    groups = defaultdict(float)
    for figure in got.figures:
        if figure.known is not None:
            groups[figure.id] += figure.known
            # refused.state_secret and its like, and the two kinds of lawsuit, added up; those who ask but natural persons
            groups[re.split(r"[._]", figure.row)[0], figure.column] += figure.known
            groups[figure.row, figure.column != "natural_person"] += figure.known * (figure.column != "total")
    stated = {int(n) for section in got.sections for n in re.findall(r"(\d+)件", section.text)}
    assert stated
    assert stated - set(groups.values()) == BESIDE_TABLES.get(source, set())
    assert not [f for f in run_checks(got).flagged if f.rule.startswith("narrative.")]


@by_name
def test_every_printed_figure_says_where_it_stands(path):
    figures = report(expected(path)["source"]).figures
    assert all(f.place is not None for f in figures if f.text)
