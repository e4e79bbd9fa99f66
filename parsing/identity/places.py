"""The body's region: from its own name first, then from the names of divisions in the prose.

A name begins where the body's begins, or right behind the division above it or that one's government: 南和县 is no
和县. Names repeat (朝阳区 twice, townships by the hundred), so one that several divisions have counts only with its
path: an ancestor before it, or in the prose. Of one that several had, those count that were there in the report's year.
A zone that the list lacks is kept as it is named.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from parsing import divisions
from parsing.divisions import Division
from parsing.report import Region

_DIGITS = {"province": 2, "prefecture": 4, "county": 6, "township": 9}
_COUNTY = _DIGITS["county"]
# A report for a year is published in the next one, under the name that the body has by then
_CHANGING = 1
# Regulation of 2008: before it there were no reports
_FIRST_REPORTS = 2008
# Names of townships; those of other rows of the list (林场, 城南, 经济开发区) are ordinary words or zones
_TOWNSHIP = re.compile(r"(?:街道|街道办事处|镇|乡|苏木|(?<=..)地区)$")
# What makes another word of a name's end: 新城镇化, 市场, 区域, 乡村
_GOES_ON = {"镇": "化", "乡": "村", "区": "域", "县": "域"}
# Behind a name that is an ordinary word: its body, or nothing
_BODY_BEHIND = re.compile(r"$|\(|(?:人民)?政府|管委会|管理委员会|管理处|办事处|党工委")
_SHORTEST_ZONE = 4
_GOVERNMENT_BEHIND = re.compile(r"(?:人民政府|政府)?")
_OFFICE_BEHIND = re.compile(r"[一-鿿]{1,12}?(?:局|支队|大队|总队)")
# A district or zone named right behind a prefecture or county, whether the list has it or not
_UNLISTED = re.compile(
    r"(?!(?:人民)?政府|委|驻|城区|市区|社区)(?:(?![局委厅院驻府])[一-鿿]){2,10}?"
    r"(?:管理区|开发区|高新区|新区|示范区|实验区|保税区|风景区|度假区|园区|林区|区|县|市|旗)(?![域场])"
)
# What a name that no list has states of its own place: 和康县, 东冶头镇
_OWN_PLACE = re.compile(r"[一-鿿]{1,6}?[市县区旗州盟]|[一-鿿]{1,6}?(?:街道|镇|乡|苏木)")

# Bodies that are led from above are named after the city they sit in: 大连海事局, 国家统计局荆州调查队
_LED = re.compile(
    r"海关|关区|海事局|监管局|监管分局|银保监|银监|证监局|调查队|气象|税务|邮政管理局|烟草|边防|出入境|航道|民航|铁路|地震"
)
_LEADER = re.compile(r"(?:中华人民共和国|中国共产党|中共|(?:国家|中国)[一-鿿]{2,10}?(?:总局|局|会))(?=..)")
# Bodies of the whole country; the addresses in their reports are where they sit
_NATIONWIDE = re.compile(
    r"(?:全国|中华人民共和国|国务院).+|\A.*(?:总署|总局)|(?:国家|中国)[一-鿿]{2,12}(?:局|委员会|院|署|会)"
    r"|(?:外交|教育|科学技术|科技|工业和信息化|公安|民政|司法|财政|人力资源和?社会保障|自然资源|生态环境|住房和?城乡建设|交通运输"
    r"|水利|农业农村|商务|文化和?旅游|退役军人事务|应急管理)部"
)
# Places that a report's people went to, or help
_VISITED = re.compile(r"(?:赴|前往|考察|参观|走访|借鉴|对口(?:支援|帮扶|协作))[^，。,;；\n]{2,20}")
_ADDRESS = re.compile(r"地址[:：][^,，;；。)\n]*")
_ZONE = re.compile(r"开发区|高新区|工业园|产业园|园区|新区|示范区|经济区|保税区|管理区|经开区|实验区")
# What stands between a place's name and the zone that is named after it: 嘉祥经济开发区, 合肥高新区
_ZONE_ITSELF = re.compile(
    r"(?:[市县区]|国家级?|省级|经济|技术|高新|高技|产业|工业|农业|科技|生态|旅游|综合|循环|现代|国际|临港|临空|航空|化工|[、和与及]){0,8}"
    rf"(?:{_ZONE.pattern})"
)

_REGION = re.compile(r"(?:壮族|回族|维吾尔)自治区")
_PEOPLES = re.compile(
    r"(?<=[一-鿿]{2})(?:(?:土家|蒙古|哈萨克|柯尔克孜|朝鲜|傈僳|景颇|布依|哈尼|拉祜|纳西|达斡尔|仫佬|布朗|撒拉|毛南|仡佬|锡伯|"
    r"塔吉克|保安|裕固|独龙|普米|东乡)族?|[各藏回苗彝壮侗白傣羌满瑶黎佤畲水土怒]族){1,6}自治(?=[州县旗]$)"
)

# Characters at which names of counties and what is above them end
_KIND = re.compile("[省市县区州盟旗]")
# and before which, in prose, the name is likely a longer one that no list has: 大盘山县, 新盘山县
_LONGER = frozenset("大小东西南北中上下新老古")
_GOVERNMENT_OF = ("人民政府", "政府网")
_MIN_NAME = 2


class _Found(NamedTuple):
    """The divisions that a body's name begins with: the candidates for each, and where in the name the last ends."""

    steps: tuple[tuple[Division, ...], ...]
    end: int


@cache
def _short_names() -> dict[str, tuple[Division, ...]]:
    """Divisions by the short names that are safe: 内蒙古, 广西; 海南州, 桓仁县, 桓仁自治县 without their peoples."""
    short: dict[str, list[Division]] = defaultdict(list)
    for division in divisions.all_upper():
        name = division.name
        if division.level == "province":
            short[divisions.stem(_REGION.sub("自治区", name))].append(division)
        elif (left := _PEOPLES.sub("", name)) != name:
            short[left].append(division)
            short[f"{left[:-1]}自治{left[-1]}"].append(division)
    return {name: tuple(of) for name, of in short.items()}


@cache
def _by_stem() -> dict[str, tuple[Division, ...]]:
    """Prefectures and counties by their names without their kind."""
    found: dict[str, list[Division]] = defaultdict(list)
    for division in divisions.all_upper():
        if division.level in ("prefecture", "county"):
            found[divisions.stem(division.name)].append(division)
    return {stem: tuple(of) for stem, of in found.items()}


@cache
def _lengths() -> dict[str, bytes]:
    """How long names of divisions are, the longest first, by their first two characters."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in itertools.chain(divisions.names(), _short_names()):
        lengths[name[:2]].add(len(name))
    return {begin: bytes(sorted(of, reverse=True)) for begin, of in lengths.items()}


@cache
def _provinces() -> dict[str, str]:
    """Codes of provinces by their names without their kind."""
    return {stem: of[0].code for stem, of in _short_names().items() if of[0].level == "province"}


@cache
def _longest_stem() -> int:
    return max(map(len, _by_stem()))


@cache
def _ends() -> dict[str, bytes]:
    """How long names from province to county are, the longest first, by their last two characters."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in {division.name for division in divisions.all_upper()} | _short_names().keys():
        lengths[name[-2:]].add(len(name))
    return {end: bytes(sorted(of, reverse=True)) for end, of in lengths.items()}


def find_region(name: str | None, text: str, year: int | None = None) -> tuple[Region, str | None]:
    """The region of a body with this name whose report for this year has this text, and where it was found: name,
    prose or None.

    A name that several divisions have, and that nothing tells apart, is kept as it is stated, without code.
    """
    found = _named(name) if name else None
    if name and found and (region := _region_named(name, found, text, year)):
        return region, "name"
    zone = _named_after(name, None, text, year) if name else None
    # 长春经济开发区 is one of 长春市, but a list has one elsewhere
    if zone and not (found and found.steps and zone.name not in text):
        return _region(zone, year), "name"
    if name and _is_nationwide(name):
        return Region(), None
    chosen = _reported_from(text, year, own=name)
    return (_region(chosen, year), "prose") if chosen else (Region(), None)


def region_of_site(site: str, text: str, year: int | None = None) -> tuple[Region, str | None]:
    """The region of the body whose site the report is on; its departments' reports stand there too."""
    found = _named(site)
    last = found.steps[-1] if found.steps else ()
    chosen = _told_apart(last, text, year)
    return (_region(chosen, year), "site") if chosen else (Region(), None)


def names_division(name: str) -> bool:
    """Whether a body's name begins with the name of a division."""
    return bool(_named(name).steps)


def begins_with_division(name: str) -> bool:
    """Whether a division's name stands at the beginning of a name: 市中区教育局, not 市教育局."""
    return _step(name, 0, ()) is not None


def is_place(name: str) -> bool:
    """Whether a name is a division's and nothing more, its path before it or not: 盘锦市, 辽宁省盘锦市."""
    found = _walk(name, 0, ())
    return bool(found.steps) and found.end == len(name)


def _is_nationwide(name: str) -> bool:
    plain = name.partition("(")[0]
    return _NATIONWIDE.fullmatch(plain) is not None and not _ZONE.search(plain)


def _named(name: str) -> _Found:
    """The divisions that a body's name begins with, behind the bodies that lead it: 国家税务总局盘锦市税务局."""
    found = _walk(name, 0, ())
    leader = None if found.steps else _LEADER.match(name)
    return _walk(name, leader.end(), ()) if leader else found


def _walk(name: str, position: int, above: Sequence[Division]) -> _Found:
    """Division after division from a position on, each below the one before."""
    steps: list[tuple[Division, ...]] = []
    end = position
    while step := _step(name, position, steps[-1] if steps else above):
        candidates, end = step
        steps.append(candidates)
        position = _behind(name, end)
    return _Found(tuple(steps), end)


def _behind(name: str, end: int) -> int:
    """Where the next name may begin: 盘锦市双台子区人民政府铁东街道办事处."""
    behind = _GOVERNMENT_BEHIND.match(name, end)
    return behind.end() if behind else end


def _step(name: str, start: int, above: Sequence[Division]) -> tuple[tuple[Division, ...], int] | None:
    """The divisions whose name begins here, the longest name first, and where it ends; 盘锦市盘锦市 is one."""
    found = _full_name(name, start, above) or _without_kind(name, start, above)
    if found is None and (repeated := next((d.name for d in above if name.startswith(d.name, start)), None)):
        return _full_name(name, start + len(repeated), above)
    return found


def _full_name(name: str, start: int, above: Sequence[Division]) -> tuple[tuple[Division, ...], int] | None:
    for length in _lengths().get(name[start : start + 2], b""):
        end = start + length
        if end > len(name):
            continue
        candidates = _divisions(name[start:end], above, name[end : end + 5])
        if candidates:
            return candidates, end
    return None


def _without_kind(name: str, start: int, above: Sequence[Division]) -> tuple[tuple[Division, ...], int] | None:
    """A prefecture without its kind, where what follows is in it: 湖南永州祁阳县, 朝阳双塔区."""
    for end in range(min(start + _longest_stem(), len(name)), start + 1, -1):
        of = [d for d in _by_stem().get(name[start:end], ()) if d.level == "prefecture"]
        candidates = _below(of, above)
        if candidates and _step_in(name, end, candidates):
            return candidates, end
    return None


def _step_in(name: str, start: int, above: Sequence[Division]) -> bool:
    """Whether a division within these is named here in full."""
    ends = [start + length for length in _lengths().get(name[start : start + 2], b"") if start + length <= len(name)]
    return any(_divisions(name[start:end], above, name[end : end + 5]) for end in ends)


def _divisions(name: str, above: Sequence[Division], behind: str) -> tuple[Division, ...]:
    """The divisions with this name that a body may be named after, below those above it."""
    upper = [*divisions.upper(name), *_short_names().get(name, ())]
    lower = divisions.townships(name)
    if not (upper or lower) or _GOES_ON.get(name[-1]) == behind[:1]:
        return ()
    # 梅县市场监督管理局 is none of 梅县市
    if name[-1] == "市" and behind.startswith("场") and divisions.upper(name[:-1]):
        return ()
    # not 城南 in 城南中学
    word = len(name) < _SHORTEST_ZONE and not _TOWNSHIP.search(name)
    if lower and not upper and word and not (above and _BODY_BEHIND.match(behind)):
        return ()
    return _below(upper + lower, above)


def _below(candidates: Iterable[Division], above: Sequence[Division]) -> tuple[Division, ...]:
    """Those of the divisions that are below one of these; a township also where its county was so at another time."""
    if not above:
        return tuple(candidates)
    found = []
    for division in candidates:
        if any(division.level != a.level and division.code.startswith(a.code) for a in above):
            found.append(division)
        elif division.level == "township" and (passed := _passed(division, above)):
            found.append(passed)
    return tuple(found)


def _passed(township: Division, above: Sequence[Division]) -> Division | None:
    """A township under the county that it was in before: under the county's earlier code, or another one's."""
    now = divisions.at(township.code[:_COUNTY], None)
    counties = sorted((d for d in above if d.level == "county"), key=lambda county: -county.until)
    if now and any(divisions.followed(county) == divisions.followed(now) for county in counties):
        return township
    passed = (county for county in counties if now and now.code in divisions.passed_on(county))
    return next((Division(county.code, township.name, township.level) for county in passed), None)


def _region_named(name: str, found: _Found, text: str, year: int | None) -> Region | None:
    """The region of a body whose name begins with these divisions.

    Lists of zones and farms are never whole: one of such a name, alone or behind its province, may be anywhere, unless
    the prose says where.
    """
    if not found.steps:
        return None
    *above, candidates = found.steps
    far = all(division.level == "province" for step in above for division in step)
    if far and all(d.level == "township" and not _TOWNSHIP.search(d.name) for d in candidates):
        chosen = _by_prose(candidates, text, year) or (above[0][0] if above else None)
        return _region(chosen, year) if chosen else None
    chosen = _told_apart(candidates, text, year)
    if chosen is None:
        region = _ambiguous(found, year)
        return region if region.path else None
    if chosen.level == "province" and (zone := _named_after(name[found.end :], chosen, text, year)):
        return _region(zone, year)
    region = _region(chosen, year, found)
    return _with_rest(region, chosen, name[found.end :], year)


def _with_rest(region: Region, chosen: Division, rest: str, year: int | None) -> Region:
    """The region with what stands behind the last division: a zone that no list has, a department's own district."""
    if chosen.level == "prefecture" and (unlisted := _UNLISTED.match(rest)):
        listed = _listed_zone(unlisted.group(), chosen, year)
        below = _walk(rest, unlisted.end(), (listed,)) if listed else None
        town = below.steps[-1][0] if below and below.steps else None
        code = (town or listed or chosen).code
        return Region(region.province, region.prefecture, unlisted.group(), town.name if town else None, code)
    office = _OFFICE_BEHIND.match(rest)
    below = _walk(rest, office.end(), (chosen,)) if office and chosen.level in _DIGITS else None
    inner = _in_year(below.steps[-1], year) if below and below.steps else []
    return _region(inner[0], year) if len(inner) == 1 else region


def _listed_zone(name: str, prefecture: Division, year: int | None) -> Division | None:
    """The one county or zone of a prefecture that the list has under another kind: 大通湖区, 益阳市大通湖管理区."""
    stem = divisions.stem(name)
    listed = _by_stem().get(stem, ()) + _by_stem().get(prefecture.name + stem, ())
    inside = _in_year([d for d in listed if d.code.startswith(prefecture.code) and d.level == "county"], year)
    return inside[0] if len(inside) == 1 else None


def _told_apart(candidates: Sequence[Division], text: str, year: int | None) -> Division | None:
    """The one of these divisions that is meant: the only one in this year, or the one whose path the prose names."""
    if len(candidates) == 1:
        return candidates[0]
    left = _in_year(candidates, year)
    levels = {d.level for d in left}
    if len(levels) > 1:
        # a zone and the township in it
        highest = min(levels, key=divisions.LEVELS.index)
        upper = [d for d in left if d.level == highest]
        left = upper if len(upper) == 1 and all(d.code.startswith(upper[0].code) for d in left) else left
    if len(left) == 1:
        return left[0]
    return _by_prose(left, text, year) if left else None


def _in_year(candidates: Iterable[Division], year: int | None) -> list[Division]:
    """The divisions that were there in this year, else those that are known from others; each one once."""
    ranked: dict[int, list[Division]] = defaultdict(list)
    for division in candidates:
        ranked[_rank(division, year)].append(division)
    best = ranked[min(ranked)] if ranked else []
    last = year if year is not None else divisions.STILL - 1
    once: dict[object, Division] = {}
    for division in sorted(best, key=lambda d: d.off(last)):
        once.setdefault(_identity(division), division)
    return list(once.values())


def _identity(division: Division) -> object:
    if division.level == "township":
        return division.code[:_COUNTY], division.name
    return divisions.followed(division)


def _rank(division: Division, year: int | None) -> int:
    if year is None:
        return 0 if division.until > _FIRST_REPORTS else 2
    off = division.off(year)
    return 0 if off == 0 else 1 if off <= _CHANGING else 2


def _ambiguous(found: _Found, year: int | None) -> Region:
    """The names as they are stated, below what is sure."""
    names: dict[str, str] = {}
    for candidates in found.steps:
        left = _in_year(candidates, year)
        if len(left) == 1:
            names |= divisions.path(left[0].code, year)
        elif len({d.level for d in left}) == 1:
            names[left[0].level] = min((d.name for d in left), key=len)
    return Region(**names)


def _by_prose(candidates: Iterable[Division], text: str, year: int | None) -> Division | None:
    """The one candidate whose ancestors the prose names most; None where that leaves several."""
    if not text:
        return None
    # whatever a name here is part of: it only tells candidates apart
    spoken = {d.code for name in _names_in(text, year, anywhere=True) for d in name.of}
    spoken |= {code for stem, code in _provinces().items() if stem in text}
    scored = sorted(((_mentions(d, spoken), d) for d in candidates), key=lambda pair: -pair[0])
    if not scored or scored[0][0] == 0:
        return None
    if len(scored) > 1 and scored[1][0] == scored[0][0]:
        return None
    return scored[0][1]


def _mentions(division: Division, spoken: set[str]) -> int:
    """How much of the path above a division the prose speaks of; nearer ancestors weigh more."""
    above = [(digits, weight) for digits, weight in ((2, 1), (4, 2), (6, 3)) if digits < len(division.code)]
    if division.level == "township" and len(division.code) == _COUNTY:
        above.append((_COUNTY, 3))
    return sum(weight for digits, weight in above if division.code[:digits] in spoken)


def _named_after(name: str, above: Division | None, text: str, year: int | None) -> Division | None:
    """The prefecture or county whose name a zone or a body led from above bears without its kind.

    山东嘉祥经济开发区 reports from 嘉祥县, if the text has that name; 合肥高新区 from 合肥市, whose name it alone has.
    What the prose names below a zone's prefecture is nearer.
    """
    leader = _LEADER.match(name)
    rest = name[leader.end() :] if leader else name
    if not (_ZONE.search(rest) or _LED.search(rest)):
        return None
    for end in range(min(len(rest), _longest_stem()), 1, -1):
        inside = [d for d in _by_stem().get(rest[:end], ()) if above is None or d.code.startswith(above.code)]
        if fitting := _in_year(inside, year):
            break
    else:
        return None
    found = _only([d for d in fitting if d.name in text])
    if found is None and (_ZONE_ITSELF.match(rest, end) or _LED.match(rest, end)):
        found = _only_prefecture(fitting)
    found = found or _by_prose(fitting, text, year)
    below = _from_prose(text, year) if found and _ZONE.search(rest) else None
    return below if below and found and below.code.startswith(found.code) else found


def _only(found: Sequence[Division]) -> Division | None:
    return found[0] if len(found) == 1 else None


def _only_prefecture(found: Sequence[Division]) -> Division | None:
    """The one prefecture among these, if they all lie in it (荆州市, 荆州区)."""
    prefecture = _only([d for d in found if d.level == "prefecture"])
    return prefecture if prefecture and all(d.code.startswith(prefecture.code) for d in found) else None


def _reported_from(text: str, year: int | None, own: str | None) -> Division | None:
    """Where the prose is from; the district in an address is only where the office stands (地址:厦门市思明区…).

    A body whose own place no list has (大盘山县) is of none that the prose names at its level, nor of one whose name is
    part of its own.
    """
    stated = _OWN_PLACE.match(own) if own else None
    if stated:
        text = text.replace(stated.group(), "□")
    text = _VISITED.sub("□", text)
    named = _from_prose(text, year)
    spoken_of = _from_prose(_ADDRESS.sub("", text), year) if named and "地址" in text else None
    found = spoken_of if spoken_of and spoken_of.level != "province" else named
    if found and stated and found.level == "county" and not _TOWNSHIP.search(stated.group()):
        return divisions.at(found.code[: _DIGITS["prefecture"]], year)
    return found


def _from_prose(text: str, year: int | None) -> Division | None:
    """The prefecture or county that the prose names, where it names only one path; else the only province."""
    named = _spoken_of(text, year)
    below = [d for d in named if d.level != "province"]
    ancestors = {d.code[:digits] for d in below for digits in (2, 4) if digits < len(d.code)}
    lowest = [d for d in below if d.code not in ancestors]
    if len(lowest) == 1:
        return lowest[0]
    if below:
        above = {d.code[: _DIGITS["prefecture"]] for d in below}
        return divisions.at(above.pop(), year) if len(above) == 1 else None
    return _only(named)


class _Spoken(NamedTuple):
    """A name in the prose: where it begins and ends, and the divisions that have it."""

    start: int
    end: int
    of: list[Division]


def _spoken_of(text: str, year: int | None) -> list[Division]:
    """The provinces, prefectures and counties that a text names; of names that several have those below another one."""
    spoken = list(_names_in(text, year))
    sure = {d.code for name in spoken if len(name.of) == 1 for d in name.of}
    found: dict[str, Division] = {}
    for name in spoken:
        inside = [d for d in name.of if any(d.code[:n] in sure for n in (2, 4) if n < len(d.code))]
        for division in inside if len(inside) == 1 else name.of:
            found.setdefault(divisions.followed(division).code, division)
    return list(found.values())


def _names_in(text: str, year: int | None, *, anywhere: bool = False) -> Iterator[_Spoken]:
    """The names in a text where one may begin, or anywhere; told by their ends, for 鞍山市 is none in 马鞍山市."""
    ends = _ends()
    before = _Spoken(0, 0, [])
    for kind in _KIND.finditer(text):
        end = kind.end()
        for length in ends.get(text[end - 2 : end], b""):
            start = end - length
            if start < before.end:
                continue
            name = text[start:end]
            of = [*divisions.upper(name), *_short_names().get(name, ())]
            inside = _below(of, before.of) if start == before.end and before.of else ()
            if of and (inside or (anywhere and length > _MIN_NAME) or _begins(text, start, end)):
                there = [d for d in inside or of if _rank(d, year) <= _CHANGING]
                before = _Spoken(start, end, _in_year(there, year))
                if there:
                    yield before
                break


def _begins(text: str, start: int, end: int) -> bool:
    """Whether a name begins here in prose; of two characters (和县 in 县委和县政府) only where it is a government's."""
    alone = start == 0 or not "一" <= text[start - 1] <= "鿿"
    if end - start == _MIN_NAME:
        return alone and text.startswith(_GOVERNMENT_OF, end)
    return alone or text[start - 1] not in _LONGER


def _region(chosen: Division, year: int | None, found: _Found | None = None) -> Region:
    """The path of a division as it was in a year, under the names that the body's own name gives."""
    names = divisions.path(chosen.code[:_COUNTY], _near(chosen, year))
    names[chosen.level] = chosen.name
    code = chosen.code
    if chosen.level == "township":
        code = _county_in_year(chosen, year, found, names)
    return Region(**names, code=code)


def _near(division: Division, year: int | None) -> int | None:
    """The year, or the one nearest to it in which the division was there."""
    last = year if year is not None else divisions.STILL - 1
    nearest = min(max(last, division.since), division.until - 1)
    return None if nearest >= divisions.STILL - 1 else nearest


def _county_in_year(township: Division, year: int | None, found: _Found | None, names: dict[str, str]) -> str:
    """The code of a township under the county that it was in: one of today's lists may have been in another then."""
    county = divisions.at(township.code[:_COUNTY], year)
    if county is None or year is None:
        return township.code
    same = divisions.followed(county)
    named = [d for step in (found.steps if found else ()) for d in step if divisions.followed(d) == same]
    was = _in_year(named, year)[0] if named else divisions.was(county, year)
    if was is None and county.off(year) <= _CHANGING:
        was = county
    if was is None or (not named and divisions.gained_after(county, year)):
        names.pop("county", None)
        return township.code[: _DIGITS["prefecture"]]
    names |= divisions.path(was.code, _near(was, year)) | {"county": was.name}
    return township.code if was.code == county.code else was.code


def without_ancestors(name: str, region: Region) -> str:
    """A body's name without the divisions above its own: 益阳市大通湖区政务中心 → 大通湖区政务中心."""
    for ancestor, below in itertools.pairwise(region.path):
        for form in (ancestor, divisions.stem(ancestor)):
            # 盘锦市双台子区人民政府铁东街道办事处
            shorter = name.removeprefix(form).removeprefix("人民政府")
            # the list calls a zone 新乡市平原城乡一体化示范区: that is one name; 盘锦市公安局兴隆台区分局 is one too
            if name.startswith(form) and _begins_below(shorter, below, region) and not below.startswith(ancestor):
                name = shorter
                break
    return name


def _begins_below(name: str, below: str, region: Region) -> bool:
    """Whether a name begins with a division of this path, one without its kind only before the next of them."""
    lower = region.path[region.path.index(below) :]
    return name.startswith(lower) or any(name.startswith(divisions.stem(n)) for n in lower[:-1])
