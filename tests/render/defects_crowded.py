"""Defects of cells that hold more than a number: lines, a second number, words and marks around it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from parsing.report import Status
from tests.render.defects_cells import counts, numbers, some, some_of
from tests.render.model import Draft, Printed, unclear

_SHAPES: tuple[Callable[[str], str], ...] = (
    "{}.0".format,
    "{}.00".format,
    "0{}".format,
    "{}。".format,
    "{}；".format,
    "'{}".format,
    "{}宗".format,
    "{}次".format,
    "{}条".format,
    "共{}件".format,
    "{}\u200b".format,
    "\u200b".join,
    "【{}】".format,
)
_BEHIND = ("（含备案）", "（注：含上年结转）", "\n（含备案）", "\n含简易程序", "，含撤回", "（同比增长）")


def numbers_shaped(draft: Draft, rng: Random) -> None:
    """Counts with decimals, noughts, marks or words that change nothing: the number, or unclear."""
    shape = rng.choice(_SHAPES)
    for cell, printed in some_of(counts(draft), rng, 30):
        draft.reprint(cell, Printed(shape(cell.text), printed.value, Status.REPORTED).unsure())


def words_behind(draft: Draft, rng: Random) -> None:
    """A number with words behind it: the number, or unclear."""
    for cell, printed in some(draft, rng, 4):
        text = cell.text + rng.choice(_BEHIND)
        draft.reprint(cell, Printed(text, printed.value, Status.REPORTED).unsure())


def digits_broken(draft: Draft, rng: Random) -> None:
    """Numbers whose digits go on in the next line of their cell: the number, or unclear."""
    long = [(cell, printed) for cell, printed in numbers(draft) if cell.text.isdecimal() and len(cell.text) > 1]
    for cell, printed in some_of(long, rng, 6):
        at = rng.randrange(1, len(cell.text))
        text = f"{cell.text[:at]}\n{cell.text[at:]}"
        draft.reprint(cell, Printed(text, printed.value, Status.REPORTED).unsure())


def two_numbers(draft: Draft, rng: Random) -> None:
    """Two numbers in one cell, below or beside each other: nobody can tell which one is meant."""
    for cell, printed in some(draft, rng, 4):
        other = rng.randrange(100)
        text = f"{cell.text}{rng.choice(_BETWEEN)}{other}"
        draft.reprint(cell, unclear(text, printed.value, other))


_BETWEEN = ("\n", "\n", "\n", "/", "、", "；", " ", "+")
