"""Each sample report is read as its .expected.json says, figure for figure, and gives the findings named there."""

from __future__ import annotations

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


@by_name
def test_every_printed_figure_says_where_it_stands(path):
    figures = report(expected(path)["source"]).figures
    assert all(f.place is not None for f in figures if f.text)
