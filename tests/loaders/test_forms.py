"""The official form of both editions, as real Office files, comes back as printed."""

from __future__ import annotations

import pytest

from parsing import parse_report
from parsing.report import Status
from tests.loaders import office
from tests.render.score import compare_cells, compare_facts
from tests.sizes import sized

SEEDS = range(sized(4, 8))
WAYS = {
    "docx": ("docx", {}),
    "docx whole runs": ("docx", {"split_runs": False}),
    "xlsx": ("xlsx", {}),
    "xlsx as text": ("xlsx", {"as_numbers": False}),
    "xlsx a sheet each": ("xlsx", {"sheets": True}),
    "xlsx plain titles": ("xlsx", {"merge_titles": False}),
    "csv": ("csv", {}),
    "csv semicolons": ("csv", {"delimiter": ";", "encoding": "gb18030"}),
    "csv ragged": ("csv", {"padded": False, "encoding": "utf-8"}),
    "csv utf-16": ("csv", {"encoding": "utf-16"}),
}


def wrong(case, report):
    _, misses = compare_cells(case, report)
    read = {f.id: (f.value, f.status.value) for f in report.figures}
    return misses, [
        (cell, printed.text, read[cell]) for cell, printed in case.cells.items() if not case.accepts(cell, *read[cell])
    ]


@pytest.mark.parametrize("way", WAYS)
def test_a_clean_form_comes_back_whole(way):
    kind, options = WAYS[way]
    editions = set()
    for seed in SEEDS:
        case = office.case(seed, kind, **options)
        report = parse_report(case.data, case.name)
        assert wrong(case, report) == ([], []), (seed, case.editions)
        assert {fact: found for fact, found in compare_facts(case, report).items() if not found[0]} == {}, seed
        assert all(f.text == case.cells[f.id].text for f in report.figures), seed
        editions.add(report.editions["requests"])
    assert editions == {"2019", "2021"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("defect", ["cells_blank", "cells_dashed"])
def test_blanks_stay_blank(way, defect):
    kind, options = WAYS[way]
    blanks = 0
    for seed in SEEDS:
        case = office.case(seed, kind, (defect,), **options)
        report = parse_report(case.data, case.name)
        misses, others = wrong(case, report)
        assert misses == [], seed
        blanks += sum(f.status is not Status.REPORTED for f in report.figures)
        assert others == [], seed
    assert blanks > sized(5, 20)


@pytest.mark.parametrize("way", ["docx", "xlsx", "csv"])
def test_sections_and_their_prose(way):
    for seed in range(sized(3, 6)):
        case = office.case(seed, way)
        plain = parse_report(office.drawn(seed)[1].data, "x.html")
        report = parse_report(case.data, case.name)
        assert [(s.number, s.heading, s.text) for s in report.sections] == [
            (s.number, s.heading, s.text) for s in plain.sections
        ], seed


def test_places_lead_to_the_cell():
    case = office.case(3, "docx")
    figure = parse_report(case.data, case.name).by_id()["requests/received/natural_person"]
    assert figure.place.as_dict() == {"table": 2, "row": 4, "column": 4}
    case = office.case(3, "xlsx")
    place = parse_report(case.data, case.name).by_id()["requests/received/natural_person"].place
    assert (place.table, place.column) == (1, 4)
    assert place.row > 10
