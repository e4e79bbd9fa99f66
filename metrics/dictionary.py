"""The metric dictionary, read from ``metrics.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SOURCE = Path(__file__).parent / "metrics.yaml"


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: sums of cells, names and caveats by language.

    ``unit`` is cases, documents, items, amount (万元) or rate; a rate has a denominator, the others have none.
    """

    id: str
    name: Mapping[str, str]
    group: str
    unit: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    denominator_label: Mapping[str, str]
    editions: tuple[str, ...]
    caveat: Mapping[str, str]

    @property
    def is_rate(self) -> bool:
        """Whether the metric is a share of its denominator."""
        return bool(self.denominator)


@cache
def metrics() -> dict[str, Metric]:
    """Every metric by id, in the dictionary's order."""
    return {entry["id"]: _metric(entry) for entry in yaml.safe_load(SOURCE.read_text("utf-8"))}


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
        denominator=tuple(entry.get("denominator", ())),
        denominator_label=entry.get("denominator_label", {"zh": "", "en": ""}),
        editions=tuple(entry["editions"]),
        caveat=entry["caveat"],
    )
