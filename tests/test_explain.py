"""Where the error is: the smallest explanations of broken sums, and how likely each is."""

from __future__ import annotations

import subprocess
import sys
from random import Random

import pytest

from benchmarks.explaining import PROMISED, effort, flagged, measure
from checks import Outcome, rules, run_checks
from checks.book.cases import make_report
from checks.cli.command import summary
from checks.model.mends import MISTAKES
from checks.sums.equations import sums
from checks.sums.explain import explain
from checks.sums.explain.budget import MOST_APART, Budget
from checks.sums.explain.covers import Covers
from checks.sums.programs import Repair
from tests.made_up import MANNERS, SPOILERS, WORST, at_random, consistent, spoiled, with_blanks
from tests.samples import report
from tests.sizes import sized

ROUNDS = sized(40, 200)


@pytest.mark.parametrize("wrong", PROMISED)
@pytest.mark.parametrize("manner", SPOILERS)
def test_wrong_cells_are_found(wrong, manner):
    found = measure(ROUNDS, lambda cells, rng: spoiled(cells, rng, wrong, SPOILERS[manner]))
    offered, first, only, _ = PROMISED[wrong]
    assert (found.offered >= offered, found.first >= first, found.only >= only) == (True, True, True), found


@pytest.mark.parametrize("blanks", [False, True])
def test_no_consistent_table_is_flagged(blanks):
    assert flagged(ROUNDS, blanks=blanks) == 0


def explained(cells: dict[str, int | str], edition: str = "2021") -> list[dict[str, float]]:
    case = make_report({"edition": edition, "cells": cells})
    explanations, searched, _ = explain(case, case.known())
    assert searched
    return [{change.cell: change.implied for change in each} for each in explanations]


def test_linear_programs_find_the_same_sets():
    equations = [equation for _, equation in sums("requests", "2021")]
    for seed in range(12):
        rng = Random(seed)
        printed, true = spoiled(consistent(rng, "2021", "each_alone"), rng, 2 + seed % 2, SPOILERS["by_few"])
        covers = Covers(equations, printed, Budget(most_solves=1000))
        sets = covers.smallest()
        assert covers.complete
        assert true in sets
        tried = explained(printed)
        assert sorted(map(sorted, tried)) == sorted(map(sorted, sets)) or len(tried) == 10


def test_what_a_failure_demands_is_in_every_set_that_suffices():
    equations = [equation for _, equation in sums("requests", "2021")]
    for seed in range(20):
        rng = Random(seed)
        printed, true = spoiled(consistent(rng, "2021", "like_real"), rng, 3, SPOILERS["anything"])
        blank = {cell for cell in printed if cell not in true and rng.random() < 0.2}
        repair = Repair(equations, {cell: None if cell in blank else value for cell, value in printed.items()})
        assert repair.demand(true) is None
        freed: frozenset[str] = frozenset()
        while (demand := repair.demand(freed)) is not None:
            assert demand & set(true)
            assert not demand & freed
            freed |= demand & set(true)


@pytest.mark.parametrize("wrong", [4, 5, 7])
def test_more_than_three_wrong_cells_are_explained_or_too_many(wrong):
    outcomes = set()
    for seed in range(10):
        rng = Random(seed)
        printed, true = spoiled(consistent(rng, "2021", "like_real"), rng, wrong, SPOILERS["anything"])
        case = make_report({"cells": printed})
        explanations, searched, too_many = explain(case, case.known())
        tried = [{change.cell: change.implied for change in each} for each in explanations]
        assert bool(tried) != too_many
        assert {len(each) for each in tried} <= set(range(1, wrong + 1))
        assert not searched or len(tried[0]) < wrong or true in tried
        outcomes.add(too_many)
    assert outcomes == {4: {False}, 5: {False, True}, 7: {True}}[wrong]


# Tables of each of the worst kinds
TABLES = sized(3, 6)


@pytest.mark.parametrize("name", WORST)
def test_what_is_searched_is_counted_and_bounded(name):
    took = effort(TABLES, name)
    assert max(took.states) <= Budget().most_states
    # beyond what looks for sets, some programs fill in those that were found, and judge the sums
    assert max(took.solves) <= 2 * Budget().most_solves
    assert took[1:] == effort(TABLES, name)[1:]


def test_a_spent_budget_ends_the_search():
    rng = Random(0)
    spoil = with_blanks(0.2, lambda cells, rng: spoiled(cells, rng, 3, SPOILERS["slips"])[0])
    case = make_report({"cells": spoil(consistent(rng, "2021", "large"), rng)})
    assert explain(case, case.known()).explanations
    assert explain(case, case.known(), Budget(most_states=0)) == ((), False, True)


def test_no_figure_is_singled_out_where_too_many_disagree():
    case = make_report({"cells": at_random(999)(consistent(Random(0), "2021", "large"), Random(0))})
    budget = Budget()
    assert explain(case, case.known(), budget) == ((), False, True)
    assert (budget.states, budget.solves) == (0, 0)
    found = run_checks(case)
    assert found.too_many
    assert "不一致的数字太多" in summary(case, found, "zh")
    assert "too many figures disagree" in summary(case, found, "en")
    assert "too many" not in summary(case, run_checks(make_report({})), "en")


def test_sums_apart_are_the_gate():
    rows = ["granted", "partly_granted", "unavailable.not_held", "refused.state_secret", "carried_out"]
    for n in (MOST_APART, MOST_APART + 1):
        case = make_report({"cells": {f"requests/{row}/business": 5 for row in rows[:n]}})
        assert explain(case, case.known()).too_many == (n > MOST_APART)


def test_a_warm_process_loads_nothing_for_its_first_report():
    script = """
import sys
from checks import run_checks, warm_up
from parsing import parse_report
warm_up()
before = set(sys.modules)
with open("sample_reports/panshan_2022.txt", "rb") as sample:
    report = parse_report(sample.read(), "panshan_2022.txt")
assert run_checks(report).explanations
print(sorted(set(sys.modules) - before))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("name", "size", "count"), [("panshan_2022.txt", 2, 3), ("datonghu_2019.txt", 3, 2), ("suqian_2023.html", 0, 0)]
)
def test_samples(name, size, count):
    explanations = run_checks(report(name)).explanations
    assert [len(e) for e in explanations] == [size] * count


def test_a_blank_may_take_what_is_missing():
    explanations = run_checks(report("panshan_2022.txt")).explanations
    filled = [each for each in explanations if each.fills]
    assert [{(c.row, c.column, c.reported, c.implied) for c in each} for each in filled] == [
        {("total", "natural_person", 14, 16), ("total", "total", 14, 16)}
    ]
    assert [(c.row, c.column, c.reported, c.implied) for c in filled[0].fills] == [
        ("carried_in", "natural_person", None, 2),
        ("carried_in", "total", None, 2),
    ]


def test_a_figure_that_the_sums_leave_open_is_the_nearest_possible():
    cells = {"granted/natural_person": 9, "granted/business": "blank", "granted/total": 7, "total/natural_person": 9}
    cells |= {"total/total": 9, "received/natural_person": 9, "received/total": 9, "total/business": "blank"}
    cells |= {"received/business": "blank", "partly_granted/total": "blank", "partly_granted/business": "blank"}
    tried = explained({f"requests/{cell}": value for cell, value in cells.items()})
    assert {"requests/granted/total": 9} in tried
    assert all(len(each) == 1 for each in tried)


@pytest.mark.parametrize("wrong", [1, 2])
def test_wrong_cells_beside_blanks_are_explained_where_a_sum_fails(wrong):
    failed = hits = 0
    for seed in range(40):
        rng = Random(seed)
        cells = consistent(rng, "2021", MANNERS[seed % len(MANNERS)])
        printed, true = spoiled(cells, rng, wrong, SPOILERS["slips"])
        blank = rng.sample([cell for cell in cells if cell not in true], 3)
        found = run_checks(make_report({"cells": printed | dict.fromkeys(blank, "blank")}))
        sums_failed = any(f.outcome is Outcome.FAILED and rules()[f.rule].equation for f in found.findings)
        assert sums_failed == bool(found.explanations)
        failed += sums_failed
        hits += true in [{change.cell: change.implied for change in each} for each in found.explanations]
    assert failed > 30
    assert hits >= 0.9 * failed


TABLE = {
    f"requests/{row}/{column}": value
    for row, figures in {
        "received": (312, 45, 0, 0, 0, 0, 357),
        "granted": (112, 20, 0, 0, 0, 0, 132),
        "unavailable.not_held": (200, 25, 0, 0, 0, 0, 225),
        "total": (312, 45, 0, 0, 0, 0, 357),
    }.items()
    for column, value in zip(
        ("natural_person", "business", "research", "public_interest", "legal_services", "other_organisation", "total"),
        figures,
        strict=True,
    )
}


@pytest.mark.parametrize(
    ("printed", "kinds"),
    [
        ({"received/natural_person": 132}, ["digits_swapped"]),
        ({"granted/natural_person": 12}, ["digit_dropped"]),
        ({"unavailable.not_held/business": 225}, ["digit_doubled"]),
        ({"granted/business": 200}, ["times_ten"]),
        ({"received/total": 340}, ["total_not_updated"]),
        ({"granted/research": 1, "granted/business": 19}, ["moved"]),
        ({"granted/research": 20, "granted/business": 112, "granted/natural_person": 0}, ["displaced"]),
        ({"granted/natural_person": 117, "granted/total": 137}, ["other", "total_alike"]),
    ],
)
def test_mistakes(printed, kinds):
    printed = {f"requests/{cell}": value for cell, value in printed.items()}
    explanations = run_checks(make_report({"cells": TABLE | printed})).explanations
    first = explanations[0]
    assert {c.cell: c.implied for c in first} == {cell: TABLE.get(cell, 0) for cell in printed}
    assert [mistake.kind for mistake in first.mistakes] == kinds
    assert sorted(cell for mistake in first.mistakes for cell in mistake.cells) == sorted(printed)
    assert set(kinds) <= set(MISTAKES)
