"""Cells without a number, judged over a whole table: what can be filled, what is forced, what no filling saves."""

from __future__ import annotations

from random import Random

import pytest

from checks import Outcome, message, run_checks
from checks.book.cases import make_report
from checks.sums.equations import sums
from checks.sums.programs import only_values
from checks.sums.unknowns import _bind_nothing, fill
from checks.sums.waiting import Waiting
from tests.made_up import MANNERS, blanked, consistent


def judged(cells: dict[str, int | str]):
    found = run_checks(make_report({"cells": {f"requests/{cell}": value for cell, value in cells.items()}}))
    sums_of = {(f.rule, f.subject): f for f in found.findings if f.rule.startswith("requests.")}
    return sums_of, {f"{change.row}/{change.column}": change.implied for change in found.implied}, found


def test_the_only_possible_value_is_implied_and_said():
    found, implied, findings = judged(
        {
            "received/natural_person": 5,
            "received/total": 5,
            "granted/natural_person": "blank",
            "granted/total": "blank",
            "total/natural_person": 5,
            "total/total": 5,
        }
    )
    outcome = found["requests.outcome_sum", "natural_person"]
    assert outcome.outcome is Outcome.UNCERTAIN
    assert implied == {"granted/natural_person": 5, "granted/total": 5}
    assert "只有一种填法" in message(outcome, "zh") and "5" in message(outcome, "zh")
    assert "one way only" in message(outcome, "en")
    assert not findings.explanations


def test_a_cell_that_may_be_more_is_not_implied():
    _, implied, _ = judged({"granted/natural_person": "blank", "granted/total": "blank", "total/natural_person": "blank",
                            "total/total": "blank", "carried_out/natural_person": "blank", "carried_out/total": "blank",
                            "received/natural_person": 3, "received/total": 3})  # fmt: skip
    assert implied == {}


@pytest.mark.parametrize("status", ["blank", "not_applicable", "missing", "unclear"])
def test_sums_that_want_different_numbers_of_a_cell_have_failed(status):
    # their rows want 1 of the cells without a number, their columns 0
    found, implied, findings = judged(
        {
            "granted/business": status,
            "granted/total": 1,
            "total/natural_person": status,
            "total/total": 1,
            "received/natural_person": status,
            "received/total": 1,
        }
    )
    assert {f.subject for f in found.values() if f.outcome is Outcome.FAILED} == {"granted", "received", "total"}
    assert found["requests.outcome_sum", "business"].outcome is Outcome.PASSED
    assert "怎样填都不能同时成立" in message(found["requests.row_sum", "total"], "zh")
    assert "no filling" in message(found["requests.row_sum", "total"], "en")
    assert implied == {}
    assert findings.explanations


def test_where_another_sum_fails_anyway_a_conflict_is_left_uncertain():
    found, _, _ = judged({"granted/natural_person": "blank", "granted/total": 7})
    assert found["requests.row_sum", "granted"].outcome is Outcome.UNCERTAIN
    assert found["requests.outcome_sum", "total"].outcome is Outcome.FAILED


def test_what_single_sums_cannot_tell_a_program_does():
    # x + y = 4, y + z = 4, x - z is free only together: nothing is decided until x and z are zero by another sum
    assert only_values([Waiting(("x", "y"), (), 4), Waiting(("y", "z"), (), 4)]) == {}
    assert only_values([Waiting(("x", "y"), (), 4), Waiting(("y",), ("z",), 4)]) == {"x": 0, "y": 4, "z": 0}
    assert only_values([Waiting(("x",), ("y",), 1), Waiting(("y",), ("x",), 1)]) is None


def test_implied_values_are_the_true_ones_and_no_more():
    equations = [equation for _, equation in sums("requests", "2021")]
    implied = 0
    for seed in range(60):
        rng = Random(seed)
        cells = consistent(rng, "2021", MANNERS[seed % len(MANNERS)])
        known = {c: value if isinstance(value, int) else None for c, value in blanked(cells, rng).items()}
        filling = fill(equations, known)
        assert filling.feasible
        assert {c: cells[c] for c in filling.implied} == filling.implied
        implied += len(filling.implied)
        for cell in sorted(c for c, value in known.items() if value is None and c.startswith("requests"))[:3]:
            others = [
                fill(equations, known | {cell: cells[cell] + off}).feasible for off in (1, -1) if cells[cell] + off >= 0
            ]
            assert (cell in filling.implied) == (not any(others)) or not any(others)
    assert implied > 100


def test_sums_that_bind_nothing_leave_nothing_to_a_program():
    told = 0
    for seed in range(400):
        rng = Random(seed)
        cells = [f"c{n}" for n in range(rng.randrange(3, 9))]
        waiting = []
        for _ in range(rng.randrange(2, 7)):
            sides = rng.sample(cells, rng.randrange(2, min(5, len(cells)) + 1))
            left = 1 if rng.random() < 0.6 else rng.randrange(1, len(sides))
            need = 0 if rng.random() < 0.9 else rng.randrange(1, 4)
            waiting.append(Waiting(tuple(sides[:left]), tuple(sides[left:][: 1 if left > 1 else None]), need))
        if _bind_nothing(waiting):
            told += 1
            assert only_values(waiting) == {}
    assert told > 20
