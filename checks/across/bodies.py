"""Which reports are of one body: matched by its region's code and its name without region, abbreviations and renames.

Precision goes before recall, for a wrong match would hold one body's figures against another's. Without region or name
only the same title makes a match, and not a sure one; a title without a body's name matches nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from parsing import divisions
from parsing.report import Region, Report

GOVERNMENT = "政府"
_YEAR = re.compile(r"(?:20\d\d|二[〇○零Oo0][〇○零Oo0-9一二三四五六七八九]{2})\s{0,20}年?\s{0,20}度?")
_REPORT = re.compile(r"关于|的|政府|政务|信息|公开|工作|年度|年|报告|情况|[本我]|机关|单位|部门|[\W_]+")
# What is left of a title that names a body has at least three characters: 民政局
_SHORTEST = 3
_LEVELS = ("province", "prefecture", "county", "township")
_TOWNSHIP = 9
_DIGITS = {2: "province", 4: "prefecture", 6: "county", _TOWNSHIP: "township"}


class Body(NamedTuple):
    """A public body over the years.

    ``region`` is its division's code, with the zone's name behind it where the national list has no such zone; ``name``
    what it is called there (``政府`` for the region's own government); ``printed`` the same before renames;
    ``certain`` whether region and name are both known, so that a match of two reports is sure; ``lasting`` the region
    with the code of today, where the division had another one in the report's year (祁阳县, 祁阳市).
    """

    region: str
    name: str
    printed: str
    certain: bool
    lasting: str

    @property
    def key(self) -> tuple[str, str]:
        """Equal for two reports of one body."""
        return self.lasting, self.name

    @property
    def id(self) -> str:
        """A short id of the key, for addresses and frames."""
        return hashlib.sha256("|".join(self.key).encode()).hexdigest()[:10]


def body(report: Report) -> Body:
    """The body that made a report; a body of its own where the report names none."""
    agency, title, region = report.agency, report.title, report.region
    place, lasting = _place(region, region.code), _place(region, _lasting(region, report.year))
    if agency and place:
        # a report on the government alone counts other things than one on all that is under it
        printed = short_name(agency, region) + ("本级" if "本级" in (title or "") else "")
        return Body(place, _data()["renames"].get(printed, printed), printed, certain=True, lasting=lasting)
    stem = _YEAR.sub("", title or "").strip()
    # "政府信息公开工作年度报告" names nobody
    if len(_REPORT.sub("", stem)) < _SHORTEST:
        stem = report.sha256
    return Body(place, f"title {stem}", stem, certain=False, lasting=lasting)


def short_name(agency: str, region: Region) -> str:
    """A body's name within its region, in its short form: ``盘山县人民政府办公室`` → ``政府办``."""
    data = _data()
    name = re.sub(r"\s|[(（].{0,80}?[)）]", "", agency)
    for superior in data["superiors"]:
        name = name.removeprefix(superior)
    name = _within(name, region)
    name = re.sub(data["level_prefix"], "", name)
    for long, short in _words():
        name = name.replace(long, short)
    for long, short in data["endings"].items():
        if name.endswith(long):
            name = name.removesuffix(long) + short
            break
    return GOVERNMENT if name in data["governments"] else name


def _within(name: str, region: Region) -> str:
    """A name without the divisions that it begins with, in full or without their kind (盘山民政局)."""
    for division in region.path:
        for form in (division, divisions.stem(division)):
            if name.startswith(form):
                name = name.removeprefix(form)
                break
    return name


def _place(region: Region, code: str | None) -> str:
    """A code of the region, with the name of an unlisted zone below it; "" where no code is known."""
    if not code:
        return ""
    below = _LEVELS[_LEVELS.index(_DIGITS[len(code)]) + 1 :]
    return code + "".join(name for level in below if (name := getattr(region, level)))


def _lasting(region: Region, year: int | None) -> str | None:
    """The code that the region has today."""
    code = region.code
    if code is None or len(code) == _TOWNSHIP:
        return code
    upper = divisions.lasting(code, year)
    if not region.township:
        return upper
    # a township whose county had another code then, or has become a part of another one
    division = divisions.at(code, year)
    counties = (upper, *(divisions.passed_on(division) if division else ()))
    today = {of for of, *_ in divisions.townships(region.township) if len(of) == _TOWNSHIP and of.startswith(counties)}
    return today.pop() if len(today) == 1 else upper


@cache
def _words() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(_data()["words"].items(), key=lambda pair: -len(pair[0])))


@cache
def _data() -> Mapping[str, Any]:
    text = Path(__file__).with_name("bodies.yaml").read_text("utf-8")
    loaded: Mapping[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return loaded
