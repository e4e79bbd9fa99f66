"""Causes in made-up reports that are hard to judge, as a person who reads them would tell them: worked out by hand."""

from __future__ import annotations

import pytest

from checks.model.mends import Cause
from tests import kept


def causes(name: str) -> tuple[Cause, ...]:
    _, findings = kept.read(kept.ids()[f"{name}.html"])
    return findings.causes


def rules_of(cause: Cause) -> dict[str, int]:
    named = [rule for rule, _ in cause.findings]
    return {rule: named.count(rule) for rule in named}


def mends(cause: Cause) -> list[dict[str, float | None]]:
    return [{change.cell.partition("/")[2]: change.implied for change in (*m.changes, *m.fills)} for m in cause.mends]


def test_a_row_that_adds_up_and_a_balance_that_does_not():
    """Carried out is 13 + 1 = 14 where the balance leaves 11, as the prose says: 3 too many. Received, carried in or
    carried out may be wrong; only the last agrees with the prose, which speaks of all three."""
    (cause,) = causes("980203-county-2019")
    assert rules_of(cause) == {"requests.balance": 2, "narrative.carried": 1, "levels.sum": 1}
    assert mends(cause) == [
        {"carried_out/natural_person": 10, "carried_out/total": 11},
        {"received/natural_person": 71, "received/total": 82},
        {"carried_in/natural_person": 7, "carried_in/total": 7},
    ]
    assert "prose_agrees" in cause.mends[0].evidence
    assert all("prose_differs" in mend.evidence for mend in cause.mends[1:])
    assert cause.only is None


def test_of_three_ways_two_contradict_what_else_is_known():
    """Carried out is 2 where the balance leaves nothing; the prose confirms what was received, and last year's report
    what was carried in."""
    (cause,) = causes("970202007-township-2024")
    assert mends(cause)[0] == {"carried_out/natural_person": 0, "carried_out/total": 0}
    against = [{"prose_differs", "carry_differs"} & set(mend.evidence) for mend in cause.mends]
    assert against == [set(), {"prose_differs"}, {"prose_differs", "carry_differs"}]
    assert cause.only is None


def test_a_total_that_breaks_its_row_and_its_column_and_the_prose():
    """Granted: 2 natural persons, 5 in all; the prose says 2."""
    (cause,) = causes("980103-housing-2020")
    assert rules_of(cause) == {"requests.row_sum": 1, "requests.outcome_sum": 1, "narrative.granted": 1}
    assert mends(cause) == [{"granted/total": 2}]
    assert cause.only
    assert cause.only.evidence[:2] == ("only", "prose_agrees")


def test_a_figure_in_a_row_of_zeros():
    """Four businesses want publications, the row's total is 0, and the column is 4 too many."""
    (cause,) = causes("960103-housing-2022")
    assert mends(cause) == [{"not_processed.publication/business": 0}]
    assert cause.only


def test_a_count_below_zero_is_one_cause_with_the_sums_that_it_breaks():
    (cause,) = causes("970103004-township-2021")
    assert rules_of(cause) == {"requests.row_sum": 1, "requests.outcome_sum": 1, "figures.domain": 1}
    assert mends(cause) == [{"refused.enforcement_files/business": 0}]


def test_one_sum_alone_can_be_mended_in_every_cell():
    """One review, of which the outcome is other, and a total of 2: each of five cells may be wrong, though the prose
    speaks of one review."""
    (cause,) = causes("980102-education-2023")
    assert len(cause.mends) == 5
    assert mends(cause)[0] == {"review/total": 1}
    assert cause.only is None


def test_a_number_split_in_two_leaves_one_filling():
    """1 and 2 stand where 12 does: the row cannot be told, and the columns leave 12."""
    (cause,) = causes("960201-county-2021")
    assert cause.kind == "blanks"
    assert mends(cause) == [{"granted/natural_person": 12, "granted/total": 12}]


def test_a_row_short_of_a_figure_beside_a_year_that_does_not_follow():
    """1 natural person, 1 legal service and 2 in all are what the columns lack; that stocks do not follow on from last
    year's is another matter, in both rows of the same table."""
    row, stock = causes("97-province-2020")
    lost = {"natural_person": 1, "legal_services": 1, "total": 2}
    assert mends(row) == [{f"not_processed.publication/{column}": value for column, value in lost.items()}]
    assert rules_of(stock) == {"years.stock": 2}
    assert stock.mends == ()


def test_last_year_and_the_prose_against_the_table_are_one_matter():
    (cause,) = causes("970201-education-2021")
    assert rules_of(cause) == {"narrative.carried": 1, "years.carry": 2}
    assert cause.mends == ()


def test_a_table_of_zeros_contradicts_all_that_the_prose_says():
    (cause,) = causes("980204-education-2023")
    assert rules_of(cause)["zero.contradicted"] == 1
    assert rules_of(cause)["narrative.received"] == 1
    assert len(cause.findings) == 4


def test_a_table_taken_over_from_another_year_is_one_matter():
    """Neither the prose nor last year's report fits it, and its own sums hold."""
    (cause,) = causes("9702-housing-2024")
    assert rules_of(cause)["years.repeated"] == 1
    assert rules_of(cause)["years.carry"] == 2
    assert sum(rule.startswith("narrative.") for rule, _ in cause.findings) == 5


@pytest.mark.parametrize("name", ["9602-health-2020", "9802-land-2021"])
def test_typos_beside_what_is_right_are_told_with_their_figure(name):
    (cause,) = causes(name)
    assert cause.only
    assert len(cause.only.cells) == 1
