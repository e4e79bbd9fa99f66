"""The list of divisions: which state of the country a name belongs to, and how many of all names are read in titles."""

from __future__ import annotations

import csv
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

import pytest

from checks.across.bodies import body
from parsing import divisions, parse_report
from parsing.divisions import LEVELS, Division
from parsing.form import DATA
from parsing.identity.places import find_region
from parsing.identity.stems import TOWNSHIP
from tests.sizes import sized

BODY = "\n一、总体情况\n根据《政府信息公开条例》要求，编制本报告。\n二、主动公开政府信息情况\n规章\n0\n0\n0\n"
BEHIND = ("", "人民政府", "教育局", "人民政府办公室", "管委会", "卫生健康委员会", "市场监督管理局")
OFFICES = {"街道": "办事处", "镇": "财政所", "乡": "卫生院", "县": "县人民政府办公室", "市": "市人民政府办公室"}


def path_of(name: str, year: int | None = None) -> tuple[str, ...]:
    return find_region(name, "", year)[0].path


def read(title: str):
    return parse_report(f"{title}政府信息公开工作年度报告{BODY}".encode(), "x.txt")


@pytest.mark.parametrize(
    ("name", "year", "path"),
    [
        # part of a longer name
        ("和康县教育局", 2024, ("新疆维吾尔自治区", "和田地区", "和康县")),
        ("南和县教育局", 2019, ("河北省", "邢台市", "南和县")),
        ("昔阳县东冶头镇", 2022, ("山西省", "晋中市", "昔阳县", "东冶头镇")),
        ("大盘山县民政局", 2022, ()),
        ("西沙岭镇人民政府", 2022, ()),
        ("盘山县西沙岭镇人民政府", 2022, ("辽宁省", "盘锦市", "盘山县")),
        ("盘锦市大盘山县民政局", 2022, ("辽宁省", "盘锦市", "大盘山县")),
        ("新长春市朝阳区教育局", 2022, ()),
        ("吉安路工业园区管委会", 2022, ()),
        # right behind another one, or its government
        ("盘锦市双台子区人民政府铁东街道办事处", 2022, ("辽宁省", "盘锦市", "双台子区", "铁东街道")),
        ("国家税务总局盘锦市税务局", 2022, ("辽宁省", "盘锦市")),
        ("中共盘山县委办公室", 2022, ("辽宁省", "盘锦市", "盘山县")),
        ("辽宁盘锦盘山县民政局", 2022, ("辽宁省", "盘锦市", "盘山县")),
        ("盘锦市盘锦市盘山县民政局", 2022, ("辽宁省", "盘锦市", "盘山县")),
        ("盘锦市人民政府驻沈阳市办事处", 2022, ("辽宁省", "盘锦市")),
        ("盘锦市市场监督管理局", 2022, ("辽宁省", "盘锦市")),
        # words that only begin like names
        ("盘锦市城市管理局", 2022, ("辽宁省", "盘锦市")),
        ("盘山县乡村振兴局", 2022, ("辽宁省", "盘锦市", "盘山县")),
        ("城南中学", 2022, ()),
        ("广东省梅县市场监督管理局", 2012, ("广东省", "梅州市", "梅县")),
        ("长春经济开发区管委会", 2022, ()),
        # by year
        ("祁阳县教育局", 2020, ("湖南省", "永州市", "祁阳县")),
        ("祁阳市教育局", 2021, ("湖南省", "永州市", "祁阳市")),
        ("祁阳市教育局", 2020, ("湖南省", "永州市", "祁阳市")),
        ("茅竹镇人民政府", 2020, ("湖南省", "永州市", "祁阳县", "茅竹镇")),
        ("茅竹镇人民政府", 2022, ("湖南省", "永州市", "祁阳市", "茅竹镇")),
        ("莱芜市钢城区教育局", 2018, ("山东省", "莱芜市", "钢城区")),
        ("济南市钢城区教育局", 2018, ("山东省", "济南市", "钢城区")),
        ("钢城区教育局", 2020, ("山东省", "济南市", "钢城区")),
        ("襄樊市民政局", 2009, ("湖北省", "襄樊市")),
        ("清河区教育局", 2020, ("辽宁省", "铁岭市", "清河区")),
        ("清河区教育局", 2012, ("清河区",)),
        # which of two counties it was in then is not known, unless the name says so
        ("天水街道办事处", 2020, ("浙江省", "杭州市", "天水街道")),
        ("下城区天水街道办事处", 2020, ("浙江省", "杭州市", "下城区", "天水街道")),
        ("天水街道办事处", 2022, ("浙江省", "杭州市", "拱墅区", "天水街道")),
    ],
)
def test_names_and_years(name, year, path):
    assert path_of(name, year) == path


@pytest.mark.parametrize(
    ("prose", "path"),
    [
        # 鞍山市 is none in 马鞍山市, 康县 none in 和康县
        ("马鞍山市认真落实。", ("安徽省", "马鞍山市")),
        ("在大盘山县和康县政府网站公开。", ()),
        ("甘肃省康县人民政府网站。", ("甘肃省", "陇南市", "康县")),
        ("全市城区和全县落实，登录盘锦市人民政府网站。", ("辽宁省", "盘锦市")),
        ("长春市朝阳区认真落实。", ("吉林省", "长春市", "朝阳区")),
    ],
)
def test_names_in_the_prose_begin_somewhere_too(prose, path):
    assert find_region(None, prose, 2022)[0].path == path


def test_a_body_of_no_listed_place_is_of_none_whose_name_is_in_its_own():
    prose = "大盘山县民政局认真落实。登录大盘山县和盘锦市人民政府网站，有别于盘山县。"
    assert find_region("大盘山县民政局", prose, 2022)[0].path == ("辽宁省", "盘锦市")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("祁阳县人民政府2020年", "祁阳市人民政府2021年"),
        ("祁阳县茅竹镇人民政府2020年", "祁阳市茅竹镇人民政府2022年"),
        ("莱芜市钢城区教育局2018年", "济南市钢城区教育局2019年"),
        ("襄樊市民政局2009年", "襄阳市民政局2011年"),
        ("下城区天水街道办事处2020年", "拱墅区天水街道办事处2021年"),
    ],
)
def test_a_division_is_one_body_under_all_its_names(before, after):
    first, second = body(read(before)), body(read(after))
    assert first.key == second.key
    assert first.certain and second.certain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # merged: 崇文区 into 东城区, 崇川区 and 港闸区 into a new 崇川区
        ("崇文区教育局2009年", "东城区教育局2010年"),
        ("南通市崇川区2019年", "南通市崇川区2021年"),
        ("安徽省巢湖市2010年", "合肥市巢湖市2012年"),
    ],
)
def test_what_was_merged_is_another_body(one, other):
    assert body(read(one)).key != body(read(other)).key


def test_a_code_stays_with_one_division():
    """Since there are reports no code went from one division to another that did not follow it."""
    recent = [d for d in divisions.all_upper() if d.until > 2008]
    lasting = {}
    for division in recent:
        last = divisions.followed(division)
        assert lasting.setdefault((division.code, division.since), last) == last
        assert divisions.lasting(division.code, min(division.until - 1, 2026)) == last.code


def townships_of(county: str, entries: str) -> Iterator[tuple[str, str]]:
    for entry in entries.split(" "):
        number = entry[:3] if entry[0].isdigit() else ""
        yield (county + number if number else county), entry[len(number) :]


def listed() -> Iterator[tuple[Division, int, tuple[str | None, ...]]]:
    """Every county since 1981 in its last year and every township of both lists in 2025, with its path by the list."""
    upper: dict[str, list[Division]] = {}
    for division in divisions.all_upper():
        upper.setdefault(division.code, []).append(division)

    def there(code: str, year: int) -> str | None:
        return next((d.name for d in upper.get(code, ()) if d.off(year) == 0), None)

    for division in divisions.all_upper():
        if division.level == "county":
            year = min(division.until - 1, 2025)
            yield division, year, (there(division.code[:2], year), there(division.code[:4], year), division.name, None)
    with (DATA / "townships.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for code, name in townships_of(row["county"], row["townships"]):
                year = max((d.since for d in upper.get(code[:6], ()) if d.until > 2026), default=0)
                year = max(year, 2025)
                names = [there(code[:digits], year) for digits in (2, 4, 6)]
                yield Division(code, name, "township"), year, (*names, name)


def titles(path: tuple[str | None, ...], turn: int) -> Iterator[tuple[str, str]]:
    """Names of bodies of a division: alone and with its whole path, each kind of body behind it; with parts of its path,
    one kind by turns."""
    known = [name for name in path if name]
    forms = {
        "alone": known[-1],
        "path": "".join(known),
        "parent": "".join(known[-2:]),
        "province": known[0] + known[-1],
        "short": divisions.stem(known[0]) + "".join(known[1:]),
    }
    # 某县县人民政府办公室 is printed 某县人民政府办公室
    own = [tail.removeprefix(kind) for kind, tail in OFFICES.items() if known[-1].endswith(kind)]
    tails = (*BEHIND, *own)
    for form, name in forms.items():
        for tail in tails if form in ("alone", "path") else {"", tails[turn % len(tails)]}:
            yield form, name + tail


def verdict(name: str, year: int, path: tuple[str | None, ...]) -> str:
    region, _ = find_region(name.replace("（", "(").replace("）", ")"), "", year)
    found = [getattr(region, level) for level in LEVELS]
    # 某街道 and 某街道办事处 are one
    same = [(one, (other or "").removesuffix("办事处")) for one, other in zip(found, path, strict=True)]
    if any(one is not None and one.removesuffix("办事处") != other for one, other in same):
        return "wrong"
    lowest = max(index for index, name in enumerate(path) if name)
    return "right" if region.code and found[lowest] else "none"


def test_names_in_titles(capsys):
    """No name is read as another one's; with its path hardly one of a county or township is not read."""
    everything = list(listed())
    chosen = random.Random("divisions").sample(everything, sized(1_000, len(everything)))
    counts: Counter[tuple[str, str, str]] = Counter()
    wrong = []
    for turn, (division, year, path) in enumerate(chosen):
        kind = division.level if division.level != "township" or TOWNSHIP.search(division.name) else "farm or zone"
        for form, name in titles(path, turn):
            found = verdict(name, year, path)
            counts[kind, form, found] += 1
            if found == "wrong":
                wrong.append((name, year, path))
    with capsys.disabled():
        print(f"\n{len(chosen)} of {len(everything)} names in titles")
        for kind, form in sorted({(kind, form) for kind, form, _ in counts}):
            of = {found: counts[kind, form, found] for found in ("right", "none", "wrong")}
            print(f"{kind:13}{form:10}{of}")
    assert wrong == []
    for kind in ("county", "township"):
        total = sum(counts[kind, "path", found] for found in ("right", "none", "wrong"))
        assert counts[kind, "path", "none"] <= total / 100


SOURCES = {
    "areacodes.csv": "\ufeff代码,一级行政区,二级行政区,名称,级别,状态,启用时间,变更/弃用时间,新代码\n"
    "980000,青省,,青省,省级,在用,1981,,\n980100,青省,岚市,岚市,地级,在用,1981,,\n"
    "980121,青省,岚市,溪县,县级,弃用,1981,2021,980181;980102[2014]\n980181,青省,岚市,溪市,县级,在用,2021,,\n",
    "divisions.csv": "code,name\n98,青省\n9801,岚市\n980181,溪市\n980181001,溪市东街道\n980181002,溪市林业局\n"
    "980171,岚市开发区\n980171001,北街道\n",
    "townships.csv": "code,name,county_code,county\n980181001000,西镇,980181,溪市\n980181002000,东街道,980181,溪市\n"
    "980181003000,老乡（撤销）,980181,溪市\n980191001000,南镇,980191,新县\n",
    "changes.csv": "year,type,old_code,old_name,old_path,new_code,new_name,new_path\n2022,新设,,,,980191,新县,青省/新县\n",
}


def test_the_list_is_made_from_its_sources(tmp_path):
    for name, text in SOURCES.items():
        (tmp_path / name).write_text(text, "utf-8")
    made = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        arguments = [*(str(tmp_path / name) for name in SOURCES), "--to", str(tmp_path / folder)]
        subprocess.run([sys.executable, "-m", "parsing.divisions.make", *arguments], check=True)
        made.append([(tmp_path / folder / name).read_text("utf-8") for name in ("divisions.csv", "townships.csv")])
    assert made[0] == made[1]
    assert made[0][0].split() == [
        "code,name,since,until,became",
        "98,青省,1981,,",
        "9801,岚市,1981,,",
        *("980121,溪县,1981,2021,980181", "980102:2014"),
        "980171,岚市开发区,,,",
        "980181,溪市,2021,,",
        "980191,新县,2022,,",
    ]
    # 东街道 bears its path in one list; 西镇 has the number of another one in the other; an office is no township
    assert made[0][1].splitlines() == [
        "county,townships",
        "980171,001北街道",
        "980181,001东街道 西镇 003老乡",
        "980191,001南镇",
    ]
