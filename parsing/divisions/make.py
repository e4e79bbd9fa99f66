"""Makes the list of divisions in ``data/`` from its sources; what they are and how to get them: ``data/README.md``.

    python -m parsing.divisions.make areacodes.csv divisions.csv townships_2026.csv changes_2008_2026.csv

The same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from parsing.form import DATA

# "431181", "130404[2014]": a part of the territory, in another year than that of the change
_SUCCESSOR = re.compile(r"(\d{6})(?:\[(\d{4})\])?")
_ABOLISHED = re.compile(r"[（(][^（()）]*撤[^（()）]*[）)]$")
_OFFICE = re.compile(r"(?:局|委|所|站|队|院|校|中心|公司|监狱)$")
_KIND = re.compile(r"(?:街道|街道办事处|镇|乡|苏木)$")
# 街道 alone is no name, nor is 农垦
_SHORTEST, _SHORTEST_ZONE = 3, 4
_PLACEHOLDERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
_TOWNSHIP = 9
_COUNTY = 6
_HEAD = ("code", "name", "since", "until", "became")


class ListRow(NamedTuple):
    """A division over the years in which its code and name stayed; ``became`` are codes, ``code:year`` for a part."""

    code: str
    name: str
    since: str = ""
    until: str = ""
    became: str = ""


def short(code: str) -> str:
    """The code without the zeros of the levels below: 430000 → 43, 431100 → 4311."""
    return re.sub(r"(?:00){1,2}$", "", code)


def upper(
    areas: Iterable[Mapping[str, str]],
    bureau: Mapping[str, str],
    counties: Mapping[str, str],
    changes: Iterable[ListRow],
) -> list[ListRow]:
    """Provinces, prefectures and counties since 1981, the bureau's zones, and the counties that came after both."""
    rows = [
        ListRow(short(area["代码"]), area["名称"], area["启用时间"], area["变更/弃用时间"], _successors(area["新代码"]))
        for area in areas
    ]
    known = {row.code for row in rows}
    rows += [
        ListRow(code, name)
        for code, name in bureau.items()
        if len(code) == _COUNTY and code not in known and short(code) not in known
        and name not in _PLACEHOLDERS and name != bureau.get(code[:4])
    ]  # fmt: skip
    later = list(changes)
    ended = {row.code: row for row in later if row.until}
    begun = {row.name: row.since for row in later if row.since}
    rows = [_ended(row, ended.get(row.code)) for row in rows]
    rows += [
        ListRow(code, name, begun.get(name, ""))
        for code, name in counties.items()
        if code not in known and short(code) not in known
    ]
    return sorted(rows)


def _ended(row: ListRow, change: ListRow | None) -> ListRow:
    """The row with its end or its successor, where only the yearly changes name them."""
    if change is None or row.until not in ("", change.until) or (row.until and row.became):
        return row
    return row._replace(until=change.until, became=change.became)


def _successors(text: str) -> str:
    return " ".join(f"{short(code)}:{year}" if year else short(code) for code, year in _SUCCESSOR.findall(text))


def yearly(changes: Iterable[Mapping[str, str]], last: str) -> Iterator[ListRow]:
    """Prefectures (地区) that became cities, and counties that began or ended after ``last``, the other list's end."""
    for change in changes:
        if change["type"] == "撤地设市" or (change["type"] == "撤销" and change["year"] > last):
            yield ListRow(short(change["old_code"]), "", "", change["year"], short(change["new_code"]))
        elif change["type"] == "新设" and change["year"] > last:
            yield ListRow(change["new_code"], change["new_name"], change["year"])


def townships(bureau: Mapping[str, str], ministry: Iterable[Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """By county the townships of both lists: number by name, the bureau's before the ministry's.

    Both number on their own: a number of the ministry that the bureau gave to another township is left out. The
    bureau's farms, zones and institutions stay, its offices do not: a county's 农业局 is no township.
    """
    by_county: dict[str, dict[str, str]] = defaultdict(dict)
    for code, name in bureau.items():
        if len(code) == _TOWNSHIP and not _OFFICE.search(name):
            above = [bureau.get(code[:digits], "") for digits in (2, 4, _COUNTY)]
            by_county[code[:_COUNTY]].setdefault(_plain(name, above), code[_COUNTY:])
    for row in ministry:
        code = row["code"][:_TOWNSHIP]
        number = "" if code in bureau else code[_COUNTY:]
        by_county[row["county_code"]].setdefault(_plain(row["name"]), number)
    return dict(sorted(by_county.items()))


def _plain(name: str, above: Iterable[str] = ()) -> str:
    """A name without its path (四平市铁东区平东街道), and without the remark that the township was abolished."""
    name = _ABOLISHED.sub("", name)
    shortest = _SHORTEST if _KIND.search(name) else _SHORTEST_ZONE
    for division in above:
        left = name.removeprefix(division).removeprefix("人民政府") if division else name
        name = left if len(left) >= shortest else name
    return name


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def main() -> None:
    """Read the four sources, write ``data/divisions.csv`` and ``data/townships.csv``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("areacodes", "divisions", "townships", "changes"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--to", type=Path, default=DATA, help="folder of the two files")
    given = parser.parse_args()
    areas = _read(given.areacodes)
    bureau = {row["code"]: row["name"] for row in _read(given.divisions)}
    ministry = _read(given.townships)
    last = max(max(area["启用时间"], area["变更/弃用时间"]) for area in areas)
    counties = {row["county_code"]: row["county"] for row in ministry}
    rows = upper(areas, bureau, counties, yearly(_read(given.changes), last))
    _write(given.to / "divisions.csv", [_HEAD, *rows])
    below = townships(bureau, ministry)
    lines = [(county, " ".join(number + name for name, number in of.items())) for county, of in below.items()]
    _write(given.to / "townships.csv", [("county", "townships"), *lines])


if __name__ == "__main__":
    main()
