"""Every rule on its cases in rules/cases.yaml: what passes, what fails, what cannot be told, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from checks import Outcome, message, rules, run_checks
from checks.kinds import CHECKS
from parsing.form import TABLES, table
from parsing.report import Figure, Paragraph, Place, Region, Remark, Report, Section, Status

CASES: dict[str, dict[str, list[dict[str, Any]]]] = yaml.safe_load(
    (Path(__file__).parent / "rules" / "cases.yaml").read_text("utf-8")
)
LISTED = [
    pytest.param(rule, outcome, case, id=f"{rule}-{outcome}-{number}")
    for rule, outcomes in CASES.items()
    for outcome, cases in outcomes.items()
    for number, case in enumerate(cases)
]


def make_report(case: dict[str, Any]) -> Report:
    """A report whose figures are all 0 but those that the case sets."""
    edition = case.get("edition", "2021")
    printed = case.get("cells", {})
    figures = [
        _figure(cell, printed.get(cell, 0))
        for name in TABLES
        for cell in table(edition, name).cells
        if name != case.get("missing_table")
    ]
    figures += [
        _figure(cell, "missing")
        for name in TABLES
        if name == case.get("missing_table")
        for cell in table(edition, name).cells
    ]
    prose = (Paragraph(case["prose"], Place(1)),) if "prose" in case else ()
    return Report(
        source="case",
        sha256="0" * 64,
        title=None,
        agency=None,
        level=case.get("level", "department"),
        region=Region(),
        year=case.get("year", 2022),
        published=case.get("published"),
        editions={name: None if name == case.get("missing_table") else edition for name in TABLES},
        figures=tuple(figures),
        sections=(Section(1, "一、总体情况", prose), *(Section(n, "标题", ()) for n in case.get("headings", ()))),
        remarks=tuple(Remark(**remark) for remark in case.get("remarks", ())),
    )


def _figure(cell: str, printed: float | str) -> Figure:
    row = cell.split("/")
    if isinstance(printed, str):
        return Figure(*row, None, Status(printed), "", None)
    return Figure(*row, printed, Status.REPORTED, str(printed), Place(1))


@pytest.mark.parametrize(("rule", "outcome", "case"), LISTED)
def test_case(rule, outcome, case):
    findings = run_checks(make_report(case), only=[rule]).findings
    if "subject" in case:
        findings = tuple(f for f in findings if f.subject == case["subject"])
    assert [f.outcome.value for f in findings[:1]] == [outcome]
    for language, words in case.get("says", {}).items():
        said = message(findings[0], language)
        assert all(word in said for word in words), said


def test_every_rule_has_cases_for_every_outcome_it_can_have():
    assert set(CASES) == set(rules())
    for rule in rules().values():
        spoken = {outcome for outcome in rule.messages if outcome != "passed"}
        assert spoken | {"passed"} <= set(CASES[rule.id]), rule.id


def test_every_rule_is_documented_in_both_languages():
    for rule in rules().values():
        for texts in (rule.name, rule.description, rule.source, *rule.messages.values()):
            assert set(texts) == {"zh", "en"}, rule.id
            assert all(texts.values()), rule.id
        assert (rule.equation is None) != (rule.code is None), rule.id


def test_a_crash_of_one_rule_is_a_finding_and_stops_no_other(monkeypatch):
    def crash(*_):
        raise ZeroDivisionError

    monkeypatch.setitem(CHECKS, "blank", crash)
    found = run_checks(make_report({}))
    crashed = [f for f in found.findings if f.rule == "figures.blank"]
    assert [f.outcome for f in crashed] == [Outcome.UNCERTAIN]
    assert "报告" not in message(crashed[0], "zh")
    assert message(crashed[0], "zh") != message(crashed[0], "en") != ""
    assert {f.rule for f in found.findings} == set(rules())


def test_a_finding_keeps_its_id_over_runs():
    report = make_report({"cells": {"requests/granted/total": 4}})
    first, second = run_checks(report), run_checks(report)
    ids = [f.id(report.sha256) for f in first.findings]
    assert ids == [f.id(report.sha256) for f in second.findings]
    assert len(set(ids)) == len(ids)
