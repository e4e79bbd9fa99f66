"""The body's region: from its own name first, then from the names of divisions in the prose.

Names repeat (朝阳区 twice, townships by the hundred), so a name counts only with its path: an ancestor beside it in the
body's name, or in the prose. A zone that the national list lacks is kept as it is named.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from functools import cache, lru_cache

from parsing import divisions
from parsing.divisions import Division
from parsing.report import Region

_MAX_NAME = 14
_MIN_NAME = 2
# Rows of the list at township level that name anything else (经济开发区管理委员会, 农场) are no names to go by
_TOWNSHIP_KINDS = ("街道", "镇", "乡", "苏木", "街道办事处")
_DIGITS = {"province": 2, "prefecture": 4, "county": 6, "township": 9}
# A district or zone named right behind a prefecture or county, whether the list has it or not
_UNLISTED = re.compile(
    r"^(?:(?![局委厅院])[一-鿿]){2,10}?(?:管理区|开发区|高新区|新区|示范区|实验区|保税区|风景区|度假区|园区|林区|区|县|市|旗)"
)

# Bodies that are led from above are named after the city they sit in: 大连海事局, 国家统计局荆州调查队
_LED = re.compile(
    r"海关|关区|海事局|监管局|监管分局|银保监|银监|证监局|调查队|气象|税务|邮政管理局|烟草|边防|出入境|航道|民航|铁路|地震"
)
_LEADER = re.compile(r"^(?:中华人民共和国|(?:国家|中国)[一-鿿]{2,10}?(?:总局|局|会))(?=..)")
# Bodies of the whole country; the addresses in their reports are where they sit
_NATIONWIDE = re.compile(
    r"(?:全国|中华人民共和国|国务院).+|\A.*(?:总署|总局)|(?:国家|中国)[一-鿿]{2,12}(?:局|委员会|院|署|会)"
    r"|(?:外交|教育|科学技术|科技|工业和信息化|公安|民政|司法|财政|人力资源和?社会保障|自然资源|生态环境|住房和?城乡建设|交通运输"
    r"|水利|农业农村|商务|文化和?旅游|退役军人事务|应急管理)部"
)
_ADDRESS = re.compile(r"地址[:：][^,，;；。)\n]*")
_ZONE = re.compile(r"开发区|高新区|工业园|产业园|园区|新区|示范区|经济区|保税区|管理区|经开区|实验区")


_REGION = re.compile(r"(?:壮族|回族|维吾尔)自治区")
_PEOPLES = re.compile(
    r"(?<=[一-鿿]{2})(?:(?:土家|蒙古|哈萨克|柯尔克孜|朝鲜|傈僳|景颇|布依|哈尼|拉祜|纳西|达斡尔|仫佬|布朗|撒拉|毛南|仡佬|锡伯|"
    r"塔吉克|保安|裕固|独龙|普米|东乡)族?|[各藏回苗彝壮侗白傣羌满瑶黎佤畲水土怒]族){1,6}自治(?=[州县]$)"
)


@cache
def _short_names() -> dict[str, str]:
    """Codes by the short names that are safe: 内蒙古, 广西; 海南州, 桓仁县, 桓仁自治县 without their peoples."""
    short = {}
    for code, name in divisions.by_code().items():
        if len(code) == 2:  # noqa: PLR2004
            short[divisions.stem(_REGION.sub("自治区", name))] = code
        elif len(code) < 9 and (left := _PEOPLES.sub("", name)) != name:  # noqa: PLR2004
            short[left] = code
            short[f"{left[:-1]}自治{left[-1]}"] = code
    return short


def _divisions(name: str) -> list[Division]:
    """The divisions of this name that a body may be named after."""
    codes = divisions.codes(name)
    if not codes:
        short = _short_names().get(name)
        return [Division(short, divisions.by_code()[short])] if short else []
    return [Division(c, name) for c in codes if len(c) < 9 or name.endswith(_TOWNSHIP_KINDS)]  # noqa: PLR2004


def find_region(name: str | None, text: str) -> tuple[Region, str | None]:
    """The region of a body with this name whose report has this text, and where it was found: name, prose or None.

    A name that several divisions have, and that nothing tells apart, is kept as it is stated, without path and code.
    """
    found = _named(name) if name else []
    chosen = _choose(found, text)
    by_stem = _by_stem(name, chosen, text) if name else None
    if by_stem:
        return _region(by_stem, None), "name"
    if chosen:
        return _region(chosen, _unlisted(name or "", chosen)), "name"
    if found:
        return _ambiguous(found[-1]), "name"
    if name and _is_nationwide(name):
        return Region(), None
    if chosen := _reported_from(text):
        return _region(chosen, None), "prose"
    return Region(), None


def region_of_site(site: str, text: str) -> tuple[Region, str | None]:
    """The region of the body whose site the report is on; its departments' reports stand there too."""
    chosen = _choose(_named(site), text)
    return (_region(chosen, None), "site") if chosen else (Region(), None)


def _is_nationwide(name: str) -> bool:
    plain = name.partition("(")[0]
    return _NATIONWIDE.fullmatch(plain) is not None and not _ZONE.search(plain)


def _ambiguous(candidates: list[Division]) -> Region:
    levels = {division.level for division in candidates}
    return Region(**{levels.pop(): candidates[0].name}) if len(levels) == 1 else Region()


def _named(name: str) -> list[list[Division]]:
    """Divisions named in a body's name, longest names first at each place, in order."""
    found = []
    lengths = _lengths()
    position = 0
    while position < len(name) - 1:
        for length in lengths.get(name[position : position + 2], ()):
            candidates = _divisions(name[position : position + length])
            if candidates:
                found.append(candidates)
                position += length
                break
        else:
            position += 1
    return found


@cache
def _lengths() -> dict[str, bytes]:
    """How long names of divisions are, the longest first, by their first two characters."""
    lengths: dict[str, set[int]] = {}
    for name in divisions.names() | _short_names().keys():
        if len(name) <= _MAX_NAME:
            lengths.setdefault(name[:2], set()).add(len(name))
    return {begin: bytes(sorted(found, reverse=True)) for begin, found in lengths.items()}


def names_division(name: str) -> bool:
    """Whether a body's name has the name of a division in it."""
    return bool(_named(name))


def begins_with_division(name: str) -> bool:
    """Whether a division's name stands at the beginning of a name: 市中区教育局, not 市教育局."""
    return any(_divisions(name[:length]) for length in _lengths().get(name[:2], b""))


def is_place(name: str) -> bool:
    """Whether a name is a division's and nothing more, its path before it or not: 盘锦市, 辽宁省盘锦市."""
    lengths = _lengths().get(name[:2], b"")
    return any(_divisions(name[:n]) and (n == len(name) or is_place(name[n:])) for n in lengths)


def _choose(found: list[list[Division]], text: str) -> Division | None:
    """The lowest division named, told from its namesakes by the others in the name, then by the prose."""
    chosen: Division | None = None
    for candidates in found:
        below = [d for d in candidates if chosen is None or d.code.startswith(chosen.code)]
        if not below and chosen is not None:
            continue
        # the list names some townships twice under one county
        same_path = len({d.code[:6] for d in below}) == 1 and len(below[0].code) > 6  # noqa: PLR2004
        picked = below[0] if len(below) == 1 or same_path else _by_prose(below, text)
        if picked is not None:
            chosen = picked
        elif chosen is None:
            continue
    return chosen


def _by_prose(candidates: Iterable[Division], text: str) -> Division | None:
    """The one candidate whose ancestors the prose names most; None where that leaves several."""
    scored = sorted(((_mentions(d, text), d) for d in candidates), key=lambda pair: -pair[0])
    if not scored or scored[0][0] == 0:
        return None
    if len(scored) > 1 and scored[1][0] == scored[0][0]:
        return None
    return scored[0][1]


def _mentions(division: Division, text: str) -> int:
    """How much of the path above a division the text names; nearer ancestors weigh more."""
    score = 0
    for level, weight in (("province", 1), ("prefecture", 2), ("county", 3)):
        digits = _DIGITS[level]
        if digits >= len(division.code):
            break
        name = divisions.by_code().get(division.code[:digits])
        if name and (name in text or divisions.stem(name) in text):
            score += weight
    return score


def _by_stem(name: str, chosen: Division | None, text: str) -> Division | None:
    """The prefecture or county whose name a zone or a body led from above bears without its kind.

    山东嘉祥经济开发区 reports from 嘉祥县, if the text has that name; 合肥高新区 from 合肥市, whose name it alone has.
    What the prose names below a zone's prefecture is nearer.
    """
    above = chosen.code if chosen else ""
    rest = name.removeprefix(chosen.name).removeprefix(divisions.stem(chosen.name)) if chosen else name
    rest = _LEADER.sub("", rest)
    if len(above) > _DIGITS["province"] or not (_ZONE.search(rest) or _LED.search(rest)):
        return None
    listed = divisions.by_code()
    codes = [code for code in _by_first_characters().get(rest[:2], "").split() if code.startswith(above)]
    fitting = [c for c in codes if rest.startswith(divisions.stem(listed[c]))]
    code = _only([c for c in fitting if listed[c] in text]) or _only_prefecture(fitting)
    found = Division(code, listed[code]) if code else _by_prose([Division(c, listed[c]) for c in fitting], text)
    below = _from_prose(text) if found and _ZONE.search(rest) else None
    return below if below and found and below.code.startswith(found.code) else found


def _only(codes: list[str]) -> str | None:
    return codes[0] if len(codes) == 1 else None


def _only_prefecture(codes: list[str]) -> str | None:
    """The one prefecture among these codes, if they all lie in it (荆州市, 荆州区)."""
    prefectures = {code[: _DIGITS["prefecture"]] for code in codes}
    return next(iter(prefectures)) if len(prefectures) == 1 and prefectures <= set(codes) else None


def _reported_from(text: str) -> Division | None:
    """Where the prose is from; the district in an address is only where the office stands (地址:厦门市思明区…)."""
    named = _from_prose(text)
    spoken_of = _from_prose(_ADDRESS.sub("", text)) if named and "地址" in text else None
    return spoken_of if spoken_of and len(spoken_of.code) >= _DIGITS["prefecture"] else named


def _from_prose(text: str) -> Division | None:
    """The prefecture or county that the prose names, where it names only one path; else the only province."""
    pairs = _by_first_characters()
    begun = {text[i : i + 2] for i in range(len(text) - 1)} & pairs.keys()
    listed = divisions.by_code()
    named = [Division(c, listed[c]) for begin in begun for c in pairs[begin].split() if _stands_in(listed[c], text)]
    # 马鞍山市 has 鞍山市 in its name
    named = [d for d in named if not any(d.name in o.name and d.name != o.name for o in named)]
    lowest = [d for d in named if not any(o.code != d.code and o.code.startswith(d.code) for o in named)]
    if len(lowest) == 1:
        return lowest[0]
    above = {d.code[: _DIGITS["prefecture"]] for d in named}
    if not named:
        above = {code for code, name in listed.items() if len(code) == _DIGITS["province"] and name in text}
    if len(above) != 1:
        return None
    (code,) = above
    name = listed.get(code)
    return Division(code, name) if name else None


def _stands_in(name: str, text: str) -> bool:
    """Whether a text names a division; 和县 in 县委和县政府 is none."""
    if len(name) > _MIN_NAME or name not in text:
        return name in text
    return re.search(rf"[省市州盟]{name}|(?:^|[^一-鿿]){name}(?:人民政府|政府网)", text) is not None


@cache
def _by_first_characters() -> dict[str, str]:
    """Codes of prefectures and counties by the first two characters of their names, parted by blanks."""
    pairs: dict[str, str] = {}
    for code, name in divisions.by_code().items():
        if len(code) in (4, 6):
            pairs[name[:2]] = f"{pairs[name[:2]]} {code}" if name[:2] in pairs else code
    return pairs


def _unlisted(name: str, chosen: Division) -> str | None:
    """A zone named right behind the chosen prefecture that the list lacks or lists under another name (大通湖区)."""
    if len(chosen.code) != _DIGITS["prefecture"]:
        return None
    _, _, rest = name.partition(chosen.name)
    match = _UNLISTED.match(rest)
    return match.group() if match else None


def _region(chosen: Division, unlisted: str | None) -> Region:
    names = divisions.path(chosen.code)
    code = chosen.code
    if unlisted:
        names["county"] = unlisted
        listed = [c for c in _children(code) if divisions.stem(unlisted) in divisions.by_code()[c]]
        code = listed[0] if len(listed) == 1 else code
    if names.get("prefecture") is None and names.get("county") is None and len(code) == 4:  # noqa: PLR2004
        code = code[:2]
    return Region(names.get("province"), names.get("prefecture"), names.get("county"), names.get("township"), code)


@lru_cache(maxsize=512)
def _children(prefecture: str) -> list[str]:
    return [c for c in divisions.by_code() if len(c) == 6 and c.startswith(prefecture)]  # noqa: PLR2004


def without_ancestors(name: str, region: Region) -> str:
    """A body's name without the divisions above its own: 益阳市大通湖区政务中心 → 大通湖区政务中心."""
    path = [n for n in region.path if n in name]
    for ancestor, below in itertools.pairwise(path):
        # 盘锦市双台子区人民政府铁东街道办事处
        shorter = name.removeprefix(ancestor).removeprefix("人民政府")
        # the list calls a zone 新乡市平原城乡一体化示范区: that is one name; 盘锦市公安局兴隆台区分局 is one too
        if shorter.startswith((below, ancestor)) and not below.startswith(ancestor):
            name = shorter
    return name
