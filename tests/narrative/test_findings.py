"""Flagged contradictions: none where the tables hold what the prose says, one where they hold another number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks import Outcome, run_checks
from checks.narrative import PROCESSED, QUANTITIES, cells_of
from parsing.normalise import normalise_text
from tests.narrative.labelled import CASES
from tests.narrative.reports import make_report

RULES = {
    "received": "narrative.received",
    "carried_in": "narrative.carried",
    "carried_out": "narrative.carried",
    "handled": "narrative.handled",
    "granted": "narrative.granted",
    "review": "narrative.review",
    "litigation": "narrative.litigation",
}
# Where the prose says nothing: a number that no sentence has, so that whatever is read by mistake differs from it
NOT_SAID = 99_991
LEAST_FOUND = 0.95


def cells(said: Mapping[str, int]) -> dict[str, int]:
    """The first cell of each quantity's sum holds it; nothing was carried in unless it is said."""
    values = {quantity: said.get(quantity, 0 if quantity == "carried_in" else NOT_SAID) for quantity in QUANTITIES}
    return {cells_of(quantity)[0]: value for quantity, value in values.items()}


def flagged(case: Mapping[str, Any], said: Mapping[str, int]) -> set[str]:
    """Rules that fail on a report with this prose and these numbers; 办理57件 may be none of the numbers."""
    report = make_report({1: normalise_text(case["text"]).split("\n")}, cells(said), case["year"], case["level"])
    findings = run_checks(report, only=dict.fromkeys(RULES.values())).findings
    return {f.rule for f in findings if f.outcome is Outcome.FAILED and f.subject != PROCESSED}


def test_no_contradiction_where_the_tables_agree():
    wrong = [case["text"] for case in CASES if flagged(case, case["expect"])]
    assert wrong == []


def test_a_changed_number_is_found():
    tried = found = 0
    for case in CASES:
        for quantity in RULES.keys() & case["expect"].keys():
            tried += 1
            found += RULES[quantity] in flagged(case, {**case["expect"], quantity: case["expect"][quantity] + 3})
    assert tried > 1000
    assert found / tried >= LEAST_FOUND
