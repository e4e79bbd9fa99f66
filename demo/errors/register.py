"""What an error is, and the register of all; what several of them ask of a report or do to it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from demo.consistent import outcomes
from demo.paper import Paper

Cells = tuple[str, ...]
Apply = Callable[[Random, Paper, Paper | None], Cells | None]


class Error(NamedTuple):
    """A kind of error: the rule that should detect it, and how it is made."""

    rule: str
    apply: Apply


ERRORS: dict[str, Error] = {}


def error(rule: str) -> Callable[[Apply], Apply]:
    """Register a function as a kind of error that this rule should detect."""

    def register(apply: Apply) -> Apply:
        ERRORS[apply.__name__] = Error(rule, apply)
        return apply

    return register


def add(paper: Paper, cell: str, more: int) -> str:
    """Print a count that is larger by ``more``; gives the cell."""
    paper.texts[cell] = str(int(paper.texts[cell]) + more)
    return cell


def outcome(rng: Random, paper: Paper) -> str:
    """A row of requests that says how some of them ended."""
    return rng.choice(outcomes(paper.edition))


def busy(paper: Paper, least: int = 3) -> bool:
    """Whether so many requests were received."""
    return paper.number("requests/received/total") >= least
