"""What a query is asked with: parameters of an address, each checked by its kind, as the query binds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from starlette.datastructures import QueryParams

from metrics import metrics
from queries import Query, queries
from server.problems import Problem

# Longer than any name
_MOST_TEXT = 200
_MOST_ENTRIES = 100
_TRUTH = {"true": True, "false": False}
# Kinds that may be given several times, by the kind of each
_SEVERAL = {"integers": "integer", "texts": "text", "metrics": "metric"}
# Parameters of every query beside its own
COMMON = ("dataset", "format")


@dataclass(frozen=True, slots=True)
class QueryParameter:
    """A parameter: its kind, what it is, its bounds and its default."""

    name: str
    kind: str
    about: str
    least: int = 0
    most: int = 0
    default: Any = None


@dataclass(frozen=True, slots=True)
class Served:
    """A query that programs may ask, with its parameters and the names of those that it cannot do without."""

    query: Query
    parameters: Mapping[str, QueryParameter]
    required: tuple[str, ...]


@cache
def served() -> dict[str, Served]:
    """Every query that is answered, by name."""
    known = {name: QueryParameter(name, **entry) for name, entry in _data()["parameters"].items()}
    entries = {}
    for name, required in _data()["queries"].items():
        query = queries()[name]
        own = {one: known[one] for one in query.parameters if one in known}
        entries[name] = Served(query, own, tuple(required))
    return entries


def bound(asked: Served, given: QueryParams) -> dict[str, Any]:
    """The values that the query binds. Raises Problem."""
    for name in given:
        if name not in asked.parameters and name not in COMMON:
            raise Problem("unknown_parameter", name=name[:_MOST_TEXT], known=", ".join([*asked.parameters, *COMMON]))
    return {name: _value(one, given.getlist(name), name in asked.required) for name, one in asked.parameters.items()}


def takes(parameter: QueryParameter) -> str:
    """What a parameter takes, for people."""
    kind = _SEVERAL.get(parameter.kind, parameter.kind)
    if kind == "integer":
        return f"{parameter.least}–{parameter.most}"
    if kind == "metric":
        return ", ".join(metrics())
    return "true, false" if kind == "truth" else f"1–{_MOST_TEXT} characters"


def _value(parameter: QueryParameter, given: Sequence[str], required: bool) -> Any:  # noqa: FBT001 - as it is called above
    values = [text for text in given if text.strip()]
    if not values:
        if required:
            raise Problem("missing_parameter", name=parameter.name, takes=takes(parameter))
        return list(metrics()) if parameter.kind == "metrics" else parameter.default
    if parameter.kind in _SEVERAL:
        return [_one(parameter, _SEVERAL[parameter.kind], text) for text in values[:_MOST_ENTRIES]]
    return _one(parameter, parameter.kind, values[-1])


def _one(parameter: QueryParameter, kind: str, text: str) -> Any:
    if kind == "integer":
        is_number = text.isascii() and text.isdigit() and len(text) <= len(str(parameter.most))
        if is_number and parameter.least <= int(text) <= parameter.most:
            return int(text)
    elif kind == "truth":
        if text in _TRUTH:
            return _TRUTH[text]
    elif kind == "metric":
        if text in metrics():
            return text
    elif len(text) <= _MOST_TEXT:
        return text.split() if kind == "words" else text
    raise Problem("bad_parameter", name=parameter.name, takes=takes(parameter))


@cache
def _data() -> dict[str, Any]:
    entries: dict[str, Any] = yaml.load(
        Path(__file__).with_name("parameters.yaml").read_text("utf-8"), yaml.CSafeLoader
    )
    return entries
