"""What a finding comes from: printed so, read with doubt, a variant of the form, or explained in the text."""

from __future__ import annotations

import pytest

from checks import Origin, rules, run_checks
from checks.book.cases import make_report
from checks.judgement import origins

BROKEN = {"requests/granted/total": 4, "requests/granted/natural_person": 3}


def finding(case, rule, subject):
    found = run_checks(make_report(case), only=[rule]).findings
    return next(f for f in found if f.subject == subject)


def cause(case, rule="requests.row_sum", subject="granted"):
    return finding(case, rule, subject).origin


def test_a_broken_sum_is_printed_so():
    assert cause({"cells": BROKEN}) is Origin.PRINTED


def test_what_holds_has_no_cause():
    assert cause({}) is None


@pytest.mark.parametrize("status", ["unclear", "missing"])
def test_a_cell_read_with_doubt_comes_before_the_body(status):
    cells = {**BROKEN, "requests/granted/natural_person": 9, "requests/granted/business": status}
    assert cause({"cells": cells}) is Origin.READ_WITH_DOUBT
    blank = {**cells, "requests/granted/business": "blank"}
    assert cause({"cells": blank}) is Origin.PRINTED


@pytest.mark.parametrize(
    ("rule", "subject", "cells", "prose"),
    [
        ("requests.row_sum", "granted", BROKEN, "表中合计数不等于各项之和，系共同申请所致。"),
        ("requests.outcome_sum", "total", {"requests/granted/total": 4}, "因一件申请作出多种答复，分别统计。"),
        ("requests.balance", "total", {"requests/received/total": 4}, "申请人撤回的4件未计入办理结果。"),
        ("requests.balance", "total", {"requests/total/total": 4}, "以上办理数包括上年结转的申请。"),
        ("disputes.sum", "review", {"disputes/review/total": 4}, "行政复议案件包含其他类案件2件。"),
        ("figures.blank", "requests", {"requests/granted/total": "not_applicable"}, "表中“/”表示不适用。"),
    ],
)
def test_a_sentence_that_explains_is_shown(rule, subject, cells, prose):
    found = finding({"cells": cells, "prose": f"我局重视公开。{prose}特此说明。"}, rule, subject)
    assert found.origin is Origin.EXPLAINED
    assert found.because == prose.rstrip("。")


@pytest.mark.parametrize(
    "prose",
    [
        "收到申请4件，申请人撤回1件。",
        "定期通报原因，统一答复口径和文书格式。",
        "总计发布信息300条。比上年少，不等于工作减少。",
        "合并办理同类事项，提高效率。",
        "群众满意度与上年不一致。",
    ],
)
def test_a_sentence_that_only_mentions_a_matter_explains_nothing(prose):
    for rule, subject in (("requests.row_sum", "granted"), ("requests.balance", "total")):
        cells = {**BROKEN, "requests/received/total": 9}
        assert cause({"cells": cells, "prose": prose}, rule, subject) is Origin.PRINTED


MORE = dict.fromkeys(
    [f"requests/{row}/{who}" for row in ("received", "total") for who in ("natural_person", "total")], 4
)


def test_the_older_form_used_later_is_a_variant_for_the_sums_that_differ():
    case = {"cells": MORE, "edition": "2019", "year": 2022}
    assert cause(case, "requests.outcome_sum", "total") is Origin.FORM_VARIANT
    assert cause({**case, "year": 2020}, "requests.outcome_sum", "total") is Origin.PRINTED
    assert cause(case, "form.edition", "requests") is Origin.FORM_VARIANT


def test_no_variant_of_the_form_excuses_a_slip_that_breaks_other_sums_too():
    case = {"cells": {"requests/granted/total": 4}, "edition": "2019", "year": 2022}
    every = {(f.rule, f.subject): f.origin for f in run_checks(make_report(case)).findings if f.outcome == "failed"}
    assert every["requests.outcome_sum", "total"] is every["requests.row_sum", "granted"] is Origin.PRINTED


def test_no_variant_of_the_form_has_parts_that_exceed_their_total():
    cells = {"requests/granted/natural_person": 4, "requests/granted/total": 4}
    case = {"cells": cells, "edition": "2019", "year": 2022}
    assert cause(case, "requests.outcome_sum", "total") is Origin.PRINTED


def test_every_cause_has_words_and_every_rule_named_exists():
    assert all(origins.name(each, language) for each in Origin for language in ("zh", "en"))
    table = origins._table()
    named = {*table.nature, *table.edition_dependent, *(r for each, _ in table.explanations for r in each)}
    assert {rule for rule in named if "*" not in rule} <= set(rules())
