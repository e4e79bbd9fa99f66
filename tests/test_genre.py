"""What kind of document it is: told by what is there, and judged as far as it goes."""

from __future__ import annotations

import json

import pytest

from checks import Finding, Findings, run_across, run_checks
from checks.cli.command import summary
from checks.cli.contract import joined, line
from checks.judgement.states import state
from metrics import metrics_frame
from parsing import parse_report
from parsing.prose.genre import said
from parsing.report import Genre, Report

TITLE = "甲县乙局2023年政府信息公开工作年度报告"
ONE = "一、总体情况\n2023年，我局收到政府信息公开申请3件。\n"
TWO = """二、主动公开政府信息情况
第二十条第（一）项
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
规章 | 0 | 0 | 0
行政规范性文件 | 1 | 0 | 2
第二十条第（五）项
信息内容 | 本年处理决定数量
行政许可 | 12
第二十条第（六）项
行政处罚 | 3
行政强制 | 0
第二十条第（八）项
信息内容 | 本年收费金额（单位：万元）
行政事业性收费 | 0
"""
THREE = """三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量 | 3 | 0 | 0 | 0 | 0 | 0 | 3
二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1
（一）予以公开 | 2 | 0 | 0 | 0 | 0 | 0 | 2
"""
OLD_TWO = """二、主动公开政府信息情况
信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量
规章 | 0 | 0 | 0
规范性文件 | 2 | 3 | 4
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量
行政许可 | 5 | 0 | 6
其他对外管理服务事项 | 0 | 1 | 0
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量
行政处罚 | 7 | 0 | 8
行政强制 | 0 | 0 | 0
"""
ENDING = "五、存在的主要问题及改进情况\n公开的主动性不足。\n六、其他需要报告的事项\n无。\n"
NOT_REPORTS = {
    Genre.TEMPLATE: (
        "政府信息公开工作年度报告格式模板\n一、总体情况\n（文字描述）\n规章 | | | |\n",
        "政府信息公开工作年度报告（样表）\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n规章 | | |\n",
        "××县××局20××年政府信息公开工作年度报告\n一、总体情况\n（文字描述）\n",
        "政府信息公开工作年度报告\n一、总体情况\n（此处填写总体情况）\n二、主动公开政府信息情况\n规章 | | |\n"
        "五、存在的主要问题及改进情况\n（请填写存在的问题）\n",
        "附件：政府信息公开年报范本\n（单位名称）______年政府信息公开年度报告\n",
    ),
    Genre.NOTICE: (
        "甲省人民政府办公厅关于印发政府信息公开工作年度报告格式的通知\n各市、县人民政府：\n一、总体情况\n（文字描述）\n",
        "关于做好2023年政府信息公开工作年度报告编制发布工作的通知\n各科室：\n请于1月20日前报送政府信息公开年报。\n",
        "关于报送2022年度政府信息公开年度报告的函\n县政府办：\n现报送有关材料。\n",
        "关于公布2021年政府信息公开年报的公告\n现予公布。\n",
    ),
    Genre.PART_YEAR: (
        "甲县乙局2023年上半年政府信息公开情况统计表\n主动公开政府信息数 | 条 | 120\n",
        f"甲县乙局2023年上半年政府信息公开工作报告\n{ONE}{THREE}",
        "2022年第三季度政务公开工作情况统计\n主动公开信息 | 45 | 条\n",
        "甲镇2024年1-6月政府信息公开数据汇总\n主动公开信息45条。\n",
        "甲区政务公开情况统计（2023年3季度）\n主动公开信息45条。\n",
    ),
    Genre.SUMMARY: (
        "甲县水利局2023年政务公开工作总结\n主动公开政府信息120条。\n一、主要做法\n",
        "甲区2024年政务公开工作要点\n一、加大主动公开力度。\n",
        "甲镇政府信息公开工作计划\n一、健全制度。\n",
        "甲县政府信息公开工作自查报告\n根据要求，自查如下。\n",
    ),
    Genre.OTHER_REPORT: (
        "甲市乙局2023年法治政府建设年度报告\n推进政务公开，收到政府信息公开申请3件，行政复议9件、行政诉讼4件。\n",
        "甲县教育局2022年度部门决算\n第一部分 部门概况\n政府信息公开申请办理情况\n",
        "2023年甲县人民政府工作报告\n政府工作报告\n全面推进政务公开。\n",
        "甲县行政执法情况报告\n政务公开。\n甲局2023年度行政执法年度报告\n",
    ),
}
EVERY = [
    pytest.param(kind, text, id=f"{kind}-{i}") for kind, texts in NOT_REPORTS.items() for i, text in enumerate(texts)
]


def read(text: str) -> Report:
    return parse_report(text.encode(), "document.txt")


def flagged(text: str) -> set[str]:
    return {finding.rule for finding in run_checks(read(text)).flagged}


@pytest.mark.parametrize(("kind", "text"), EVERY)
def test_what_is_no_report_is_said_to_be_none_and_not_checked(kind, text):
    report = read(text)
    findings = run_checks(report)
    assert report.kind is kind
    assert findings == Findings(())
    assert state(report, findings) == "no_report"
    for language in ("zh", "en"):
        assert said(kind, language) in summary(report, findings, language)
        printed = joined(line(report, findings, language), (), language, report.sha256)
        assert json.loads(printed)["kind"] == kind.value
    assert {"zh": "不是", "en": "not an annual report"}["zh"] in said(kind, "zh")


def test_what_is_no_report_counts_nowhere():
    half = read(NOT_REPORTS[Genre.PART_YEAR][1])
    assert any(figure.value for figure in half.figures), "its figures are shown all the same"
    assert metrics_frame([half]).empty
    assert run_across([half]).findings == ()


def test_a_form_names_no_body_and_no_year():
    form = read(NOT_REPORTS[Genre.TEMPLATE][0])
    assert (form.agency, form.level, form.year, form.region.path) == (None, None, None, ())


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n{ONE}{TWO}{THREE}{ENDING}",
        # links of a site to other documents
        f"首页\n法治政府建设年度报告\n部门决算公开\n政府信息公开年报\n{TITLE}\n{ONE}{TWO}{ENDING}",
        # the report itself, sent round
        f"关于印发《甲县乙局2023年政府信息公开工作年度报告》的通知\n{ONE}{TWO}{ENDING}",
        # words of non-reports in its prose
        f"{TITLE}\n一、总体情况\n上半年印发政务公开工作要点，报送法治政府建设年度报告。\n{TWO}{THREE}{ENDING}",
        f"{TITLE}（格式）\n{ONE}{TWO}{THREE}{ENDING}",
        # years before the form
        "甲县乙局2014年政府信息公开工作年度报告\n一、概述\n主动公开信息30条。\n",
    ],
)
def test_a_report_is_one(text):
    assert read(text).kind is Genre.REPORT


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n{ONE}",
        f"{TITLE}\n{ONE}{TWO}",
        f"{TITLE}\n{ONE}{TWO}{THREE}",
        f"{TITLE}\n{ONE}{TWO}{THREE}（二）部分公开 | 1 | 0 | 0",
        f"{TITLE}\n{ONE}{TWO}三、收到和处理政府信息公开申请情况\n",
        f"{TITLE}\n{ONE}二、主动公开政府信息情况\n规章 | 0 | 0 | 0\n行政规范性文件 | 1 | 0",
        f"{TITLE}\n{ONE}{TWO}{THREE}五、存在的主要问题及改进情况\n一是公开的主动性不足，二是有关人员的业务能力还不能完全适应工作的",
        f"{TITLE}\n一、总体情况\n2023年，我局主动公开政府信息40条，收到",
    ],
)
def test_a_report_that_breaks_off_is_judged_as_far_as_it_goes(text):
    report = read(text)
    assert report.kind is Genre.CUT
    assert flagged(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        THREE,
        "\n".join(THREE.splitlines()[1:]),
        TWO,
        f"{TWO}{THREE}",
        "行政许可 | 12\n行政处罚 | 3\n行政强制 | 0\n",
    ],
)
def test_a_table_pasted_alone_is_an_excerpt(text):
    report = read(text)
    assert report.kind is Genre.EXCERPT
    assert flagged(text) == set()
    assert state(report, run_checks(report)) == "part"


def test_parts_are_held_to_what_is_there():
    wrong = THREE.replace("| 0 | 2", "| 0 | 5")
    assert flagged(wrong) == {"requests.row_sum"}
    said_otherwise = f"{TITLE}\n{ONE.replace('3件', '8件')}{TWO}{THREE}"
    assert flagged(said_otherwise) == {"narrative.received"}
    short = f"{TITLE}\n{ONE}{TWO}{THREE.replace('1 | 0 | 0 | 0 | 0 | 0 | 1', '1 | 0 | 0 | 0 | 0 | 1')}"
    assert "form.row_width" in flagged(short)


def test_a_table_that_is_a_picture_is_missing_in_a_part_too():
    text = f"{TITLE}\n{ONE}二、主动公开政府信息情况\n{THREE}"
    failed: list[Finding] = [f for f in run_checks(read(text)).flagged if f.rule == "form.table_missing"]
    assert [f.subject for f in failed] == ["disclosure"]


def test_an_edition_is_told_by_what_is_there():
    rows = f"{TITLE}\n{ONE}{THREE}（七）总计 | 2 | 0 | 0 | 0 | 0 | 0 | 2\n四、结转下年度继续办理 | 2 | 0 | 0 | 0 | 0 | 0 | 2\n"
    assert "form.edition" not in flagged(rows)
    assert "form.edition" in flagged(f"{TITLE}\n{ONE}{OLD_TWO}{THREE}{ENDING}")
