"""Where the error is: the smallest explanations of broken sums."""

from __future__ import annotations

import random

import pytest

from checks import Outcome, run_checks
from checks.explain import explain
from parsing.form import table
from tests.samples import report
from tests.test_rules import make_report

ROUNDS = 150


def consistent(rng: random.Random) -> dict[str, int]:
    """A requests table of the 2021 edition whose sums all hold."""
    rows = [row.id for row in table("2021", "requests").rows]
    outcomes = [row for row in rows if row not in ("received", "carried_in", "total", "carried_out")]
    columns = [c.id for c in table("2021", "requests").rows[0].columns if c.id != "total"]
    cells: dict[str, int] = {}
    for column in columns:
        values = {row: rng.choice((0, 0, rng.randint(1, 9), rng.randint(10, 400))) for row in outcomes}
        handled = sum(values.values())
        carried_out = rng.randint(0, 30)
        carried_in = rng.randint(0, min(30, handled + carried_out))
        values |= {"total": handled, "carried_out": carried_out, "carried_in": carried_in}
        values["received"] = handled + carried_out - carried_in
        cells |= {f"requests/{row}/{column}": value for row, value in values.items()}
    for row in rows:
        cells[f"requests/{row}/total"] = sum(cells[f"requests/{row}/{column}"] for column in columns)
    return cells


def spoiled(seed: int, wrong: int) -> tuple[dict[str, int], frozenset[tuple[str, int]]]:
    """A table with so many wrong cells, and the true figures of those."""
    rng = random.Random(seed)
    cells = consistent(rng)
    chosen = rng.sample(sorted(cells), wrong)
    true = frozenset((cell, cells[cell]) for cell in chosen)
    for cell in chosen:
        cells[cell] += rng.choice((1, 2, 5, 10, 37)) * (1 if cells[cell] < 40 else rng.choice((-1, 1)))
    return cells, true


def explained(cells: dict[str, int]) -> list[frozenset[tuple[str, float]]]:
    case = make_report({"cells": cells})
    return [frozenset((f"{c.table}/{c.row}/{c.column}", c.implied) for c in e) for e in explain(case, case.known())]


def test_one_wrong_cell_is_the_only_explanation():
    for seed in range(ROUNDS):
        cells, true = spoiled(seed, 1)
        assert explained(cells) == [true], seed


def test_two_wrong_cells_are_among_the_explanations():
    hits = sum(true in explained(cells) for cells, true in (spoiled(seed, 2) for seed in range(ROUNDS)))
    assert hits >= 0.99 * ROUNDS


def test_nothing_is_explained_where_nothing_is_broken():
    for seed in range(ROUNDS):
        case = make_report({"cells": consistent(random.Random(seed))})
        findings = run_checks(case)
        assert not findings.explanations
        assert all(f.outcome is not Outcome.FAILED for f in findings.findings if f.rule.startswith("requests."))


@pytest.mark.parametrize(
    ("name", "size", "count"), [("panshan_2022.txt", 2, 3), ("datonghu_2019.txt", 3, 2), ("suqian_2023.html", 0, 0)]
)
def test_samples(name, size, count):
    explanations = run_checks(report(name)).explanations
    assert [len(e) for e in explanations] == [size] * count


def test_a_blank_may_take_what_is_missing():
    changes = [{(c.row, c.implied) for c in e} for e in run_checks(report("panshan_2022.txt")).explanations]
    assert {("total", 16)} in changes


def test_many_blanks_explain_nothing():
    assert run_checks(report("shanghai_office_2019.html")).explanations == ()
