"""The divisions that a name begins with, one below the other, and what is left of it behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from parsing import divisions
from parsing.divisions import Division
from parsing.identity.stems import COUNTY, GOES_ON, TOWNSHIP, by_stem, longest_stem, name_lengths, short_names

# Behind a name that is an ordinary word: its body, or nothing
_BODY_BEHIND = re.compile(r"$|\(|(?:人民)?政府|管委会|管理委员会|管理处|办事处|党工委")
_SHORTEST_ZONE = 4
_GOVERNMENT_BEHIND = re.compile(r"(?:人民政府|政府)?")
LEADER = re.compile(r"(?:中华人民共和国|中国共产党|中共|(?:国家|中国)[一-鿿]{2,10}?(?:总局|局|会))(?=..)")


class Walked(NamedTuple):
    """The divisions that a body's name begins with: the candidates for each, and where in the name the last ends."""

    steps: tuple[tuple[Division, ...], ...]
    end: int


def names_division(name: str) -> bool:
    """Whether a body's name begins with the name of a division, or has one behind a body that leads it."""
    leader = LEADER.match(name)
    return begins_with_division(name) or (leader is not None and _step(name, leader.end(), ()) is not None)


def begins_with_division(name: str) -> bool:
    """Whether a name begins with a division's: 市中区教育局, not 市教育局."""
    return _step(name, 0, ()) is not None


def is_place(name: str) -> bool:
    """Whether a name is a division's and nothing more, its path before it or not: 盘锦市, 辽宁省盘锦市."""
    walked = walk_through(name, 0, ())
    return bool(walked.steps) and walked.end == len(name)


def divisions_named(name: str) -> Walked:
    """The divisions that a body's name begins with, behind the bodies that lead it: 国家税务总局盘锦市税务局."""
    walked = walk_through(name, 0, ())
    leader = None if walked.steps else LEADER.match(name)
    return walk_through(name, leader.end(), ()) if leader else walked


def walk_through(name: str, position: int, above: Sequence[Division]) -> Walked:
    """Division after division from a position on, each below the one before."""
    steps: list[tuple[Division, ...]] = []
    end = position
    while step := _step(name, position, steps[-1] if steps else above):
        candidates, end = step
        steps.append(candidates)
        position = _behind(name, end)
    return Walked(tuple(steps), end)


def _behind(name: str, end: int) -> int:
    """Where the next name may begin: 盘锦市双台子区人民政府铁东街道办事处."""
    behind = _GOVERNMENT_BEHIND.match(name, end)
    return behind.end() if behind else end


def _step(name: str, start: int, above: Sequence[Division]) -> tuple[tuple[Division, ...], int] | None:
    """The divisions whose name begins here, the longest name first, and where it ends; 盘锦市盘锦市 is one."""
    step = _full_name(name, start, above) or _without_kind(name, start, above)
    if step is None and (repeated := next((d.name for d in above if name.startswith(d.name, start)), None)):
        return _full_name(name, start + len(repeated), above)
    return step


def _full_name(name: str, start: int, above: Sequence[Division]) -> tuple[tuple[Division, ...], int] | None:
    for length in name_lengths().get(name[start : start + 2], b""):
        end = start + length
        if end > len(name):
            continue
        candidates = _divisions(name[start:end], above, name[end : end + 5])
        if candidates:
            return candidates, end
    return None


def _without_kind(name: str, start: int, above: Sequence[Division]) -> tuple[tuple[Division, ...], int] | None:
    """A prefecture without its kind, where what follows is in it: 湖南永州祁阳县, 朝阳双塔区."""
    for end in range(min(start + longest_stem(), len(name)), start + 1, -1):
        of = [d for d in by_stem().get(name[start:end], ()) if d.level == "prefecture"]
        candidates = divisions_below(of, above)
        if candidates and _step_in(name, end, candidates):
            return candidates, end
    return None


def _step_in(name: str, start: int, above: Sequence[Division]) -> bool:
    """Whether a division within these is named here in full."""
    lengths = name_lengths().get(name[start : start + 2], b"")
    ends = [start + length for length in lengths if start + length <= len(name)]
    return any(_divisions(name[start:end], above, name[end : end + 5]) for end in ends)


def _divisions(name: str, above: Sequence[Division], behind: str) -> tuple[Division, ...]:
    """The divisions with this name that a body may be named after, below those above it."""
    upper = [*divisions.upper(name), *short_names().get(name, ())]
    lower = divisions.townships(name)
    if not (upper or lower) or GOES_ON.get(name[-1]) == behind[:1]:
        return ()
    # 梅县市场监督管理局 is not of 梅县市
    if name[-1] == "市" and behind.startswith("场") and divisions.upper(name[:-1]):
        return ()
    # not 城南 in 城南中学
    word = len(name) < _SHORTEST_ZONE and not TOWNSHIP.search(name)
    if lower and not upper and word and not (above and _BODY_BEHIND.match(behind)):
        return ()
    return divisions_below(upper + lower, above)


def divisions_below(candidates: Iterable[Division], above: Sequence[Division]) -> tuple[Division, ...]:
    """Those of the divisions that are below one of these; a township also where its county was so at another time."""
    if not above:
        return tuple(candidates)
    below = []
    for division in candidates:
        if any(division.level != a.level and division.code.startswith(a.code) for a in above):
            below.append(division)
        elif division.level == "township" and (passed := _passed(division, above)):
            below.append(passed)
    return tuple(below)


def _passed(township: Division, above: Sequence[Division]) -> Division | None:
    """A township under the county that it was in before: under the county's earlier code, or another one's."""
    now = divisions.at(township.code[:COUNTY], None)
    counties = sorted((d for d in above if d.level == "county"), key=lambda county: -county.until)
    if now and any(divisions.followed(county) == divisions.followed(now) for county in counties):
        return township
    passed = (county for county in counties if now and now.code in divisions.passed_on(county))
    return next((Division(county.code, township.name, township.level) for county in passed), None)
