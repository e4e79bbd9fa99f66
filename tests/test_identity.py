"""Title, agency, level, region, year and date of publication."""

from __future__ import annotations

import pytest

from parsing import divisions, parse_report
from parsing.document import FILE_TITLE, RawLine, build
from parsing.identity.facts import _period, identify
from parsing.identity.places import find_region
from parsing.normalise import advertising
from parsing.report import Place

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


def test_a_county_name_that_repeats_is_kept_as_stated():
    assert len([d for d in divisions.upper("朝阳区") if d.off(2023) == 0]) == 2
    region, how = find_region("朝阳区民政局", "朝阳区民政局认真落实。")
    assert (region.path, region.code, how) == (("朝阳区",), None, "name")
    assert find_region("朝阳区民政局", "长春市有关要求。")[0].prefecture == "长春市"


def test_a_township_name_that_repeats_needs_its_path():
    assert len(divisions.townships("城关镇")) > 50
    region, _ = find_region("城关镇", "")
    assert (region.path, region.code) == (("城关镇",), None)
    assert find_region("金堂县城关镇", "")[0].county == "金堂县"


def test_a_county_of_two_characters_is_not_found_inside_other_words():
    assert find_region(None, "在市委和县委、县政府的领导下和县直部门一道落实")[0].path == ()
    assert find_region(None, "马鞍山市和县人民政府门户网站")[0].county == "和县"


@pytest.mark.parametrize(
    ("prose", "agency", "how", "region"),
    [
        ("现公布盘山县民政局2022年信息公开工作年度报告。", "盘山县民政局", "published", ("辽宁省", "盘锦市", "盘山县")),
        (
            "我镇如期编制了《沙岭镇2022年政府信息公开工作年度报告》，请登录盘山县人民政府网站查阅。",
            "沙岭镇",
            "published",
            ("辽宁省", "盘锦市", "盘山县", "沙岭镇"),
        ),
        ("特向社会公布2022年度盘山县民政局政府信息公开工作情况。", "盘山县民政局", "published", ("盘山县",)),
        ("本报告由沙岭镇人民政府按照条例编制，见盘山县政府网站。", "沙岭镇人民政府", "compiled", ("盘山县", "沙岭镇")),
        (
            "由天津武清开发区管委会结合全年台账编制，武清区政府网站可下载。",
            "天津武清开发区管委会",
            "compiled",
            ("武清区",),
        ),
        (
            "结合国家税务总局芜湖市镜湖区税务局(以下简称“镜湖区局”)全年台账撰写。",
            "国家税务总局芜湖市镜湖区税务局",
            "called",
            ("安徽省", "芜湖市", "镜湖区"),
        ),
        (
            "有疑问的，请与盘山县沙岭镇人民政府党政综合办公室联系(地址：中兴路3号)。",
            "沙岭镇人民政府",
            "contact",
            ("盘山县", "沙岭镇"),
        ),
        ("2022年，盘锦市政府办公室坚持公开为常态。", "盘锦市政府办公室", "subject", ("辽宁省", "盘锦市")),
        ("2022年，我局认真落实。《辽宁省政务公开规定》印发后组织学习。", None, None, ("辽宁省",)),
    ],
)
def test_from_the_prose_where_the_title_is_lost(prose, agency, how, region):
    report = read("首页 > 公开年报", prose)
    assert (report.agency, report.sources.get("agency")) == (agency, how)
    assert set(region) <= set(report.region.path)


@pytest.mark.parametrize(
    "line",
    [
        "根据条例和办公室通知，将我局2022年度政府信息公开工作报告如下：",
        "现将我办2022年政府信息公开工作年度报告公布如下",
        "首页 > 公开年报 > 某局2022年政府信息公开工作年度报告",
    ],
)
def test_a_sentence_or_a_path_is_no_title(line):
    report = read(line)
    assert (report.title, report.agency) == (None, None)


def test_a_title_in_two_lines_of_its_own_name():
    report = read("盘山县民政局2022年政府信息公开工作\n年度报告")
    assert (report.title, report.agency) == ("盘山县民政局2022年政府信息公开工作年度报告", "盘山县民政局")


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


def test_advertising_words_are_no_name():
    report = read("常德市365体育投注:芙蓉街道2021年度政府信息公开工作年度报告")
    assert report.agency == "芙蓉街道"
    assert report.region.path == ("湖南省", "常德市", "武陵区", "芙蓉街道")
    assert read("盘山县体育局2021年政府信息公开工作年度报告").agency == "盘山县体育局"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("开云手机官网入口·(中国)官方网站民政局", "民政局"),
        ("365bet网上娱乐_365BETAPP官网_365体育平台网址人民政府办公室", "人民政府办公室"),
        ("国务院办公厅澳门金沙城中心:印发格式的通知", "国务院办公厅印发格式的通知"),
        ("市体育彩票管理中心、星空下的网站、12345平台、365条、皇冠镇官方网站", None),
    ],
)
def test_advertising_words_go_and_others_stay(text, left):
    assert advertising.remove(text) == (text if left is None else left)
    assert bool(advertising.find(text)) == (left is not None)


@pytest.mark.parametrize(
    "title",
    [
        "盘 山 县 民 政 局\n2 0 2 2 年 政 府 信 息 公 开 工 作 年 度 报 告",
        "盘山县民政局\n2022年度\n政府信息公开工作年度报告",
        "2022年政府信息公开工作年度报告\n（盘山县民政局）",
        "政府信息公开工作年度报告\n（2022年度）\n盘山县民政局",
        "《盘山县民政局2022年政府信息公开工作年度报告》",
        "盘山县民政局20222年政府信息公开工作年度报告",
    ],
)
def test_titles_in_pieces(title):
    report = read(title, "统计期限自2022年1月1日起至2022年12月31日止。")
    assert (report.agency, report.year, report.region.county) == ("盘山县民政局", 2022, "盘山县")


@pytest.mark.parametrize(
    ("title", "agency", "place"),
    [
        ("宁夏教育厅2022年政府信息公开工作年度报告", "宁夏教育厅", ("宁夏回族自治区",)),
        ("海南州人民政府2022年政府信息公开工作年度报告", "海南州人民政府", ("青海省", "海南藏族自治州")),
        ("桓仁县民政局2022年政府信息公开工作年度报告", "桓仁县民政局", ("辽宁省", "本溪市", "桓仁满族自治县")),
        (
            "盘山县林业局（县绿化委员会办公室）2022年政府信息公开工作年度报告",
            "盘山县林业局(县绿化委员会办公室)",
            ("辽宁省", "盘锦市", "盘山县"),
        ),
    ],
)
def test_names_cut_short_and_names_with_brackets(title, agency, place):
    report = read(title)
    assert (report.agency, report.region.path) == (agency, place)


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


@pytest.mark.parametrize(
    ("title", "agency", "place"),
    [
        ("大连海事局2022年政府信息公开工作年度报告", "大连海事局", ("辽宁省", "大连市")),
        ("国家统计局荆州调查队2022年政府信息公开工作年度报告", "国家统计局荆州调查队", ("湖北省", "荆州市")),
        ("中国银保监会宜春监管分局2020年政府信息公开年报", "中国银保监会宜春监管分局", ("江西省", "宜春市")),
        ("常州经开区2021年政府信息公开工作年度报告", "常州经开区", ("江苏省", "常州市")),
        ("盘锦市人民政府驻沈阳办事处2021年政府信息公开年报", "盘锦市人民政府驻沈阳办事处", ("辽宁省", "盘锦市")),
        (
            "盘锦市公安局兴隆台区分局2021年政府信息公开年报",
            "盘锦市公安局兴隆台区分局",
            ("辽宁省", "盘锦市", "兴隆台区"),
        ),
        ("盘锦市公安局高新区分局2021年政府信息公开年报", "盘锦市公安局高新区分局", ("辽宁省", "盘锦市")),
        ("标 题 盘山县民政局2021年政府信息公开年报", "盘山县民政局", ("辽宁省", "盘锦市", "盘山县")),
        ("盘山县人民政府信息公开工作年度报告(2021年)", "盘山县人民政府", ("辽宁省", "盘锦市", "盘山县")),
        ("[年报]盘山县民政局2021年政府信息公开工作年度报告", "盘山县民政局", ("辽宁省", "盘锦市", "盘山县")),
        ("盘山县2021年政务公开和政府信息公开工作年度报告", "盘山县", ("辽宁省", "盘锦市", "盘山县")),
        ("盘山县民政局\n二〇二一年政府信息公开\n工作年度报告", "盘山县民政局", ("辽宁省", "盘锦市", "盘山县")),
    ],
)
def test_bodies_of_every_kind(title, agency, place):
    report = read(title)
    assert (report.agency, report.region.path) == (agency, place)


@pytest.mark.parametrize("zone", ["西安高新区", "朝阳经开区"])
def test_a_zone_named_after_one_of_several_places_needs_the_prose(zone):
    assert find_region(zone, "")[0].path == ()
    assert find_region("西安高新区", "陕西省有关文件")[0].prefecture == "西安市"


def test_a_body_of_the_whole_country_is_not_of_the_district_of_its_address():
    address = "地址：北京市西城区南街3号。"
    assert find_region("国家档案局", address)[0].path == ()
    assert find_region("财政部", address)[0].path == ()
    assert find_region("规划建设部", address)[0].county == "西城区"
    assert find_region("盘锦市委宣传部", address)[0].prefecture == "盘锦市"
    assert find_region(None, address)[0].county == "西城区"


def test_the_district_in_an_address_is_where_the_office_stands():
    region, how = find_region(None, "按照盘锦市有关要求编制。请与局办公室联系(地址：盘锦市兴隆台区中街1号)。")
    assert (region.path, how) == (("辽宁省", "盘锦市"), "prose")


def test_a_report_on_a_school_year_has_no_single_year():
    assert read("盘山县第一中学2020—2021学年信息公开工作年度报告").year is None


@pytest.mark.parametrize(
    ("prose", "agency"),
    [
        ("现公布盘山县人力资源和社会保障局2022年政府信息公开工作年度报告。", "盘山县人力资源和社会保障局"),
        (
            "现公布盘锦高新区管委会(兴隆台区人民政府)2022年政府信息公开工作年度报告。",
            "盘锦高新区管委会(兴隆台区人民政府)",
        ),
        ("请联系：盘锦市双台子区人民政府铁东街道办事处；电话：1234567。", "铁东街道办事处"),
        ("现编制2021-2022学年盘锦大学信息公开工作年度报告。", "盘锦大学"),
        ("现公布盘锦市2022年政府信息公开工作年度报告。", "盘锦市"),
        ("现将桓仁自治县2022政府信息公开工作年度报告公布如下。", "桓仁自治县"),
        # what each of them calls itself is not its name
        ("现公布县民政局2022年政府信息公开工作年度报告。", None),
        ("2022年，开发区认真落实条例。", None),
        ("如有疑问，请与局办公室联系(电话：1234567)。", None),
        ("如有疑问，请与盘山县政务公开领导小组办公室联系(电话：1234567)。", None),
        ("现公布县民政局2022年政府信息公开工作年度报告。2022年，盘山县民政局认真落实条例。", "盘山县民政局"),
    ],
)
def test_names_in_the_prose_and_what_only_points_at_a_body(prose, agency):
    assert read("首页 > 公开年报", prose).agency == agency


def page(title: str, prose: str):
    table = "<table><tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr></table>"
    text = f"<html><head><title>{title}</title></head><body><p>一、总体情况</p><p>{prose}</p>{table}</body></html>"
    return parse_report(text.encode(), "x.html")


@pytest.mark.parametrize(
    ("title", "prose", "agency", "county"),
    [
        ("2022年政府信息公开工作年度报告_公开年报_盘山县水利局", "我局认真落实。", "盘山县水利局", "盘山县"),
        ("盘山县水利局-2022年政府信息公开工作年度报告", "一年来认真落实。", "盘山县水利局", "盘山县"),
        ("2022年政府信息公开工作年度报告_盘山县人民政府", "全县认真落实。", "盘山县人民政府", "盘山县"),
        ("2022年政府信息公开工作年度报告-办公室-盘山县人民政府门户网站", "全县认真落实。", "盘山县人民政府", "盘山县"),
        # its departments' reports stand on a government's site too
        ("2022年政府信息公开工作年度报告_盘山县人民政府", "我局认真落实全县部署。", None, "盘山县"),
        ("2022年政府信息公开工作年度报告_盘山县人民政府", "一年来认真落实。", None, "盘山县"),
        ("2022年政府信息公开工作年度报告_盘山县政府网站", "我局认真落实。", None, "盘山县"),
        ("水利局2022年政府信息公开工作年度报告_盘山县人民政府", "我局认真落实。", "水利局", "盘山县"),
    ],
)
def test_the_site_that_a_page_names(title, prose, agency, county):
    report = page(title, prose)
    assert (report.agency, report.region.county, report.year) == (agency, county, 2022)
    assert report.sources["region"] == "site"


def test_a_title_and_the_report_in_one_line():
    prose = " 一、总体情况 2022年，民政局认真落实县委、县政府要求，" + "持续做好公开工作，" * 30
    report = parse_report(f"盘山县民政局2022年政府信息公开工作年度报告{prose}\n规章\n0\n0\n0\n".encode(), "x.txt")
    assert (report.title, report.agency) == ("盘山县民政局2022年政府信息公开工作年度报告", "盘山县民政局")


def test_advertising_in_place_of_a_city_leaves_the_bodys_own_name():
    assert advertising.remove("UedBet体育城市管理局") == "城市管理局"


TITLE = "盘山县民政局2022年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    "before",
    [
        *("Page 8 - ", "Page8-", "page 8 of 20 ", "P. 8 ", "第3页 ", "第 3 页 共 12 页 ", "- 3 - ", "—3— ", "3/12 "),
        *("1. ", "1、", "（1）", "① ", "No.3 ", "8 | ", "附件1：", "附件：", "附件1 ", "附件2："),
        *("【年报】", "★", "• ", "当前文章：", "PDF：", "原文：", "Annual Report 2022 ", "关于公布《"),
    ],
)
def test_what_pages_lists_and_sites_print_before_a_title(before):
    behind = "》的公告" if before.endswith("《") else ""
    report = read(before + TITLE + behind)
    assert (report.title, report.agency, report.year) == (TITLE, "盘山县民政局", 2022)


@pytest.mark.parametrize(
    "behind",
    [
        *(" - 8 -", " —8—", " 第8页", " 第3页 共12页", " 3/12", " Page 8", " 8", "…………3", " ......... 8"),
        *(".pdf", " .docx", "（PDF版）", "(附件)", "【图解】", " 下载", "（全文）", "（公开稿）", "(1)", " [打印]"),
        *("_盘山县人民政府", " - 盘山县人民政府门户网站", " | 盘山县人民政府", " 2023-01-20"),
        *(" 【字体：大 中 小】", " 发布时间：2023-01-20 来源：民政局"),
    ],
)
def test_what_is_printed_behind_a_title(behind):
    report = read(TITLE + behind)
    assert (report.title, report.agency, report.year) == (TITLE, "盘山县民政局", 2022)


@pytest.mark.parametrize(
    "sentence",
    [
        "根据《中华人民共和国政府信息公开条例》编制并向社会公布。",
        "本报告由民政局编制。",
        "。本报告根据条例编制。",
        "2022年，我局认真落实。",
        "一、总体情况 2022年，我局认真落实。",
        "为贯彻落实条例，特向社会公布。",
        "（2022年1月1日至2022年12月31日）本报告依据条例编制。",
        "在县委、县政府的领导下，我局认真落实。",
        "依据条例，" + "我局持续做好公开工作，" * 30,
    ],
)
def test_a_title_that_a_sentence_is_glued_to(sentence):
    report = read(TITLE + sentence)
    assert (report.title, report.agency, report.year) == (TITLE, "盘山县民政局", 2022)


@pytest.mark.parametrize("at", range(7, len(TITLE) - 1))
def test_a_title_broken_anywhere(at):
    report = read(f"{TITLE[:at]}\n\n{TITLE[at:]}")
    assert (report.title, report.agency, report.year) == (TITLE, "盘山县民政局", 2022)


@pytest.mark.parametrize(
    "lines", ["盘山县民政局\n2022年政府信\n息公开工作年度报告", "盘山县\n民政局2022年\n政府信息公开工作年度报告"]
)
def test_a_title_in_three_pieces(lines):
    assert (read(lines).title, read(lines).agency) == (TITLE, "盘山县民政局")


@pytest.mark.parametrize(
    ("line", "title", "agency"),
    [
        # numbers and words of a body's own name
        ("第3中学2022年信息公开工作年度报告", "第3中学2022年信息公开工作年度报告", "第3中学"),
        ("P2P办公室2022年政府信息公开工作年度报告", "P2P办公室2022年政府信息公开工作年度报告", "P2P办公室"),
        ("3.15办公室2022年政府信息公开工作年度报告", "3.15办公室2022年政府信息公开工作年度报告", "3.15办公室"),
        ("附件厂街道2022年政府信息公开工作年度报告", "附件厂街道2022年政府信息公开工作年度报告", "附件厂街道"),
        ("2022年政府信息公开工作年度报告-盘山县民政局", None, "盘山县民政局"),
        ("盘山县人民政府\n政府信息公开\n年度报告\n" + TITLE, TITLE, "盘山县民政局"),
        (f"上一篇：{TITLE}\n下一篇：{TITLE}", None, None),
    ],
)
def test_what_is_a_names_own_stays(line, title, agency):
    report = read(line)
    assert report.agency == agency
    assert title is None or report.title == title


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


def test_the_articles_title_where_the_pages_is_the_site():
    html = (
        f"<html><head><meta name=ArticleTitle content='{TITLE}.pdf'><title>盘山县人民政府</title></head><body>"
        "<p>一、总体情况</p><p>一年来认真落实。</p><table><tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr></table>"
    )
    report = parse_report(html.encode(), "x.html")
    assert (report.title, report.agency, report.year) == (TITLE, "盘山县民政局", 2022)


@pytest.mark.parametrize(
    ("prose", "agency"),
    [
        ("统计期限自2022年1月1日至2022年12月31日。", "盘山县民政局"),
        # written over another report's file
        ("统计期限自2023年1月1日至2023年12月31日。", None),
        ("统计期限自2022年1月1日至2022年12月31日。由盘山县水利局编制。", "盘山县水利局"),
        ("我局认真落实。", None),
    ],
)
def test_the_title_in_a_files_properties_where_the_text_agrees(prose, agency):
    lines = [RawLine((line,), (Place(number),), None) for number, line in enumerate(["一、总体情况", prose], 1)]
    identity = identify(build(lines, {FILE_TITLE: f"Microsoft Word - {TITLE}.docx"}))
    assert identity.agency == agency
    assert (identity.title, identity.sources.get("agency")) == (
        (TITLE, "metadata") if agency == "盘山县民政局" else (None, "compiled" if agency else None)
    )
