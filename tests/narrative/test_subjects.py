"""Whose number a sentence states, by the names in it: only the report's own body is held against its tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from checks.narrative import StatementVerdict, statements_of
from tests.narrative.reports import make_report

CASES = yaml.safe_load((Path(__file__).parent / "whose" / "subjects.yaml").read_text("utf-8"))
SENTENCES = [
    (agency, case["level"], whose, sentence)
    for agency, case in CASES.items()
    for whose in ("own", "others")
    for sentence in case[whose]
]


@pytest.mark.parametrize(("agency", "level", "whose", "sentence"), SENTENCES)
def test_only_the_own_body_is_held_against_its_tables(agency, level, whose, sentence):
    report = make_report({1: [sentence]}, {"requests/received/total": 59}, year=2023, level=level)
    verdicts = {statement.verdict for statement in statements_of(replace(report, agency=agency))}
    assert (StatementVerdict.DIFFERS in verdicts) is (whose == "own"), verdicts
