"""The invented provinces, prefectures, counties and townships, and the public bodies in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from demo import FOLDER
from parsing.report import Region


@dataclass(frozen=True, slots=True)
class MadeUpBody:
    """A body that does not exist: its name, level, region, kind (a key of ``bodies`` in settings.yaml) and the code of
    the government that adds up its figures ("" for a province)."""

    name: str
    level: str
    region: Region
    kind: str
    above: str

    @property
    def key(self) -> str:
        """The same for all years of a body, different for every body."""
        return f"{self.region.code} {self.kind}"

    @property
    def we(self) -> str:
        """What the body calls itself: 我局, 我镇, 我县."""
        if self.level == "department":
            return "我厅" if self.name.endswith("厅") else "我局"
        return "街道" if self.name.endswith("街道办事处") else f"我{self.region.path[-1][-1]}"


@cache
def settings() -> dict[str, Any]:
    """``settings.yaml``: which bodies there are, and how much each kind of them does."""
    loaded: dict[str, Any] = yaml.load((FOLDER / "settings.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return loaded


@cache
def regions() -> tuple[Region, ...]:
    """Every invented division, a division after those below it."""
    loaded = yaml.load((FOLDER / "places.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return tuple(region for province in loaded["provinces"] for region in _province(province))


def _province(province: dict[str, Any]) -> Iterator[Region]:
    name, code = province["name"], province["code"]
    for p, prefecture in enumerate(province["prefectures"], 1):
        for c, (county, townships) in enumerate(prefecture["counties"].items(), 1):
            place = (name, prefecture["name"], county)
            below = f"{code}{p:02}{c:02}"
            for t, township in enumerate(townships, 1):
                yield Region(*place, township, f"{below}{t:03}")
            yield Region(*place, None, below)
        yield Region(name, prefecture["name"], None, None, f"{code}{p:02}")
    yield Region(name, None, None, None, code)


def bodies() -> Iterator[MadeUpBody]:
    """Every body, a government after those that it adds up."""
    for region in regions():
        yield from _bodies(region)


def _bodies(region: Region) -> Iterator[MadeUpBody]:
    code = region.code or ""
    place = region.path[-1]
    if region.township:
        # a subdistrict has an office where a town has a government
        tail = "办事处" if place.endswith("街道") else "人民政府"
        yield MadeUpBody(place + tail, "township", region, "township", code[:6])
        return
    level = {2: "province", 4: "prefecture", 6: "county"}[len(code)]
    for kind, name in settings()["departments"][level].items():
        yield MadeUpBody(place + name, "department", region, kind, code)
    yield MadeUpBody(f"{place}人民政府", "government", region, level, code[:-2])
