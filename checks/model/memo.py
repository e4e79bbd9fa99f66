"""What several rules work out of one report, worked out once: the prose read, the cells without a certain number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, TypeVarTuple

from parsing.report import Report

T = TypeVar("T")
_More = TypeVarTuple("_More")

# While the rules of one report run: what they have asked for, with what it was worked out from
_asked: ContextVar[dict[tuple[object, ...], tuple[object, Any]] | None] = ContextVar("_asked", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Within it the prose of a report is read once, whatever rules ask for it; nothing is kept behind it."""
    token = _asked.set({})
    try:
        yield
    finally:
        _asked.reset(token)


def once(function: Callable[[Report, *_More], T]) -> Callable[[Report, *_More], T]:
    """Within ``reading_once``, an answer on the same objects is the same: they are never changed."""

    def ask(report: Report, *args: *_More) -> T:
        asked = _asked.get()
        if asked is None:
            return function(report, *args)
        key = (function, id(report), *map(id, args))
        if key not in asked:
            # the objects are kept too, lest others take their ids
            asked[key] = (report, args), function(report, *args)
        answer: T = asked[key][1]
        return answer

    return ask
