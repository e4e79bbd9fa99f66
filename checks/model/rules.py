"""The rule set as data: what is in rules.yaml, typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from checks.model.findings import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its texts by language (zh, en), what it weighs, and an equation or the name of its code, which looks at
    one report (``code``) or at several (``across``).

    ``source`` is the document and article, ``why`` what they ask for; ``legitimate`` lists causes for which a failed
    rule is no mistake; ``without`` says why an outcome (uncertain, failed) cannot occur; figures that differ by less
    than ``tolerance`` are equal, in the unit of the cells. ``settled`` where the form or the law says what is expected,
    so that what is printed is to be changed and nothing else. ``contradicts`` is what a failure shows: that figures do
    not go together (``sums``), or that the prose says something else (``prose``); "" where it shows neither.
    """

    id: str
    severity: Severity
    subject: str
    name: Mapping[str, str]
    description: Mapping[str, str]
    source: Mapping[str, str]
    why: Mapping[str, str]
    tolerance: float
    legitimate: Mapping[str, tuple[str, ...]]
    messages: Mapping[str, Mapping[str, str]]
    equation: Mapping[str, Any] | None = None
    code: str | None = None
    across: str | None = None
    settled: bool = False
    contradicts: str = ""
    without: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Redundancy:
    """An equation that follows from others in the same table and edition, and why it is checked all the same."""

    rule: str
    subject: str
    table: str
    editions: tuple[str, ...]
    because: Mapping[str, str]


@cache
def _data() -> dict[str, Any]:
    text = (Path(__file__).parents[1] / "rules.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return data


def version() -> str:
    """The version of the rule set."""
    return str(_data()["version"])


@cache
def rules() -> dict[str, Rule]:
    """Every rule by id, in the order in which findings are listed."""
    made = (_rule(**entry) for entry in _data()["rules"])
    return {rule.id: rule for rule in made}


def _rule(*, severity: str, source: str, description: Mapping[str, str], **entry: Any) -> Rule:
    """A rule whose description names its parameters, so that a threshold is written down once."""
    parameters = entry.get("parameters", {})
    spoken = {language: text.format_map(parameters) for language, text in description.items()}
    return Rule(severity=Severity(severity), source=_data()["sources"][source], description=spoken, **entry)


@cache
def redundancies() -> tuple[Redundancy, ...]:
    """Equations that follow from others, as rules.yaml states them."""
    return tuple(Redundancy(**{**entry, "editions": tuple(entry["editions"])}) for entry in _data()["redundant"])
