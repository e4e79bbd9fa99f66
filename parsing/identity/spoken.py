"""Divisions that prose names, and the place that it is written from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from parsing import divisions
from parsing.divisions import Division
from parsing.identity.stems import CHANGING, DIGITS, TOWNSHIP, in_year, name_ends, only, rank, short_names
from parsing.identity.walk import divisions_below

# What a name that no list has states of its own place: 和康县, 东冶头镇
_OWN_PLACE = re.compile(r"[一-鿿]{1,6}?[市县区旗州盟]|[一-鿿]{1,6}?(?:街道|镇|乡|苏木)")
# Places that a report's people went to, or help
_VISITED = re.compile(r"(?:赴|前往|考察|参观|走访|借鉴|对口(?:支援|帮扶|协作))[^，。,;；\n]{2,20}")
_ADDRESS = re.compile(r"地址[:：][^,，;；。)\n]*")
# Characters at which names of counties and what is above them end
_KIND = re.compile("[省市县区州盟旗]")
# and before which, in prose, the name is likely a longer one that no list has: 大盘山县, 新盘山县
_LONGER = frozenset("大小东西南北中上下新老古")
_GOVERNMENT_OF = ("人民政府", "政府网")
_MIN_NAME = 2


def reported_from(text: str, year: int | None, own: str | None) -> Division | None:
    """Where the prose is from; the district in an address is only where the office is (地址:厦门市思明区…).

    A body whose own place no list has (大盘山县) is of none that the prose names at its level, nor of one whose name is
    part of its own.
    """
    stated = _OWN_PLACE.match(own) if own else None
    if stated:
        text = text.replace(stated.group(), "□")
    text = _VISITED.sub("□", text)
    named = from_prose(text, year)
    spoken_of = from_prose(_ADDRESS.sub("", text), year) if named and "地址" in text else None
    division = spoken_of if spoken_of and spoken_of.level != "province" else named
    if division and stated and division.level == "county" and not TOWNSHIP.search(stated.group()):
        return divisions.at(division.code[: DIGITS["prefecture"]], year)
    return division


def from_prose(text: str, year: int | None) -> Division | None:
    """The prefecture or county that the prose names, where it names only one path; else the only province."""
    named = _spoken_of(text, year)
    below = [d for d in named if d.level != "province"]
    ancestors = {d.code[:digits] for d in below for digits in (2, 4) if digits < len(d.code)}
    lowest = [d for d in below if d.code not in ancestors]
    if len(lowest) == 1:
        return lowest[0]
    if below:
        above = {d.code[: DIGITS["prefecture"]] for d in below}
        return divisions.at(above.pop(), year) if len(above) == 1 else None
    return only(named)


class _Spoken(NamedTuple):
    """A name in the prose: where it begins and ends, and the divisions that have it."""

    start: int
    end: int
    of: list[Division]


def _spoken_of(text: str, year: int | None) -> list[Division]:
    """The provinces, prefectures and counties that a text names; of names that several have those below another one."""
    spoken = list(names_in(text, year))
    sure = {d.code for name in spoken if len(name.of) == 1 for d in name.of}
    by_code: dict[str, Division] = {}
    for name in spoken:
        inside = [d for d in name.of if any(d.code[:n] in sure for n in (2, 4) if n < len(d.code))]
        for division in inside if len(inside) == 1 else name.of:
            by_code.setdefault(divisions.followed(division).code, division)
    return list(by_code.values())


def names_in(text: str, year: int | None, *, anywhere: bool = False) -> Iterator[_Spoken]:
    """The names in a text where one may begin, or anywhere; known by their ends, as 鞍山市 is not named in 马鞍山市."""
    ends = name_ends()
    before = _Spoken(0, 0, [])
    for kind in _KIND.finditer(text):
        end = kind.end()
        for length in ends.get(text[end - 2 : end], b""):
            start = end - length
            if start < before.end:
                continue
            name = text[start:end]
            of = [*divisions.upper(name), *short_names().get(name, ())]
            inside = divisions_below(of, before.of) if start == before.end and before.of else ()
            if of and (inside or (anywhere and length > _MIN_NAME) or _begins(text, start, end)):
                there = [d for d in inside or of if rank(d, year) <= CHANGING]
                before = _Spoken(start, end, in_year(there, year))
                if there:
                    yield before
                break


def _begins(text: str, start: int, end: int) -> bool:
    """Whether a name begins here in prose; of two characters (和县 in 县委和县政府) only where it is a government's."""
    alone = start == 0 or not "一" <= text[start - 1] <= "鿿"
    if end - start == _MIN_NAME:
        return alone and text.startswith(_GOVERNMENT_OF, end)
    return alone or text[start - 1] not in _LONGER
