"""A table that is printed and not read is not said to be left out."""

from __future__ import annotations

import pytest

from checks import run_checks
from checks.model.findings import Outcome
from parsing import parse_report
from tests.render import render

FORMS = {"rows of a list": "{}: [{}]", "commas": "{}，{}", "cells without a tag": "{}{}"}


def printed(row: str, *, figures: bool = True) -> str:
    """A report whose tables are in a layout that nobody knows."""
    case = render(5, "tabs_own", [])
    lines = case.text.split("\n")
    for at, line in enumerate(lines):
        label, *cells = line.split("\t")
        if cells:
            lines[at] = row.format(label, ",".join(cells)) if figures else label
    return "\n".join(lines)


def outcomes(text: str) -> set[Outcome]:
    findings = run_checks(parse_report(text.encode(), "a.txt")).flagged
    return {finding.outcome for finding in findings if finding.rule == "form.table_missing"}


@pytest.mark.parametrize("row", FORMS.values(), ids=FORMS)
def test_tables_whose_layout_is_not_known_are_undecided(row):
    assert Outcome.UNCERTAIN in outcomes(printed(row))
    assert Outcome.FAILED not in outcomes(printed(row))


def test_tables_without_any_number_are_missing():
    case = render(5, "tabs_own", ["tables_lost"])
    assert outcomes(case.text) == {Outcome.FAILED}


def test_slashes_part_cells_where_no_two_are_dashes():
    case = render(5, "tabs_own", [])
    report = parse_report(case.text.replace("\t", " / ").encode(), "a.txt")
    figures = {figure.id: (figure.value, figure.status) for figure in report.figures}
    assert all(case.accepts(cell, *figures[cell]) for cell in case.truth())
    dashed = render(163, "pipes_leading", ["cells_dashed"])
    read = {figure.id: (figure.value, figure.status) for figure in parse_report(dashed.data, "a.txt").figures}
    assert all(dashed.accepts(cell, *read[cell]) for cell in dashed.truth())
