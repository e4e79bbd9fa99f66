"""The metric dictionary, read from ``metrics.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SOURCE = Path(__file__).parent / "metrics.yaml"
# Under this many cases a rate is shown but not ranked: its interval says next to nothing.
FEW = 30
_NOTHING = {"zh": "", "en": ""}


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: sums of cells, names and caveats by language.

    ``unit`` is cases, documents, items, amount (万元) or rate; a rate has a denominator, the others have none.
    ``nested`` is whether the numerator is part of the denominator; ``same_in_editions`` whether the editions of the
    form that have its columns mean the same by them.
    """

    id: str
    name: Mapping[str, str]
    group: str
    unit: str
    numerator: tuple[str, ...]
    numerator_label: Mapping[str, str]
    denominator: tuple[str, ...]
    denominator_label: Mapping[str, str]
    editions: tuple[str, ...]
    caveat: Mapping[str, str]
    nested: bool = True
    same_in_editions: bool = True

    @property
    def is_rate(self) -> bool:
        """Whether the metric is a share of its denominator."""
        return bool(self.denominator)

    @property
    def table(self) -> str:
        """The table of the form that the numerator is read from."""
        return self.numerator[0].partition("/")[0]

    def formula(self, language: str) -> str:
        """The formula in words: ``granted ÷ requests handled``."""
        above, below = self.numerator_label[language], self.denominator_label[language]
        return f"{above} ÷ {below}" if self.is_rate else above

    @property
    def cells(self) -> str:
        """The formula over cells: ``requests/granted/total ÷ requests/total/total``."""
        above, below = " + ".join(self.numerator), " + ".join(self.denominator)
        if not self.is_rate:
            return above
        return f"{_bracketed(above)} ÷ {_bracketed(below)}"


@cache
def metrics() -> dict[str, Metric]:
    """Every metric by id, in the dictionary's order."""
    return {entry["id"]: _metric(entry) for entry in yaml.load(SOURCE.read_text("utf-8"), yaml.CSafeLoader)}


def metric(metric_id: str) -> Metric:
    """One metric; KeyError if there is none of this id."""
    return metrics()[metric_id]


def _metric(entry: Mapping[str, Any]) -> Metric:
    return Metric(
        id=entry["id"],
        name=entry["name"],
        group=entry["group"],
        unit=entry["unit"],
        numerator=tuple(entry["numerator"]),
        numerator_label=entry["numerator_label"],
        denominator=tuple(entry.get("denominator", ())),
        denominator_label=entry.get("denominator_label", _NOTHING),
        editions=tuple(entry["editions"]),
        caveat=entry["caveat"],
        nested=entry.get("nested", True),
        same_in_editions=entry.get("same_in_editions", True),
    )


def _bracketed(terms: str) -> str:
    return f"({terms})" if " + " in terms else terms
