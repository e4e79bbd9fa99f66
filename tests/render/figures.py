"""Random figures on which every rule of the form holds, and random bodies at real places."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from random import Random

from demo import consistent
from demo.printing.model import Number
from parsing import form
from tests.render.model import LEVELS, Body

SCALES = ("zero", "small", "medium", "big")
_LARGEST = {"zero": 0, "small": 9, "medium": 400, "big": 30_000}
_DIGITS = (2, 4, 6, 9)
_DEPARTMENTS = ("民政局", "商务局", "教育局", "水利局", "财政局", "卫生健康委员会", "审计局", "交通运输局", "统计局")


def figure_set(rng: Random, editions: dict[str, str], scale: str) -> dict[str, Number]:
    """A value for every cell of the form, consistent under every sum rule; ``scale`` is one of SCALES."""
    values: dict[str, Number] = {}
    values |= _disclosure(rng, editions["disclosure"], scale)
    values |= _requests(rng, editions["requests"], scale)
    values |= _disputes(rng, scale)
    return values


def _count(rng: Random, scale: str, chance: float = 0.5) -> int:
    """A count; 0 with probability 1 - chance."""
    largest = _LARGEST[scale]
    if largest == 0 or rng.random() > chance:
        return 0
    return min(int(rng.expovariate(3 / largest)) + 1, largest)


def _amount(rng: Random, scale: str) -> Number:
    """An amount in 万元 with up to four decimals."""
    whole = _count(rng, scale, 0.7)
    if whole == 0:
        return 0
    return round(whole + rng.randrange(10_000) / 10 ** rng.choice((2, 4, 4)), rng.choice((2, 4)))


def _disclosure(rng: Random, edition: str, scale: str) -> dict[str, Number]:
    values: dict[str, Number] = {}
    for row in form.table(edition, "disclosure").rows:
        for column in row.columns:
            cell = f"disclosure/{row.id}/{column.id}"
            values[cell] = _amount(rng, scale) if column.unit == "万元" else _count(rng, scale, 0.6)
        _relate(rng, values, f"disclosure/{row.id}/")
    return values


def _relate(rng: Random, values: dict[str, Number], row: str) -> None:
    """Makes the cells of one disclosure row agree: a stock holds what was added, a change may be negative."""
    if row + "in_force" in values:
        values[row + "in_force"] += values[row + "issued"]
    if row + "total_disclosed" in values:
        values[row + "newly_disclosed"] = min(values[row + "newly_disclosed"], values[row + "produced"])
        values[row + "total_disclosed"] += values[row + "newly_disclosed"]
    if row + "change" in values and rng.random() < 0.5:
        values[row + "change"] = -min(values[row + "change"], values[row + "previous_items"])


def _requests(rng: Random, edition: str, scale: str) -> dict[str, Number]:
    rows = [row.id for row in form.table(edition, "requests").rows]
    cells = {f"requests/{row}/{who}": 0 for row in rows for who in (*form.APPLICANTS, form.TOTAL)}
    for who in form.APPLICANTS:
        chance = 0.45 if who == "natural_person" else 0.12
        ended = {row: _count(rng, scale, chance) for row in consistent.outcomes(edition)}
        carried_out, carried_in = _count(rng, scale, chance / 2), _count(rng, scale, chance / 2)
        column = consistent.applicant(ended, carried_in, carried_out)
        cells |= {f"requests/{row}/{who}": count for row, count in column.items()}
    return {**cells, **consistent.row_totals(cells, rows)}


def _disputes(rng: Random, scale: str) -> dict[str, Number]:
    small = "small" if scale == "medium" else "medium" if scale == "big" else scale
    return {**consistent.disputes(lambda _: {outcome: _count(rng, small, 0.35) for outcome in form.DISPUTE_OUTCOMES})}


@cache
def _divisions() -> dict[str, str]:
    """Names of today's divisions by code."""
    with (form.DATA / "divisions.csv").open(encoding="utf-8", newline="") as file:
        found = {row["code"]: row["name"] for row in csv.DictReader(file) if not row["until"]}
    with (form.DATA / "townships.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            numbered = (entry for entry in row["townships"].split(" ") if entry[0].isdigit() and row["county"] in found)
            found |= {row["county"] + entry[:3]: entry[3:] for entry in numbered}
    return found


@cache
def _codes(digits: int, endings: tuple[str, ...]) -> tuple[str, ...]:
    """Codes of one level whose names end so and are no development zones."""
    return tuple(
        code
        for code, name in _divisions().items()
        if len(code) == digits and name.endswith(endings) and "开发区" not in name
    )


@cache
def _often() -> Counter[str]:
    return Counter(_divisions().values())


def _region(code: str) -> dict[str, str]:
    """Names from province down to this code by level, where there is one."""
    above = (code[:digits] for digits in _DIGITS if len(code) >= digits)
    return {level: name for level, of in zip(LEVELS, above, strict=False) if (name := _divisions().get(of))}


def _printed_place(names: list[str]) -> str:
    """The shortest end of the path that names the place beyond doubt; a county stands before its township."""
    start = len(names) - 1
    if start == 3 or names[start].endswith(("镇", "乡", "街道")):
        start = max(start - 1, 0)
    while start > 0 and _often()[names[start]] > 1:
        start -= 1
    return "".join(names[start:])


def body(rng: Random) -> Body:
    """A random body: a government, an office, a department, a township, a sub-district or a zone's committee."""
    kind = rng.choice(("government", "office", "department", "department", "township", "street", "zone"))
    if kind == "township":
        code = rng.choice(_codes(9, ("镇", "乡")))
    elif kind == "street":
        code = rng.choice(_codes(9, ("街道",)))
    else:
        code = rng.choice(_codes(rng.choice((4, 6, 6)), ("县", "区", "市", "旗")))
    return _body(rng, kind, _region(code))


def _body(rng: Random, kind: str, region: dict[str, str]) -> Body:
    names = list(region.values())
    short, tail, we, own = {
        "government": ("", "人民政府", "我" + names[-1][-1], False),
        "office": (tail := rng.choice(("人民政府办公室", "政府办公室")), tail, "我办", False),
        "department": (tail := rng.choice(_DEPARTMENTS), tail, "我局", True),
        "township": ("", "人民政府", "我镇" if names[-1].endswith("镇") else "我乡", False),
        "street": ("", "办事处", "街道", False),
        "zone": (tail := rng.choice(("经济开发区管理委员会", "高新区管委会")), tail, "管委会", True),
    }[kind]
    printed_tail = rng.choice((tail, short)) if kind in ("township", "street") else tail
    name = _printed_place(names) + printed_tail
    tails = {tail, short} | ({"人民政府办公室", "政府办公室"} if kind == "office" else set())
    starts = ["".join(names[i:]) for i in range(len(names))] + ([""] if own else [])
    agencies = frozenset(start + end for start in starts for end in tails if start + end)
    return Body(name, "".join(names) + tail, we, region, agencies)
