"""What a metric and its rank would be if figures that a check contradicts were other than printed.

Nothing here replaces a printed figure: these are values that would follow from each way of mending a report.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from metrics.dictionary import Metric
from metrics.frame import rate

# What is added to a metric's numerator and denominator
Shift = tuple[float, float]
NO_SHIFT: Shift = (0.0, 0.0)
# Of more combinations of mends than this the first ones are worked out
MOST = 256


class Span(NamedTuple):
    """The ranks from the best to the worst that some shifts give, both None where none of them gives a rank;
    ``unranked`` where one of them leaves too few cases for one, or no value."""

    best: int | None
    worst: int | None
    unranked: bool


def touches(metric: Metric, cells: Iterable[str]) -> bool:
    """Whether a metric is read from any of these cells."""
    return any(_is_of(cell, metric.numerator) or _is_of(cell, metric.denominator) for cell in cells)


def shift(metric: Metric, changes: Mapping[str, float]) -> Shift:
    """What changes of cells, each what is added to it, add to the metric's numerator and denominator."""
    above = sum(added for cell, added in changes.items() if _is_of(cell, metric.numerator))
    below = sum(added for cell, added in changes.items() if _is_of(cell, metric.denominator))
    return float(above), float(below)


def shift_of_sum(metric: Metric, cells: Collection[str], added: float) -> Shift | None:
    """As ``shift``, of cells whose sum changes; None where the metric is read from some of them only, so that the
    sum does not say what becomes of it."""
    parts = [
        (all(_is_of(cell, part) for cell in cells), any(_is_of(cell, part) for cell in cells))
        for part in (metric.numerator, metric.denominator)
    ]
    if any(some and not every for every, some in parts):
        return None
    above, below = (added if every else 0.0 for every, _ in parts)
    return above, below


def combined(choices: Iterable[Collection[Shift]]) -> tuple[list[Shift], bool]:
    """Every sum of one shift of each choice, each once, and whether these are all (``MOST`` at most)."""
    found = [NO_SHIFT]
    whole = True
    for choice in choices:
        sums = dict.fromkeys((above + more, below + less) for above, below in found for more, less in choice)
        whole = whole and len(sums) <= MOST
        found = list(sums)[:MOST]
    return found, whole


def ranks(
    metric: Metric,
    parts: tuple[float, float],
    shifts: Sequence[Shift],
    others: npt.NDArray[np.float64],
    *,
    lowest: bool,
) -> Span:
    """The ranks that a body with this printed numerator and denominator would have.

    ``others`` are the values of all other ranked bodies in rising order, at what they print; ``lowest`` where the
    lowest value is the first. Equal values have the same rank.
    """
    values = [_value(metric, parts[0] + above, parts[1] + below) for above, below in shifts]
    known = [value for value in values if value is not None]
    found = [_rank(value, others, lowest=lowest) for value in known]
    return Span(min(found, default=None), max(found, default=None), len(known) < len(values))


def _value(metric: Metric, above: float, below: float) -> float | None:
    """The value, where it can be ranked."""
    if not metric.is_rate:
        return above
    value, *_, is_ranked, _, _ = rate(metric, above, below)
    return float(value) if is_ranked else None


def _rank(value: float, others: npt.NDArray[np.float64], *, lowest: bool) -> int:
    if lowest:
        return int(np.searchsorted(others, value, "left")) + 1
    return len(others) - int(np.searchsorted(others, value, "right")) + 1


def _is_of(cell: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(cell, pattern) for pattern in patterns)
