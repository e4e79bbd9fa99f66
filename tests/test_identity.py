"""The body that reports, its level and its region."""

from __future__ import annotations

import pytest

from parsing import divisions
from parsing.identity.places import find_region
from parsing.normalise import advertising
from tests.titled import page, read


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


def test_advertising_in_place_of_a_city_leaves_the_bodys_own_name():
    assert advertising.remove("UedBet体育城市管理局") == "城市管理局"


@pytest.mark.parametrize(
    ("title", "agency", "level"),
    [
        ("某市国有资产监督管理委员会2023年政府信息公开工作年度报告", "某市国有资产监督管理委员会", "department"),
        ("某市城市管理委员会2023年政府信息公开工作年度报告", "某市城市管理委员会", "department"),
        (
            "某市高新技术产业开发区管理委员会2023年政府信息公开工作年度报告",
            "某市高新技术产业开发区管理委员会",
            "government",
        ),
    ],
)
def test_committees_that_govern_a_zone_and_others(title, agency, level):
    found = read(title)
    assert (found.agency, found.level) == (agency, level)


@pytest.mark.parametrize("part", ["上半年", "第三季度", "1-6月", "下半年度"])
def test_a_part_of_the_year_is_not_of_the_bodys_name(part):
    assert read(f"永嘉县水利局2023年{part}政府信息公开工作报告").agency == "永嘉县水利局"


@pytest.mark.parametrize("visit", ["赴沂水县学习考察", "考察沂水县的做法", "对口支援沂水县"])
def test_a_place_that_was_visited_is_not_the_bodys(visit):
    assert read("财政局2023年政府信息公开工作年度报告", f"我局{visit}。").region.county is None
