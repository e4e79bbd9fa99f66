"""Every rule on its cases in checks/book/cases.yaml: what passes, what fails, what cannot be told, and what is said of it."""

from __future__ import annotations

import pytest

from checks import Outcome, Rule, message, rules, run_checks
from checks.book.cases import cases, make_report
from checks.kinds import CHECKS

LISTED = [
    pytest.param(rule, outcome, case, id=f"{rule}-{outcome}-{number}")
    for rule, outcomes in cases().items()
    for outcome, listed in outcomes.items()
    for number, case in enumerate(listed)
]


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
    single = {rule.id: rule for rule in rules().values() if not rule.across}
    assert set(cases()) == set(single)
    for rule in single.values():
        due = {"passed", "failed", "uncertain"} - set(rule.without)
        spoken = {outcome for outcome in rule.messages if outcome != "passed"}
        assert due | spoken <= set(cases()[rule.id]), rule.id
        assert not set(rule.without) & (set(cases()[rule.id]) | spoken), rule.id


def test_every_rule_is_documented_in_both_languages():
    for rule in rules().values():
        without = rule.without.values()
        for texts in (rule.name, rule.description, rule.source, rule.why, *without, *rule.messages.values()):
            assert set(texts) == {"zh", "en"}, rule.id
            assert all(isinstance(text, str) and text for text in texts.values()), rule.id
        assert "{" not in "".join(rule.description.values()), "a parameter that the rule has not"
        assert len(rule.legitimate["zh"]) == len(rule.legitimate["en"]) > 0, rule.id
        assert rule.tolerance >= 0, rule.id
        assert sum(way is not None for way in (rule.equation, rule.code, rule.across)) == 1, rule.id


@pytest.mark.parametrize("lacking", ["why", "tolerance", "legitimate", "description", "severity", "name"])
def test_a_rule_without_any_of_it_is_refused(lacking):
    entry = {"id": "x", "severity": "info", "subject": "row", "source": {}, "name": {}, "description": {}}
    entry |= {"why": {}, "tolerance": 0, "legitimate": {}, "messages": {}}
    Rule(**entry)
    del entry[lacking]
    with pytest.raises(TypeError, match=lacking):
        Rule(**entry)


def test_a_crash_of_one_rule_is_a_finding_and_stops_no_other(monkeypatch):
    def crash(*_):
        raise ZeroDivisionError

    monkeypatch.setitem(CHECKS, "blank", crash)
    found = run_checks(make_report({}))
    crashed = [f for f in found.findings if f.rule == "figures.blank"]
    assert [f.outcome for f in crashed] == [Outcome.UNCERTAIN]
    assert "报告" not in message(crashed[0], "zh")
    assert message(crashed[0], "zh") != message(crashed[0], "en") != ""
    assert {f.rule for f in found.findings} == {rule.id for rule in rules().values() if not rule.across}


def test_a_finding_keeps_its_id_over_runs():
    report = make_report({"cells": {"requests/granted/total": 4}})
    first, second = run_checks(report), run_checks(report)
    ids = [f.id(report.sha256) for f in first.findings]
    assert ids == [f.id(report.sha256) for f in second.findings]
    assert len(set(ids)) == len(ids)
