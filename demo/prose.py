"""The prose of an invented report, its numbers those of its tables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Any

import yaml

from demo import FOLDER
from demo.figures import Figures
from demo.places import MadeUpBody

Prose = dict[int, list[str]]

# What the prose states, by section, and the cells whose sum it is
STATED = {
    "received": (1, ("requests/received/total",)),
    "carried_in": (1, ("requests/carried_in/total",)),
    "handled": (1, ("requests/total/total",)),
    "granted": (1, ("requests/granted/total",)),
    "carried_out": (1, ("requests/carried_out/total",)),
    "review": (4, ("disputes/review/total",)),
    "litigation": (4, ("disputes/litigation_direct/total", "disputes/litigation_after_review/total")),
}


@cache
def sentences() -> dict[str, Any]:
    """``prose.yaml``."""
    loaded: dict[str, Any] = yaml.load((FOLDER / "prose.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return loaded


def values(figures: Figures) -> dict[str, int]:
    """What the prose states of these figures."""
    return {name: int(sum(figures[cell] for cell in cells)) for name, (_, cells) in STATED.items()}


def write(rng: Random, body: MadeUpBody, year: int, stated: Mapping[str, int], period: int | None = None) -> Prose:
    """The paragraphs by section; ``period`` is the year of the statistical period where that is another one."""
    fill = {"we": body.we, "body": body.name, "year": year, "next": year + 1, "period": period or year}
    said = {name: _say(name, stated[name], fill) for name in STATED}
    if not stated["received"] + stated["carried_in"]:
        said |= dict.fromkeys(("carried_in", "handled", "granted", "carried_out"), "")
    requests = "".join(said[name] for name, (section, _) in STATED.items() if section == 1)
    bank = sentences()
    work = [rng.choice(group).format(**fill) for group in bank["work"]]
    return {
        0: [bank["opening"].format(**fill)],
        1: [work[0], f"依申请公开方面，{requests}", *work[1:]],
        2: [rng.choice(bank["proactive"]).format(**fill)],
        3: [],
        4: [said["review"] + said["litigation"]],
        5: [rng.choice(group).format(**fill) for group in bank["problems"]],
        6: [rng.choice(bank["other"]).format(**fill)],
    }


def _say(name: str, number: int, fill: Mapping[str, Any]) -> str:
    return str(sentences()[name]["some" if number else "none"]).format(n=number, **fill)
