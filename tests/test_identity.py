"""Title, agency, level, region, year and date of publication."""

from __future__ import annotations

import pytest

from parsing import parse_report
from parsing.divisions import codes
from parsing.places import find_region

BODY = "\n一、总体情况\n根据《政府信息公开条例》要求，编制本报告。{prose}\n二、主动公开政府信息情况\n规章\n0\n0\n0\n"


def read(title: str, prose: str = ""):
    return parse_report((title + BODY.format(prose=prose)).encode(), "x.txt")


@pytest.mark.parametrize(
    ("title", "agency", "level", "year", "region"),
    [
        (
            "盘山县人民政府办公室2022年政府信息公开工作年度报告",
            "盘山县人民政府办公室",
            "department",
            2022,
            ("辽宁省", "盘锦市", "盘山县"),
        ),
        ("2021年盘山县政府信息公开工作年度报告", "盘山县", "government", 2021, ("辽宁省", "盘锦市", "盘山县")),
        (
            "益阳市大通湖区政务中心\n2019年度政府信息公开工作年度报告",
            "大通湖区政务中心",
            "department",
            2019,
            ("湖南省", "益阳市", "大通湖区"),
        ),
        ("二〇二〇年乾县政府信息公开工作年度报告", "乾县", "government", 2020, ("陕西省", "咸阳市", "乾县")),
        ("北京市朝阳区民政局政府信息公开2023年度报告", "朝阳区民政局", "department", 2023, ("北京市", "朝阳区")),
        (
            "长春市朝阳区人民政府2023年政府信息公开工作年度报告",
            "朝阳区人民政府",
            "government",
            2023,
            ("吉林省", "长春市", "朝阳区"),
        ),
        (
            "濮阳经济技术开发区新习镇2020年\n政务信息公开工作报告",
            "新习镇",
            "township",
            2020,
            ("河南省", "濮阳市", "濮阳经济技术开发区", "新习镇"),
        ),
    ],
)
def test_from_the_title(title, agency, level, year, region):
    report = read(title)
    assert (report.agency, report.level, report.year, report.region.path) == (agency, level, year, region)


def test_what_is_not_stated_is_null():
    report = read("政府信息公开工作年度报告", "我局认真落实。")
    assert (report.agency, report.year, report.published, report.region.path, report.region.code) == (
        None,
        None,
        None,
        (),
        None,
    )


def test_a_county_name_that_repeats_is_not_guessed():
    assert len(codes("朝阳区")) == 2
    assert find_region("朝阳区民政局", "朝阳区民政局认真落实。").path == ()
    assert find_region("朝阳区民政局", "长春市有关要求。").prefecture == "长春市"


def test_a_township_name_that_repeats_needs_its_path():
    assert len(codes("城关镇")) > 50
    assert find_region("城关镇", "").path == ()
    assert find_region("金堂县城关镇", "").county == "金堂县"


def test_the_year_of_the_period_counts_where_the_title_has_none():
    report = read("盘山县民政局政府信息公开工作年度报告", "统计期限自2021年1月1日起至2021年12月31日止。")
    assert report.year == 2021


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


def test_advertising_words_are_no_name():
    report = read("常德市365体育投注:芙蓉街道2021年度政府信息公开工作年度报告")
    assert report.agency == "芙蓉街道"
    assert report.region.path == ("湖南省", "常德市", "武陵区", "芙蓉街道")
    assert read("盘山县体育局2021年政府信息公开工作年度报告").agency == "盘山县体育局"
