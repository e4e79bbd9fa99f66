"""Rules across reports on their cases in checks/book/cases_across.yaml, and what makes two reports one body's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks import Outcome, message, rules, run_across
from checks.across import Edit, body, links
from checks.across.prose import prose_changes, text_changes
from checks.across.registry import COMPARISONS
from checks.book.cases import across_cases, make_nth, make_reports
from parsing import divisions
from parsing.report import Region, Report
from tests.samples import report as sample

LISTED = [
    pytest.param(rule, outcome, case, id=f"{rule}-{outcome}-{number}")
    for rule, outcomes in across_cases().items()
    for outcome, cases in outcomes.items()
    for number, case in enumerate(cases)
]


def make(case: dict[str, Any], number: int = 0) -> Report:
    """A report of 盘山县民政局, unless the case says another body, for 2022 and ``number`` years on."""
    return make_nth(case, number)


@pytest.mark.parametrize(("rule", "outcome", "case"), LISTED)
def test_case(rule, outcome, case):
    reports = make_reports(case)
    of = reports[case.get("of", -1)].sha256
    found = [f for f in run_across(reports, only=[rule]).findings if (f.report, f.subject) == (of, case["subject"])]
    assert [f.outcome.value for f in found] == [outcome]
    for language, words in case.get("says", {}).items():
        said = message(found[0], language)
        assert all(str(word) in said for word in words), said


def test_every_rule_across_has_code_and_cases_for_every_outcome_it_can_have():
    across = {rule.id: rule for rule in rules().values() if rule.across}
    assert set(across_cases()) == set(across)
    assert {rule.across for rule in across.values()} == set(COMPARISONS)
    for rule in across.values():
        assert {"passed", "failed", "uncertain", "not_applicable"} - set(rule.without) == set(across_cases()[rule.id])
        assert set(rule.messages) == {"failed", "uncertain"} - set(rule.without), rule.id


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("盘山县民政局", "民政局"),
        ("盘山县民政局", "县民政局"),
        ("盘山县民政局", "盘锦市盘山县民政局"),
        ("盘山县民政局", "盘山民政局"),
        ("盘山县人民政府办公室", "县政府办"),
        ("盘山县人民政府", "盘山县"),
        ("盘山县发展和改革局", "县发改局"),
        ("盘山县市场监督管理局", "盘山县市场监管局"),
        ("盘山县人力资源和社会保障局", "盘山县人社局"),
        ("盘山县扶贫开发办公室", "盘山县乡村振兴局"),
        ("盘山县卫生健康局(盘山县中医药管理局)", "盘山县卫健局"),
        ("盘山县卫生健康局", "盘山县卫生健康委员会"),
        ("盘山县城市管理委员会", "县城管委"),
        ("盘山县国有资产监督管理委员会", "盘山县国资委"),
        ("国家税务总局盘山县税务局", "盘山县税务局"),
        ("盘山县管理委员会", "盘山县管委会"),
    ],
)
def test_names_of_one_body(left, right):
    assert body(make({"agency": left})).key == body(make({"agency": right}, 1)).key


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"agency": "盘山县民政局"}, {"agency": "盘山县财政局"}),
        ({"agency": "盘山县人民政府"}, {"agency": "盘山县人民政府办公室"}),
        (
            {"agency": "盘山县人民政府", "title": "盘山县人民政府(本级)2022年政府信息公开工作年度报告"},
            {"agency": "盘山县人民政府"},
        ),
        # merged bodies' figures do not carry over
        ({"agency": "盘山县工商局"}, {"agency": "盘山县市场监督管理局"}),
        # one name in two counties, and in a county and its prefecture
        ({"agency": "朝阳区民政局", "code": "110105"}, {"agency": "朝阳区民政局", "code": "220104"}),
        ({"agency": "民政局", "code": "2111"}, {"agency": "民政局", "code": "211122"}),
        ({"agency": "盘锦市生态环境局"}, {"agency": "盘锦市生态环境局盘山分局"}),
        # without a region, a name alone matches nobody's who has one
        ({"agency": "民政局", "code": None, "title": "民政局2022年政府信息公开年度报告"}, {"agency": "民政局"}),
        # titles that name nobody
        *(
            ({"agency": None, "code": code, "title": title}, {"agency": None, "code": code, "title": title})
            for code in (None, "211122")
            for title in (None, "2022年政府信息公开工作年度报告", "本机关二〇二二年度政府信息公开工作报告")
        ),
    ],
)
def test_names_of_two_bodies(left, right):
    assert body(make(left)).key != body(make(right, 1)).key


def test_market_is_no_city_and_citizens_are_no_civil_affairs():
    names = [body(make({"agency": f"盘山县{name}"})).name for name in ("市场监管局", "市民服务中心", "区域合作办")]
    assert names == ["市场监管局", "市民服务中心", "区域合作办"]
    assert body(make({"agency": "市民政局"})).name == "民政局"


def test_a_zone_that_the_list_lacks_is_not_its_prefecture():
    zone = replace(
        make({"agency": "民政局", "code": "2111"}), region=Region("辽宁省", "盘锦市", "某某新区", None, "2111")
    )
    assert body(zone).key != body(make({"agency": "民政局", "code": "2111"})).key


def test_old_and_new_name_in_one_year_are_two_bodies():
    reports = [
        make({"year": 2021, "agency": "盘山县扶贫办", "cells": {"requests/carried_out/total": 3}}),
        make({"year": 2022, "agency": "盘山县扶贫办", "cells": {"requests/carried_in/total": 3}}),
        make({"year": 2022, "agency": "盘山县乡村振兴局"}),
    ]
    found = run_across(reports, only=["years.carry"]).findings
    assert {f.report for f in found if f.subject == "total"} == {reports[1].sha256}
    through = run_across([reports[0], reports[2]], only=["years.carry"]).flagged
    assert [(f.report, f.subject) for f in through] == [(reports[2].sha256, "total")]


def test_a_later_report_that_is_there_twice_is_held_against_the_year_before_each_time():
    reports = [
        make({"year": 2021, "cells": {"requests/carried_out/total": 3}}),
        make({"year": 2022, "cells": {"requests/carried_in/total": 4}}),
        make({"year": 2022, "cells": {"requests/carried_in/total": 4, "requests/granted/total": "blank"}}),
    ]
    flagged = run_across([*reports, reports[1]], only=["years.carry"]).flagged
    assert [f.report for f in flagged] == [reports[1].sha256, reports[2].sha256]
    assert {f.partners for f in flagged} == {(reports[0].sha256,)}


def test_a_report_without_year_is_compared_with_none():
    reports = [make({"cells": {"requests/carried_out/total": 3}}), replace(make({}, 1), year=None)]
    assert {f.outcome for f in run_across(reports).findings} <= {Outcome.NOT_APPLICABLE, Outcome.PASSED}


def test_peers_judge_where_there_is_no_history():
    codes = [code for code in divisions.by_code() if len(code) == 6][:40]
    counts = [10 + number % 7 for number in range(len(codes))]
    counts[3] = 5000
    reports = [
        make({"year": 2022, "agency": "民政局", "code": code, "cells": {"requests/received/total": count}}, number)
        for number, (code, count) in enumerate(zip(codes, counts, strict=True))
    ]
    flagged = run_across(reports, only=["years.jump"]).flagged
    assert [f.report for f in flagged] == [reports[3].sha256]
    assert "同年 40 个同类单位" in message(flagged[0], "zh")
    others = run_across([replace(r, agency=f"第{n}局") for n, r in enumerate(reports)], only=["years.jump"])
    assert not others.flagged


def test_about_judges_the_bodies_of_these_reports_only():
    reports = [make({"agency": a, "year": y}, y) for a in ("盘山县民政局", "盘山县教育局") for y in (2021, 2022)]
    found = run_across(reports, about={reports[0].sha256}).findings
    assert {f.report for f in found} == {reports[0].sha256, reports[1].sha256}


def test_links_name_both_figures():
    reports = [make({"cells": {"requests/carried_out/total": 3}}), make({"cells": {"requests/carried_in/total": 4}}, 1)]
    (link,) = [link for link in links(reports) if (link.rule, link.subject) == ("years.carry", "total")]
    assert (link.expected, link.printed, link.difference) == (3, 4, 1)
    assert (link.before.sha256, link.after.sha256) == (reports[0].sha256, reports[1].sha256)
    assert link.terms[0].cell == "requests/carried_out/total"


def test_two_years_of_real_reports_agree():
    found = run_across([sample(f"{body}_{year}.html") for body in ("hongze", "suqian") for year in (2023, 2024)])
    assert not found.flagged
    passed = [f for f in found.findings if f.outcome is Outcome.PASSED]
    assert sum(f.rule == "years.carry" for f in passed) == 14
    assert sum(f.rule == "years.stock" for f in passed) == 4


def test_prose_side_by_side():
    old = "全年受理申请3件。完善审核制度。公开渠道不够多，群众知晓率有待提高。加强队伍建设。"
    new = "全年受理申请12件。完善审核制度。公开渠道不够多，群众的知晓率有待继续提高。开设专栏。"
    pieces = text_changes(old, new)
    assert [(piece.kind.value, piece.old, piece.new) for piece in pieces] == [
        ("renumbered", "全年受理申请3件。", "全年受理申请12件。"),
        ("kept", "完善审核制度。", "完善审核制度。"),
        ("reworded", "公开渠道不够多，群众知晓率有待提高。", "公开渠道不够多，群众的知晓率有待继续提高。"),
        ("added", "", "开设专栏。"),
        ("dropped", "加强队伍建设。", ""),
    ]


def test_side_by_side_loses_no_sentence():
    old, new = (sample(f"suqian_{year}.html") for year in (2023, 2024))
    for change in prose_changes(old, new):
        for report, side in ((old, "old"), (new, "new")):
            text = "".join(section.text for section in report.sections if section.number == change.number)
            shown = "".join(getattr(piece, side) for piece in change.pieces)
            assert "".join(shown.split()) == "".join(text.split())
        assert 0 <= change.overlap.share <= 1
        assert change.overlap.kept + change.overlap.renumbered + change.overlap.new == sum(
            bool(p.new) for p in change.pieces
        )
    assert {piece.kind for change in prose_changes(old, old) for piece in change.pieces} == {Edit.KEPT}


def test_a_crash_of_one_rule_is_a_finding_and_stops_no_other(monkeypatch):
    def crash(*_):
        raise ZeroDivisionError
        yield

    monkeypatch.setitem(COMPARISONS, "stock", crash)
    found = run_across([make({}), make({}, 1)]).findings
    assert {f.outcome for f in found if f.rule == "years.stock"} == {Outcome.UNCERTAIN}
    assert {f.rule for f in found} == {rule.id for rule in rules().values() if rule.across}


def test_ids_are_stable_and_different():
    reports = [make({}, number) for number in range(3)]
    first, second = (run_across(order).findings for order in (reports, reversed(reports)))
    ids = {f.id(f.report) for f in first}
    assert len(ids) == len(first)
    assert ids == {f.id(f.report) for f in second}
