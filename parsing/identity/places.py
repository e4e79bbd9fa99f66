"""The body's region: from its own name first, then from the names of divisions in the prose.

A name begins where the body's begins, or right behind the division above it or that one's government: 南和县 is no
和县. Names repeat (朝阳区 twice, townships by the hundred), so one that several divisions have counts only with its
path: an ancestor before it, or in the prose. Of one that several had, those count that were there in the report's year.
A zone that the list lacks is kept as it is named.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from parsing import divisions
from parsing.divisions import Division
from parsing.identity.spoken import from_prose, names_in, reported_from
from parsing.identity.stems import CHANGING, COUNTY, DIGITS, TOWNSHIP, by_stem, in_year, longest_stem, only, provinces
from parsing.identity.walk import LEADER, Walked, divisions_named, walk_through
from parsing.report import Region

_OFFICE_BEHIND = re.compile(r"[一-鿿]{1,12}?(?:局|支队|大队|总队)")
# A district or zone named right behind a prefecture or county, whether the list has it or not
_UNLISTED = re.compile(
    r"(?!(?:人民)?政府|委|驻|城区|市区|社区)(?:(?![局委厅院驻府])[一-鿿]){2,10}?"
    r"(?:管理区|开发区|高新区|新区|示范区|实验区|保税区|风景区|度假区|园区|林区|区|县|市|旗)(?![域场])"
)
# Bodies that are led from above are named after the city they sit in: 大连海事局, 国家统计局荆州调查队
_LED = re.compile(
    r"海关|关区|海事局|监管局|监管分局|银保监|银监|证监局|调查队|气象|税务|邮政管理局|烟草|边防|出入境|航道|民航|铁路|地震"
)
# Bodies of the whole country; the addresses in their reports are where they sit
_NATIONWIDE = re.compile(
    r"(?:全国|中华人民共和国|国务院).+|\A.*(?:总署|总局)|(?:国家|中国)[一-鿿]{2,12}(?:局|委员会|院|署|会)"
    r"|(?:外交|教育|科学技术|科技|工业和信息化|公安|民政|司法|财政|人力资源和?社会保障|自然资源|生态环境|住房和?城乡建设|交通运输"
    r"|水利|农业农村|商务|文化和?旅游|退役军人事务|应急管理)部"
)
_ZONE = re.compile(r"开发区|高新区|工业园|产业园|园区|新区|示范区|经济区|保税区|管理区|经开区|实验区")
# What comes between a place's name and the zone that is named after it: 嘉祥经济开发区, 合肥高新区
_ZONE_ITSELF = re.compile(
    r"(?:[市县区]|国家级?|省级|经济|技术|高新|高技|产业|工业|农业|科技|生态|旅游|综合|循环|现代|国际|临港|临空|航空|化工|[、和与及]){0,8}"
    rf"(?:{_ZONE.pattern})"
)


def find_region(name: str | None, text: str, year: int | None = None) -> tuple[Region, str | None]:
    """The region of a body with this name whose report for this year has this text, and where it was found: name,
    prose or None.

    A name that several divisions have, and that nothing disambiguates, is kept as it is stated, without code.
    """
    walked = divisions_named(name) if name else None
    if name and walked and (region := _region_named(name, walked, text, year)):
        return region, "name"
    zone = _named_after(name, None, text, year) if name else None
    # 长春经济开发区 is one of 长春市, but a list has one elsewhere
    if zone and not (walked and walked.steps and zone.name not in text):
        return _region(zone, year), "name"
    if name and _is_nationwide(name):
        return Region(), None
    chosen = reported_from(text, year, own=name)
    return (_region(chosen, year), "prose") if chosen else (Region(), None)


def region_of_site(site: str, text: str, year: int | None = None) -> tuple[Region, str | None]:
    """The region of the body whose site the report is on; its departments' reports are there too."""
    walked = divisions_named(site)
    last = walked.steps[-1] if walked.steps else ()
    chosen = _singled_out(last, text, year)
    return (_region(chosen, year), "site") if chosen else (Region(), None)


def _is_nationwide(name: str) -> bool:
    plain = name.partition("(")[0]
    return _NATIONWIDE.fullmatch(plain) is not None and not _ZONE.search(plain)


def _region_named(name: str, walked: Walked, text: str, year: int | None) -> Region | None:
    """The region of a body whose name begins with these divisions.

    Lists of zones and farms are never whole: one of such a name, alone or behind its province, may be anywhere, unless
    the prose says where.
    """
    if not walked.steps:
        return None
    *above, candidates = walked.steps
    far = all(division.level == "province" for step in above for division in step)
    if far and all(d.level == "township" and not TOWNSHIP.search(d.name) for d in candidates):
        chosen = _by_prose(candidates, text, year) or (above[0][0] if above else None)
        return _region(chosen, year) if chosen else None
    chosen = _singled_out(candidates, text, year)
    if chosen is None:
        region = _ambiguous(walked, year)
        return region if region.path else None
    if chosen.level == "province" and (zone := _named_after(name[walked.end :], chosen, text, year)):
        return _region(zone, year)
    region = _region(chosen, year, walked)
    return _with_rest(region, chosen, name[walked.end :], year)


def _with_rest(region: Region, chosen: Division, rest: str, year: int | None) -> Region:
    """The region with what follows the last division: a zone that no list has, a department's own district."""
    if chosen.level == "prefecture" and (unlisted := _UNLISTED.match(rest)):
        listed = _listed_zone(unlisted.group(), chosen, year)
        below = walk_through(rest, unlisted.end(), (listed,)) if listed else None
        town = below.steps[-1][0] if below and below.steps else None
        code = (town or listed or chosen).code
        return Region(region.province, region.prefecture, unlisted.group(), town.name if town else None, code)
    office = _OFFICE_BEHIND.match(rest)
    below = walk_through(rest, office.end(), (chosen,)) if office and chosen.level in DIGITS else None
    inner = in_year(below.steps[-1], year) if below and below.steps else []
    return _region(inner[0], year) if len(inner) == 1 else region


def _listed_zone(name: str, prefecture: Division, year: int | None) -> Division | None:
    """The one county or zone of a prefecture that the list has under another kind: 大通湖区, 益阳市大通湖管理区."""
    stem = divisions.stem(name)
    listed = by_stem().get(stem, ()) + by_stem().get(prefecture.name + stem, ())
    inside = in_year([d for d in listed if d.code.startswith(prefecture.code) and d.level == "county"], year)
    return inside[0] if len(inside) == 1 else None


def _singled_out(candidates: Sequence[Division], text: str, year: int | None) -> Division | None:
    """The one of these divisions that is meant: the only one in this year, or the one whose path the prose names."""
    if len(candidates) == 1:
        return candidates[0]
    left = in_year(candidates, year)
    levels = {d.level for d in left}
    if len(levels) > 1:
        # a zone and the township in it
        highest = min(levels, key=divisions.LEVELS.index)
        upper = [d for d in left if d.level == highest]
        left = upper if len(upper) == 1 and all(d.code.startswith(upper[0].code) for d in left) else left
    if len(left) == 1:
        return left[0]
    return _by_prose(left, text, year) if left else None


def _ambiguous(walked: Walked, year: int | None) -> Region:
    """The names as they are stated, below what is sure."""
    names: dict[str, str] = {}
    for candidates in walked.steps:
        left = in_year(candidates, year)
        if len(left) == 1:
            names |= divisions.path(left[0].code, year)
        elif len({d.level for d in left}) == 1:
            names[left[0].level] = min((d.name for d in left), key=len)
    return Region(**names)


def _by_prose(candidates: Iterable[Division], text: str, year: int | None) -> Division | None:
    """The one candidate whose ancestors the prose names most; None where that leaves several."""
    if not text:
        return None
    # whatever a name here is part of: it only decides between candidates
    spoken = {d.code for name in names_in(text, year, anywhere=True) for d in name.of}
    spoken |= {code for stem, code in provinces().items() if stem in text}
    scored = sorted(((_mentions(d, spoken), d) for d in candidates), key=lambda pair: -pair[0])
    if not scored or scored[0][0] == 0:
        return None
    if len(scored) > 1 and scored[1][0] == scored[0][0]:
        return None
    return scored[0][1]


def _mentions(division: Division, spoken: set[str]) -> int:
    """How much of the path above a division the prose speaks of; nearer ancestors weigh more."""
    above = [(digits, weight) for digits, weight in ((2, 1), (4, 2), (6, 3)) if digits < len(division.code)]
    if division.level == "township" and len(division.code) == COUNTY:
        above.append((COUNTY, 3))
    return sum(weight for digits, weight in above if division.code[:digits] in spoken)


def _named_after(name: str, above: Division | None, text: str, year: int | None) -> Division | None:
    """The prefecture or county whose name a zone or a body led from above bears without its kind.

    山东嘉祥经济开发区 reports from 嘉祥县, if the text has that name; 合肥高新区 from 合肥市, whose name it alone has.
    What the prose names below a zone's prefecture is nearer.
    """
    leader = LEADER.match(name)
    rest = name[leader.end() :] if leader else name
    if not (_ZONE.search(rest) or _LED.search(rest)):
        return None
    for end in range(min(len(rest), longest_stem()), 1, -1):
        inside = [d for d in by_stem().get(rest[:end], ()) if above is None or d.code.startswith(above.code)]
        if fitting := in_year(inside, year):
            break
    else:
        return None
    chosen = only([d for d in fitting if d.name in text])
    if chosen is None and (_ZONE_ITSELF.match(rest, end) or _LED.match(rest, end)):
        chosen = _only_prefecture(fitting)
    chosen = chosen or _by_prose(fitting, text, year)
    below = from_prose(text, year) if chosen and _ZONE.search(rest) else None
    return below if below and chosen and below.code.startswith(chosen.code) else chosen


def _only_prefecture(candidates: Sequence[Division]) -> Division | None:
    """The one prefecture among these, if they all lie in it (荆州市, 荆州区)."""
    prefecture = only([d for d in candidates if d.level == "prefecture"])
    return prefecture if prefecture and all(d.code.startswith(prefecture.code) for d in candidates) else None


def _region(chosen: Division, year: int | None, walked: Walked | None = None) -> Region:
    """The path of a division as it was in a year, under the names that the body's own name gives."""
    names = divisions.path(chosen.code[:COUNTY], _near(chosen, year))
    names[chosen.level] = chosen.name
    code = chosen.code
    if chosen.level == "township":
        code = _county_in_year(chosen, year, walked, names)
    return Region(**names, code=code)


def _near(division: Division, year: int | None) -> int | None:
    """The year, or the one nearest to it in which the division was there."""
    last = year if year is not None else divisions.STILL - 1
    nearest = min(max(last, division.since), division.until - 1)
    return None if nearest >= divisions.STILL - 1 else nearest


def _county_in_year(township: Division, year: int | None, walked: Walked | None, names: dict[str, str]) -> str:
    """The code of a township under the county that it was in: one of today's lists may have been in another then."""
    county = divisions.at(township.code[:COUNTY], year)
    if county is None or year is None:
        return township.code
    same = divisions.followed(county)
    named = [d for step in (walked.steps if walked else ()) for d in step if divisions.followed(d) == same]
    was = in_year(named, year)[0] if named else divisions.was(county, year)
    if was is None and county.off(year) <= CHANGING:
        was = county
    if was is None or (not named and divisions.gained_after(county, year)):
        names.pop("county", None)
        return township.code[: DIGITS["prefecture"]]
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
