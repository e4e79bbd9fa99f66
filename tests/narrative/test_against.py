"""Statements of a report's prose with their places, held against its tables."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from checks.narrative import QUANTITIES, PlacedStatement, StatementVerdict, cells_of, statements_of, sums_of
from checks.narrative.memory.statement import PROCESSED
from parsing.form import TABLES, table
from tests.narrative.reports import make_report

RECEIVED, CARRIED, TOTAL = "requests/received/total", "requests/carried_in/total", "requests/total/total"


def only(prose: str, cells: Mapping[str, int | None]) -> PlacedStatement:
    """The one statement of a report with one paragraph."""
    (statement,) = statements_of(make_report({1: [prose]}, cells))
    return statement


def test_statements_keep_their_place():
    sections = {
        1: ["扎实推进公开工作。", "（二）依申请公开。全年收到政府信息公开申请12件，均已办结。"],
        2: [],
        4: ["四、复议诉讼", "因政府信息公开被申请行政复议3件，未发生行政诉讼。"],
    }
    report = make_report(sections, {RECEIVED: 12, TOTAL: 12, "disputes/review/total": 2})
    found = [
        (s.quantity, s.section, s.paragraph, sections[s.section][s.paragraph][s.start : s.end], s.verdict)
        for s in statements_of(report)
    ]
    assert found == [
        ("received", 1, 1, "12件", StatementVerdict.AGREES),
        ("handled", 1, 1, "办结", StatementVerdict.AGREES),
        ("review", 4, 1, "3件", StatementVerdict.DIFFERS),
        ("litigation", 4, 1, "未发生行政诉讼", StatementVerdict.AGREES),
    ]
    assert all(s.sentence in sections[s.section][s.paragraph] for s in statements_of(report))


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        ({RECEIVED: 7}, StatementVerdict.AGREES),
        ({RECEIVED: 5, CARRIED: 2}, StatementVerdict.INCLUDES_CARRY_IN),
        ({RECEIVED: 5, CARRIED: 1}, StatementVerdict.DIFFERS),
        ({RECEIVED: 5, CARRIED: None}, StatementVerdict.UNKNOWN),
        ({RECEIVED: 9, CARRIED: None}, StatementVerdict.DIFFERS),
        ({RECEIVED: None}, StatementVerdict.UNKNOWN),
    ],
)
def test_received_against_the_table(cells, verdict):
    assert only("全年收到政府信息公开申请7件。", cells).verdict is verdict


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        ({RECEIVED: 57, TOTAL: 50}, StatementVerdict.AGREES),
        ({RECEIVED: 50, CARRIED: 7, TOTAL: 55}, StatementVerdict.AGREES),
        ({RECEIVED: 60, TOTAL: 57}, StatementVerdict.AGREES),
        ({RECEIVED: 60, CARRIED: 7, TOTAL: 55}, StatementVerdict.DIFFERS),
        ({RECEIVED: 60, CARRIED: 7, TOTAL: None}, StatementVerdict.UNKNOWN),
    ],
)
def test_an_ambiguous_verb_differs_only_from_all_that_it_may_mean(cells, verdict):
    statement = only("全年共办理政府信息公开申请57件。", cells)
    assert (statement.quantity, statement.verdict) == (PROCESSED, verdict)


def test_all_of_the_new_requests_is_no_total_where_some_were_carried_in():
    report = make_report({1: ["收到政府信息公开申请7件，均已办结。"]}, {RECEIVED: 7, CARRIED: 2, TOTAL: 9})
    assert [s.verdict for s in statements_of(report)] == [StatementVerdict.AGREES, StatementVerdict.UNKNOWN]


def test_soft_zeros_and_two_numbers_contradict_nothing():
    report = make_report(
        {
            1: [
                "政府信息公开方面，未发生因答复不当引起的行政复议。",
                "收到政府信息公开申请5件。",
                "收到政府信息公开申请6件。",
            ]
        },
        {"disputes/review/total": 3, RECEIVED: 6},
    )
    verdicts = [(s.quantity, s.verdict, s.certain) for s in statements_of(report)]
    assert verdicts == [
        ("review", StatementVerdict.UNKNOWN, False),
        ("received", StatementVerdict.UNKNOWN, False),
        ("received", StatementVerdict.AGREES, False),
    ]


def test_without_a_year_nothing_is_said():
    assert statements_of(make_report({1: ["收到政府信息公开申请5件。"]}, {}, year=None)) == ()


def test_every_quantity_has_cells_of_the_form():
    cells = {cell for name in TABLES for cell in table("2021", name).cells}
    for quantity in (*QUANTITIES, PROCESSED):
        assert cells_of(quantity) == sums_of(quantity)[0]
        assert cells.issuperset(cell for cells_meant in sums_of(quantity) for cell in cells_meant)


def test_what_an_office_states_for_its_government_contradicts_nothing():
    report = make_report(
        {1: ["2022年，区政府办代表区政府受理政府信息公开申请23件，均已按期答复。"]},
        {RECEIVED: 95, TOTAL: 95},
        level="government",
    )
    found = [(s.quantity, s.value, s.certain, s.verdict) for s in statements_of(report)]
    assert found == [
        ("received", 23, False, StatementVerdict.UNKNOWN),
        ("handled", 23, False, StatementVerdict.UNKNOWN),
    ]
