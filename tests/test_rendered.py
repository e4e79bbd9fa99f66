"""Forms printed in every layout with the field's defects come back as they were."""

from __future__ import annotations

from itertools import chain, islice

import pytest

from checks import run_checks
from parsing import parse_report
from tests.render import LAYOUTS, cases, render, singles
from tests.render.score import score
from tests.sizes import sized

CASES = sized(200, 1500)
EACH = sized(2, 10)
SEEDS = range(6)
RARE = 300


@pytest.fixture(scope="module")
def result():
    return score(chain(singles(EACH), cases(CASES)), parse_report, run_checks)


def test_no_wrong_figure_is_certain_and_none_is_invented(result):
    assert result.misses == []


def test_no_finding_comes_of_a_misreading(result):
    """But where several defects together hide a table: in one of so many documents."""
    documents = {(found.seed, found.layout, found.defects) for found in result.false_findings}
    assert len(documents) <= result.total.documents // RARE, documents


def test_nothing_crashes(result):
    assert result.crashes == []


def test_cells_are_right_in_value_and_status(result):
    assert result.total.cells.total() > 190 * result.total.documents
    assert result.total.share() >= 0.999


@pytest.mark.parametrize("fact", ["year", "agency", "region", "editions", "published"])
def test_facts_are_right(result, fact):
    assert result.total.fact(fact) >= 0.99, [f for f in result.facts_wrong if f[1] == fact]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_clean_form_comes_back_whole(layout):
    for seed in SEEDS:
        case = render(seed, layout, [])
        figures = {f.id: (f.value, f.status.value) for f in parse_report(case.data, case.name).figures}
        assert all(case.accepts(cell, *figures[cell]) for cell in case.truth()), (layout, seed)


def test_no_blank_becomes_zero():
    blanks = 0
    for layout in LAYOUTS:
        for seed in SEEDS:
            case = render(seed, layout, ["cells_blank"])
            read = parse_report(case.data, case.name).by_id()
            for cell, (value, status) in case.truth().items():
                if value is None and status == "blank":
                    blanks += 1
                    assert read[cell].value != 0 or read[cell].status != "reported", (layout, seed, cell)
    assert blanks > 100


def test_the_generator_mixes_defects():
    drawn = list(islice(cases(CASES), 100))
    assert len({case.layout for case in drawn}) > 8
    assert len({defect for case in drawn for defect in case.defects}) > 25
