"""Where figures lie and how far they spread, in logarithms: median and median absolute deviation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

# The median absolute deviation of a normal distribution is its standard deviation over this
_NORMAL = 1.4826


class Spread(NamedTuple):
    """Median and scale of log(1 + x) over ``n`` figures."""

    centre: float
    scale: float
    n: int

    def z(self, value: float) -> float:
        """The robust z of a figure: its distance from the median in scales, both in logarithms."""
        return (math.log1p(value) - self.centre) / self.scale

    @property
    def middle(self) -> float:
        """The median as a figure."""
        return math.expm1(self.centre)


def spread(values: Sequence[float], least: float) -> Spread:
    """Median and 1.4826 × MAD of log(1 + x), the latter not below ``least``: figures that hardly vary would else make
    a jump of every step. Values are zero or more, and at least one."""
    logs = [math.log1p(value) for value in values]
    centre = median(logs)
    mad = median(abs(value - centre) for value in logs)
    return Spread(centre, max(_NORMAL * mad, least), len(logs))
