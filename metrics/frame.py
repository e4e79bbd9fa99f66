"""Reports to a tidy frame of metrics."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

import pandas as pd

from metrics.dictionary import Metric, metrics
from parsing.report import Figure, Report, Status

# The 97.5th percentile of the normal distribution, for a 95 % interval.
Z95 = 1.959963984540054

COLUMNS = {
    "report": "str",
    "metric": "str",
    "value": "float64",
    "numerator": "float64",
    "denominator": "float64",
    "low": "float64",
    "high": "float64",
    "available": "bool",
    "reason": "str",
    "cells": "object",
}


class _Sum(NamedTuple):
    """A sum of cells; ``reason`` and ``cells`` say why there is none."""

    value: float
    reason: str = ""
    cells: tuple[str, ...] = ()


def metrics_frame(reports: Sequence[Report]) -> pd.DataFrame:
    """One row a report and metric.

    Columns: report (first 12 of sha256), metric, value (a rate as 0 to 1, an amount in 万元), numerator, denominator
    (NaN for counts), low and high (Wilson 95 % interval of a rate), available, reason ("" where available) and cells
    (the ids at fault). A rate over nothing is NaN, and so is any metric that needs a cell which is not reported.
    Reasons: edition, missing, blank, not_applicable, unclear, no_cases, inconsistent.
    """
    rows = [_row(report, by_id, metric) for report in reports for by_id in [report.by_id()] for metric in _all()]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def wilson(successes: float, total: float, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval of ``successes`` out of ``total`` (E. B. Wilson, JASA 22, 1927, 209-212)."""
    share = successes / total
    centre = share + z * z / (2 * total)
    margin = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (centre - margin) / scale), min(1.0, (centre + margin) / scale)


def _all() -> Iterable[Metric]:
    return metrics().values()


def _row(report: Report, by_id: Mapping[str, Figure], metric: Metric) -> dict[str, Any]:
    row: dict[str, Any] = {"report": report.sha256[:12], "metric": metric.id, "available": False, "reason": ""}
    row |= dict.fromkeys(("value", "numerator", "denominator", "low", "high"), math.nan) | {"cells": ()}
    if not _defined(report, metric):
        return row | {"reason": "edition"}
    above = _sum(by_id, metric.numerator)
    below = _sum(by_id, metric.denominator)
    for part in (above, below):
        if part.reason:
            return row | {"reason": part.reason, "cells": part.cells}
    row["numerator"] = above.value
    if not metric.is_rate:
        return row | {"value": above.value, "available": True}
    return row | {"denominator": below.value} | _rate(above.value, below.value)


def _defined(report: Report, metric: Metric) -> bool:
    table = metric.numerator[0].partition("/")[0]
    edition = report.editions.get(table)
    return edition is None or edition in metric.editions


def _sum(by_id: Mapping[str, Figure], patterns: Sequence[str]) -> _Sum:
    figures = [figure for pattern in patterns for figure in _matching(by_id, pattern)]
    if patterns and not figures:
        return _Sum(math.nan, "missing", tuple(patterns))
    # The worst first: a table that is not there at all says more than one blank in it.
    for status in (Status.MISSING, Status.UNCLEAR, Status.BLANK, Status.NOT_APPLICABLE):
        cells = tuple(figure.id for figure in figures if figure.status is status)
        if cells:
            return _Sum(math.nan, status.value, cells)
    return _Sum(float(sum(figure.known or 0 for figure in figures)))


def _matching(by_id: Mapping[str, Figure], pattern: str) -> list[Figure]:
    if "*" not in pattern:
        return [by_id[pattern]] if pattern in by_id else []
    table, row, column = pattern.split("/")
    return [f for f in by_id.values() if f.table == table and f.column == column and fnmatchcase(f.row, row)]


def _rate(above: float, below: float) -> dict[str, Any]:
    if below == 0:
        return {"reason": "no_cases"}
    if not 0 <= above <= below:
        return {"reason": "inconsistent"}
    low, high = wilson(above, below)
    return {"value": above / below, "low": low, "high": high, "available": True}
