"""Divisions of the country, province to township, with the years in which they were there; sources: data/README.md.

``data/divisions.csv`` has a row ``code,name,since,until,became`` for each name that a code of 2, 4 or 6 digits
(province, prefecture, county) had since 1981: from ``since`` on, up to ``until``; ``became`` are the codes that
followed, ``code:year`` where only a part went there. ``data/townships.csv`` has the townships of each county, each
behind the last three of its nine digits, if it has a code.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from parsing.form import DATA

LEVELS = ("province", "prefecture", "county", "township")
_DIGITS = (2, 4, 6, 9)
_COUNTY = 6
# No year: since ever, to this day
EVER, STILL = 0, 9999
_SUFFIX = re.compile(
    r"(?:特别行政区|(?:维吾尔|(?:(?!族)[一-鿿]){1,6}族){0,4}自治[区州县旗]|经济技术开发区|管理区|街道办事处|街道|地区|省|市|区|县|旗|盟|镇|乡|苏木)$"
)
_OFFICE = "办事处"
_SUBDISTRICT_OFFICE = "街道" + _OFFICE
_HALF, _FULL = str.maketrans("（）", "()"), str.maketrans("()", "（）")


class Division(NamedTuple):
    """A division under one name: from the year ``since`` on, up to the year ``until``.

    A township without a code of its own bears its county's.
    """

    code: str
    name: str
    level: str
    since: int = EVER
    until: int = STILL

    def off(self, year: int | None) -> int:
        """How many years it was gone in this year, or still to come: 0 where it was there."""
        if year is None:
            return 0
        return max(self.since - year, year - self.until + 1, 0)


class _Row(NamedTuple):
    division: Division
    became: str


@cache
def _rows() -> dict[str, tuple[_Row, ...]]:
    """By code the names that it had, the oldest first."""
    rows_of: dict[str, list[_Row]] = defaultdict(list)
    for line in (DATA / "divisions.csv").read_text("utf-8").splitlines()[1:]:
        code, name, since, until, became = line.split(",")
        level = LEVELS[_DIGITS.index(len(code))]
        rows_of[code].append(_Row(Division(code, name, level, int(since or EVER), int(until or STILL)), became))
    return {code: tuple(sorted(rows, key=lambda row: row.division.since)) for code, rows in rows_of.items()}


@cache
def _upper() -> dict[str, tuple[Division, ...]]:
    """Provinces, prefectures and counties by name."""
    by_name: dict[str, list[Division]] = defaultdict(list)
    for rows in _rows().values():
        for row in rows:
            by_name[row.division.name].append(row.division)
    return {name: tuple(of) for name, of in by_name.items()}


@cache
def _townships() -> dict[str, str]:
    """The townships of each county, by its code, as the file has them."""
    lines = (DATA / "townships.csv").read_text("utf-8").splitlines()[1:]
    return dict(line.split(",", 1) for line in lines)


@cache
def _by_township() -> dict[str, str]:
    """Codes of townships by name, parted by blanks: one string a name is nothing for the garbage collector to walk."""
    codes: dict[str, str] = {}
    for county, line in _townships().items():
        for entry in line.split(" "):
            code, name = _entry(county, entry)
            name = name.translate(_HALF) if "（" in name else name
            if name.endswith(_SUBDISTRICT_OFFICE):
                name, code = name.removesuffix(_OFFICE), f"{code}{_OFFICE}"
            codes[name] = f"{codes[name]} {code}" if name in codes else code
    return codes


def _entry(county: str, entry: str) -> tuple[str, str]:
    return (county + entry[:3], entry[3:]) if entry[0].isdigit() else (county, entry)


def upper(name: str) -> tuple[Division, ...]:
    """The provinces, prefectures and counties that have or had this name."""
    return _upper().get(name, ())


def townships(name: str) -> list[Division]:
    """The townships with this name, brackets in it half-width; 某街道 may be listed as 某街道办事处."""
    codes = _by_township().get(name, "").split()
    if not codes:
        return []
    name = name.translate(_FULL) if "(" in name else name
    return [
        Division(code.removesuffix(_OFFICE), name + (_OFFICE if code.endswith(_OFFICE) else ""), LEVELS[-1])
        for code in codes
    ]


def all_upper() -> list[Division]:
    """All provinces, prefectures and counties."""
    return [division for of in _upper().values() for division in of]


def all_names() -> Iterator[str]:
    """All names of divisions, of today and earlier."""
    return chain(_upper(), _by_township())


def names() -> frozenset[str]:
    """The same, as a set."""
    return frozenset(all_names())


@cache
def by_code() -> dict[str, str]:
    """Names of today's provinces, prefectures and counties by code."""
    return {code: rows[-1].division.name for code, rows in _rows().items() if rows[-1].division.until == STILL}


def at(code: str, year: int | None) -> Division | None:
    """The province, prefecture or county with this code in a year, or nearest to it; the last one without a year."""
    rows = _rows().get(code, ())
    if len(rows) == 1:
        return rows[0].division
    last = year if year is not None else STILL - 1
    return min((row.division for row in reversed(rows)), key=lambda division: division.off(last), default=None)


def path(code: str, year: int | None = None) -> dict[str, str]:
    """Names by level from province down to this code, as they were in a year; today's without a year."""
    by_level = {}
    for level, digits in zip(LEVELS, _DIGITS, strict=True):
        if len(code) >= digits and (name := _name(code[:digits], year)):
            by_level[level] = name
    return by_level


def _name(code: str, year: int | None) -> str | None:
    if len(code) > _COUNTY:
        county = code[:_COUNTY]
        entries = (_entry(county, entry) for entry in _townships().get(county, "").split(" ") if entry)
        return next((name for of, name in entries if of == code), None)
    division = at(code, year)
    return division.name if division else None


def followed(division: Division) -> Division:
    """What a division has become to this day: itself under other names and codes, not what it was merged into."""
    seen = {division}
    while (after := _continued().get(division)) and after not in seen:
        seen.add(after)
        division = after
    return division


def was(division: Division, year: int | None) -> Division | None:
    """The same division as it was in this year, under another name or code perhaps; None where it was not there."""
    if division.off(year) == 0:
        return division
    last = followed(division)
    return next((d for d in (last, *_earlier().get(last, ())) if d.off(year) == 0), None)


def lasting(code: str, year: int | None) -> str:
    """The code that stays the same over the years: the last one of the division that had this code in this year."""
    division = at(code, year)
    return followed(division).code if division else code


def passed_on(division: Division) -> frozenset[str]:
    """The codes of all that got the territory of a division, or some of it, at any time."""
    row = next(row for row in _rows()[division.code] if row.division == division)
    return frozenset(part.partition(":")[0] for part in row.became.split())


def gained_after(division: Division, year: int) -> bool:
    """Whether a county got territory of others after this year: its townships of today may have been theirs."""
    same = followed(division).code
    return any(when > year and same != of for when, of in _gains().get(division.code, ()))


@cache
def _gains() -> dict[str, tuple[tuple[int, str], ...]]:
    """By code when it got territory, and the lasting code of the division that had it before."""
    gained: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for rows in _rows().values():
        for division, became in rows:
            for part in became.split():
                code, _, year = part.partition(":")
                gained[code].append((int(year or division.until), followed(division).code))
    return {code: tuple(gains) for code, gains in gained.items()}


@cache
def _continued() -> dict[Division, Division]:
    """What each division became, where it became one alone, which began at its end and had no other before it."""
    after = {}
    for rows in _rows().values():
        for division, became in rows:
            whole = [part for part in became.split() if ":" not in part] or [division.code]
            begun = [row.division for row in _rows().get(whole[0], ()) if row.division.since == division.until]
            if len(whole) == 1 and begun:
                after[division] = begun[0]
    befores = Counter(after.values())
    for rows in _rows().values():
        for division, became in rows:
            parts = [part for part in became.split() if ":" not in part]
            if len(parts) > 1:
                befores.update(
                    r.division for p in parts for r in _rows().get(p, ()) if r.division.since == division.until
                )
    return {division: then for division, then in after.items() if befores[then] == 1}


@cache
def _earlier() -> dict[Division, tuple[Division, ...]]:
    """By a division's last state the earlier ones."""
    earlier: dict[Division, list[Division]] = defaultdict(list)
    for division in _continued():
        earlier[followed(division)].append(division)
    return {last: tuple(of) for last, of in earlier.items()}


def stem(name: str) -> str:
    """The name without its kind: 盘山县 → 盘山; names of two characters stay whole (乾县)."""
    short = _SUFFIX.sub("", name)
    return short if len(short) > 1 else name
