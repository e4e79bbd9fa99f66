"""The rule set checked against itself: its sums agree, and what follows from others is said to."""

from __future__ import annotations

import numpy as np

from checks.book import selfcheck
from checks.model.rules import Redundancy, redundancies
from checks.sums.equations import Equation, equations


def test_the_rule_set_has_no_fault():
    assert selfcheck.faults(selfcheck.examine()) == []


def test_rank_of_the_requests_table():
    by_table = {(c.edition, c.table): c for c in selfcheck.examine()}
    requests = by_table["2021", "requests"]
    # 25 rows, 7 columns of outcomes, 7 of the balance; the total column's two follow
    assert (requests.equations, requests.cells, requests.rank) == (39, 175, 37)
    assert requests.redundant == (("requests.outcome_sum", "total"), ("requests.balance", "total"))
    assert by_table["2021", "disputes"].rank == by_table["2021", "disputes"].equations == 3


def test_a_redundancy_that_is_not_said_is_a_fault(monkeypatch):
    monkeypatch.setattr(selfcheck, "redundancies", lambda: redundancies()[:1])
    assert ["requests.balance total" in fault for fault in selfcheck.faults(selfcheck.examine())] == [True, True]


def test_a_redundancy_that_is_none_is_a_fault(monkeypatch):
    wrong = Redundancy("disputes.sum", "review", "disputes", ("2021",), {"zh": "", "en": ""})
    monkeypatch.setattr(selfcheck, "redundancies", lambda: (*redundancies(), wrong))
    assert ["disputes.sum review" in fault for fault in selfcheck.faults(selfcheck.examine())] == [True]


def test_sums_that_force_a_zero_are_not_feasible():
    row = equations("disputes.sum", "2021")[0]
    reverse = Equation(row.subject, row.total, row.parts[:1], row.total + row.parts[:1])
    assert selfcheck.feasible(selfcheck.matrix([row]))
    assert not selfcheck.feasible(selfcheck.matrix([row, reverse]))


def test_matrix_has_a_row_a_sum():
    review, direct = equations("disputes.sum", "2021")[:2]
    rows = selfcheck.matrix([review, direct])
    assert np.array_equal(rows, [[1, 1, 1, 1, -1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1, 1, 1, 1, -1]])
