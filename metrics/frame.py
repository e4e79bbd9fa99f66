"""Reports to a tidy frame of metrics."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd

from metrics.dictionary import FEW, Metric, metrics
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
    "ranked": "bool",
    "reason": "str",
    "cells": "object",
}
_MISSING = (math.nan,) * 5
# The worst first: a table that is not there at all says more than one blank in it.
_WORST = (Status.MISSING, Status.UNCLEAR, Status.BLANK, Status.NOT_APPLICABLE)


class _Sum(NamedTuple):
    """A sum of cells; ``reason`` and ``cells`` say why there is none."""

    value: float
    reason: str = ""
    cells: tuple[str, ...] = ()


class _Plan(NamedTuple):
    """A metric with the cells that its patterns match in one report's form."""

    metric: Metric
    above: tuple[str, ...]
    below: tuple[str, ...]


def metrics_frame(reports: Sequence[Report]) -> pd.DataFrame:
    """One row a report and metric; none for documents that are no annual report.

    Columns: report (first 12 of sha256), metric, value (a rate as 0 to 1, an amount in 万元), numerator, denominator
    (NaN for counts), low and high (Wilson 95 % interval of a rate), available, ranked (available, and a rate over at
    least ``FEW`` cases), reason ("" where available) and cells (the ids at fault). A rate over nothing is NaN, and so
    is any metric that needs a cell which is not reported.
    Reasons: edition, missing, blank, not_applicable, unclear, no_cases, inconsistent.
    """
    rows = [row for report in reports if report.kind.is_report for row in _rows(report)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def wilson(successes: float, total: float, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval of ``successes`` out of ``total`` (E. B. Wilson, JASA 22, 1927, 209-212)."""
    share = successes / total
    centre = share + z * z / (2 * total)
    margin = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    # exact where rounding would leave the value outside of its interval
    low = (centre - margin) / scale if successes else 0.0
    return low, (centre + margin) / scale if successes < total else 1.0


def _rows(report: Report) -> list[tuple[Any, ...]]:
    by_id = report.by_id()
    identifier = report.sha256[:12]
    return [(identifier, plan.metric.id, *_values(report, by_id, plan)) for plan in _plans(tuple(by_id))]


@lru_cache(maxsize=64)
def _plans(cells: tuple[str, ...]) -> tuple[_Plan, ...]:
    """Every metric with its patterns resolved: once for each set of cells, of which the editions make a few."""
    known = frozenset(cells)

    def _resolved(patterns: Sequence[str]) -> tuple[str, ...]:
        return tuple(cell for pattern in patterns for cell in _matching(pattern, cells, known))

    return tuple(_Plan(m, _resolved(m.numerator), _resolved(m.denominator)) for m in metrics().values())


def _matching(pattern: str, cells: Sequence[str], known: frozenset[str]) -> list[str]:
    if "*" in pattern:
        return [cell for cell in cells if fnmatchcase(cell, pattern)]
    return [pattern] if pattern in known else []


def _values(report: Report, by_id: Mapping[str, Figure], plan: _Plan) -> tuple[Any, ...]:
    """The columns from ``value`` on."""
    metric = plan.metric
    edition = report.editions.get(metric.table)
    if edition is not None and edition not in metric.editions:
        return (*_MISSING, False, False, "edition", ())
    above = _sum(by_id, plan.above, metric.numerator)
    below = _sum(by_id, plan.below, metric.denominator)
    for part in (above, below):
        if part.reason:
            return (*_MISSING, False, False, part.reason, part.cells)
    if not metric.is_rate:
        return (above.value, above.value, math.nan, math.nan, math.nan, True, True, "", ())
    return rate(metric, above.value, below.value)


def _sum(by_id: Mapping[str, Figure], cells: Sequence[str], patterns: Sequence[str]) -> _Sum:
    if patterns and not cells:
        return _Sum(math.nan, "missing", tuple(patterns))
    figures = [by_id[cell] for cell in cells]
    if all(figure.status is Status.REPORTED for figure in figures):
        return _Sum(float(sum(figure.value or 0 for figure in figures)))
    worst = next(status for status in _WORST if any(figure.status is status for figure in figures))
    return _Sum(math.nan, worst.value, tuple(figure.id for figure in figures if figure.status is worst))


def rate(metric: Metric, above: float, below: float) -> tuple[Any, ...]:
    """The columns of ``metrics_frame`` from ``value`` on, of a rate of these two sums."""
    if below == 0:
        return (math.nan, above, below, math.nan, math.nan, False, False, "no_cases", ())
    if above < 0 or below < 0 or (metric.nested and above > below):
        return (math.nan, above, below, math.nan, math.nan, False, False, "inconsistent", ())
    low, high = wilson(above, below) if above <= below else (math.nan, math.nan)
    return (above / below, above, below, low, high, True, below >= FEW, "", ())
