"""Names of divisions in all their forms, for looking them up in a text, and which of them a year had."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from parsing import divisions
from parsing.divisions import Division

DIGITS = {"province": 2, "prefecture": 4, "county": 6, "township": 9}
COUNTY = DIGITS["county"]
# A report for a year is published in the next one, under the name that the body has by then
CHANGING = 1
# Regulation of 2008: before it there were no reports
_FIRST_REPORTS = 2008
# Names of townships; those of other rows of the list (林场, 城南, 经济开发区) are ordinary words or zones
TOWNSHIP = re.compile(r"(?:街道|街道办事处|镇|乡|苏木|(?<=..)地区)$")
# What makes another word of a name's end: 新城镇化, 市场, 区域, 乡村
GOES_ON = {"镇": "化", "乡": "村", "区": "域", "县": "域"}
_REGION = re.compile(r"(?:壮族|回族|维吾尔)自治区")
_PEOPLES = re.compile(
    r"(?<=[一-鿿]{2})(?:(?:土家|蒙古|哈萨克|柯尔克孜|朝鲜|傈僳|景颇|布依|哈尼|拉祜|纳西|达斡尔|仫佬|布朗|撒拉|毛南|仡佬|锡伯|"
    r"塔吉克|保安|裕固|独龙|普米|东乡)族?|[各藏回苗彝壮侗白傣羌满瑶黎佤畲水土怒]族){1,6}自治(?=[州县旗]$)"
)


@cache
def short_names() -> dict[str, tuple[Division, ...]]:
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
def by_stem() -> dict[str, tuple[Division, ...]]:
    """Prefectures and counties by their names without their kind."""
    by_stem: dict[str, list[Division]] = defaultdict(list)
    for division in divisions.all_upper():
        if division.level in ("prefecture", "county"):
            by_stem[divisions.stem(division.name)].append(division)
    return {stem: tuple(of) for stem, of in by_stem.items()}


@cache
def name_lengths() -> dict[str, bytes]:
    """How long names of divisions are, the longest first, by their first two characters."""
    lengths: dict[str, int] = defaultdict(int)
    for name in itertools.chain(divisions.all_names(), short_names()):
        # a bit a length: a set for each of so many beginnings takes twice as long
        lengths[name[:2]] |= 1 << len(name)
    kinds = {*lengths.values()}
    numbers = {bits: bytes([n for n in range(bits.bit_length(), 0, -1) if bits >> n & 1]) for bits in kinds}
    return {begin: numbers[bits] for begin, bits in lengths.items()}


@cache
def provinces() -> dict[str, str]:
    """Codes of provinces by their names without their kind."""
    return {stem: of[0].code for stem, of in short_names().items() if of[0].level == "province"}


@cache
def longest_stem() -> int:
    """How many characters the longest stem has."""
    return max(map(len, by_stem()))


@cache
def name_ends() -> dict[str, bytes]:
    """How long names from province to county are, the longest first, by their last two characters."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in {division.name for division in divisions.all_upper()} | short_names().keys():
        lengths[name[-2:]].add(len(name))
    return {end: bytes(sorted(of, reverse=True)) for end, of in lengths.items()}


def in_year(candidates: Iterable[Division], year: int | None) -> list[Division]:
    """The divisions that were there in this year, else those that are known from others; each one once."""
    ranked: dict[int, list[Division]] = defaultdict(list)
    for division in candidates:
        ranked[rank(division, year)].append(division)
    best = ranked[min(ranked)] if ranked else []
    last = year if year is not None else divisions.STILL - 1
    once: dict[object, Division] = {}
    for division in sorted(best, key=lambda d: d.off(last)):
        once.setdefault(_identity(division), division)
    return list(once.values())


def _identity(division: Division) -> object:
    if division.level == "township":
        return division.code[:COUNTY], division.name
    return divisions.followed(division)


def rank(division: Division, year: int | None) -> int:
    """0 for a division that was there in this year, 1 for one of the years beside it, 2 for any other."""
    if year is None:
        return 0 if division.until > _FIRST_REPORTS else 2
    off = division.off(year)
    return 0 if off == 0 else 1 if off <= CHANGING else 2


def only(candidates: Sequence[Division]) -> Division | None:
    """The one division among these, None where there are several or none."""
    return candidates[0] if len(candidates) == 1 else None
