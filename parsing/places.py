"""The body's region: from its own name first, then from the names of divisions in the prose.

Names repeat (朝阳区 twice, townships by the hundred), so a name counts only with its path: an ancestor beside it in the
body's name, or in the prose. A zone that the national list lacks is kept as it is named.
"""

from __future__ import annotations

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
    r"^[一-鿿]{2,10}?(?:管理区|开发区|高新区|新区|示范区|实验区|保税区|风景区|度假区|园区|林区|区|县|市|旗)"
)


@cache
def _short_names() -> dict[str, str]:
    """Codes of provinces by the short names that are safe: 内蒙古, 广西."""
    return {divisions.stem(name): code for code, name in divisions.by_code().items() if len(code) == 2}  # noqa: PLR2004


def _divisions(name: str) -> list[Division]:
    """The divisions of this name that a body may be named after."""
    codes = divisions.codes(name)
    if not codes:
        short = _short_names().get(name)
        return [Division(short, divisions.by_code()[short])] if short else []
    return [Division(c, name) for c in codes if len(c) < 9 or name.endswith(_TOWNSHIP_KINDS)]  # noqa: PLR2004


def find_region(name: str | None, text: str) -> Region:
    """The region of a body with this name whose report has this text."""
    found = _named(name) if name else []
    chosen = _choose(found, text)
    if chosen is None:
        chosen = _from_prose(text)
        return _region(chosen, None) if chosen else Region()
    return _region(chosen, _unlisted(name or "", chosen))


def _named(name: str) -> list[list[Division]]:
    """Divisions named in a body's name, longest names first at each place, in order."""
    found = []
    position = 0
    while position < len(name):
        for length in range(min(_MAX_NAME, len(name) - position), _MIN_NAME - 1, -1):
            candidates = _divisions(name[position : position + length])
            if candidates:
                found.append(candidates)
                position += length
                break
        else:
            position += 1
    return found


def names_division(name: str) -> bool:
    """Whether a body's name has the name of a division in it."""
    return bool(_named(name))


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


def _from_prose(text: str) -> Division | None:
    """The prefecture or county that the prose names, where it names only one path."""
    pairs = _by_first_characters()
    begun = {text[i : i + 2] for i in range(len(text) - 1)} & pairs.keys()
    listed = divisions.by_code()
    named = [Division(c, listed[c]) for begin in begun for c in pairs[begin].split() if listed[c] in text]
    lowest = [d for d in named if not any(o.code != d.code and o.code.startswith(d.code) for o in named)]
    if len(lowest) == 1:
        return lowest[0]
    prefectures = {d.code[:4] for d in named}
    if len(prefectures) != 1:
        return None
    (code,) = prefectures
    name = divisions.by_code().get(code)
    return Division(code, name) if name else None


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
    for ancestor in path[:-1]:
        shorter = name.replace(ancestor, "", 1)
        if name.startswith(ancestor) and len(shorter) > 1:
            name = shorter
    return name
