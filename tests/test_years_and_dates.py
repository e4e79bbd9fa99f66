"""The year of a report and the day of its publication."""

from __future__ import annotations

import pytest

from parsing import parse_report
from parsing.identity.facts import _period
from tests.titled import BODY, read


def test_the_year_of_the_period_counts_where_the_title_has_none():
    report = read("盘山县民政局政府信息公开工作年度报告", "统计期限自2021年1月1日起至2021年12月31日止。")
    assert report.year == 2021


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("2024年1月1日至12月31日", 2024),
        ("2022年1月1日起至当年12月31日", 2022),
        ("2022.01.01-2022.12.31", 2022),
        ("2022-01-01至2022-12-31", 2022),
        ("2021年1月1日至2022年12月31日", None),
        ("2022年1月1日起施行,到2023年12月31日", None),
        ("2022年1月1日至3月12日,12月31日", None),
    ],
)
def test_shapes_of_the_period(period, year):
    assert _period(f"统计期限为{period}。") == year


def test_years_lost_after_digits():
    report = read("盘山县民政局政府信息公开工作年度报告", "期限自20191月1日至201912月31日。")
    assert report.year == 2019


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("发布时间:2023-01-24 19:35 浏览量:12", "2023-01-24"),
        ("发布日期：2023年1月5日", "2023-01-05"),
        ("文号：盘政办〔2023〕7号", None),
        ("发布日期：2022-03-01", None),
    ],
)
def test_published(line, published):
    assert read(f"{line}\n盘山县民政局2022年政府信息公开工作年度报告").published == published


def test_published_from_the_page_and_the_year_of_the_right_link():
    html = (
        "<html><head><meta charset=utf-8><meta name=PubDate content='2023-01-30 10:00'><title>盘山县民政局2022年政府信息公开工作年度报告</title>"
        "</head><body><ul><li><a>盘山县民政局2021年政府信息公开工作年度报告</a></li></ul>"
        "<h1>盘山县民政局2022年政府信息公开工作年度报告</h1><p>根据条例要求编制。</p></body></html>"
    )
    report = parse_report(html.encode(), "x.html")
    assert (report.year, report.published) == (2022, "2023-01-30")


@pytest.mark.parametrize(
    "line",
    [
        "2023-01-16 09:15 来源：盘山县人民政府 字体：大 中 小",
        "发布日期：\n2023年1月16日",
        "发布日期：20230116",
        "【发布时间】2023-01-16【来源】民政局",
    ],
)
def test_dates_as_sites_print_them(line):
    assert read(f"盘山县民政局2022年政府信息公开工作年度报告\n{line}").published == "2023-01-16"


@pytest.mark.parametrize("line", ["二〇二三年一月十六日", "盘山县民政局  2023年1月16日", "盘山县民政局 2023年1月16日"])
def test_dates_of_signatures(line):
    text = "盘山县民政局2022年政府信息公开工作年度报告" + BODY.format(prose="") + line
    assert parse_report(text.encode(), "x.txt").published == "2023-01-16"


def test_a_report_on_a_school_year_has_no_single_year():
    assert read("盘山县第一中学2020—2021学年信息公开工作年度报告").year is None


@pytest.mark.parametrize(
    "prose",
    [
        "2022年，我局认真落实，比2021年多。2021年受理1件，2021年办结1件。",
        "现将我局2022年政府信息公开工作情况报告如下。2021年、2021年、2021年。",
        "按照要求，公布2022年度政府信息公开工作年度报告。2023年、2023年、2023年。",
        "本报告所列数据的统计期限为2022年度。2023年、2023年。",
        "二〇二二年，我局认真落实。2021年、2021年。",
        "２０２２年，我局认真落实。2021年、2021年。",
    ],
)
def test_the_year_that_the_first_sentence_states(prose):
    report = read("盘山县民政局政府信息公开工作年度报告", prose)
    assert (report.year, report.sources["year"]) == (2022, "prose")


def test_the_month_of_issue_is_not_the_reports_year():
    found = read(
        "沂源县人民政府政府信息公开工作年度报告（2024年1月发布）", "统计期限自2023年1月1日起至2023年12月31日止。"
    )
    assert found.year == 2023
