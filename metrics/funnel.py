"""Control limits of a funnel plot: how far a body's rate may lie from the pooled one by chance alone.

Limits are those of the score test of a proportion, ``p ± z·√(p(1-p)/n)``, at 95 % and 99.8 % (D. J. Spiegelhalter,
Funnel plots for comparing institutional performance, Statistics in Medicine 24, 2005).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

# Two-sided quantiles of the normal distribution at 95 % and 99.8 %
WARNING, ACTION = 1.959964, 3.090232
# Points of a drawn limit, evenly spaced on a logarithmic axis
_POINTS = 80

Numbers = npt.NDArray[np.float64]


class Funnel(NamedTuple):
    """Rates against their denominators.

    ``pooled`` is the rate of all bodies taken together, a share of 0 to 1. ``bodies`` has a row a body, with the column
    ``beyond``: 0 within the limits of 95 %, 1 beyond them, 2 beyond those of 99.8 %. ``limits`` has the columns cases,
    low_1, high_1 (95 %), low_2, high_2 (99.8 %), as shares, from the fewest to the most cases of a body.
    """

    pooled: float
    bodies: pd.DataFrame
    limits: pd.DataFrame


def funnel(bodies: pd.DataFrame) -> Funnel | None:
    """The funnel of bodies with columns value, numerator, denominator; None where nobody has a case.

    Bodies without a case are left out.
    """
    known = bodies[bodies["denominator"].fillna(0) > 0]
    if known.empty:
        return None
    cases = known["denominator"].to_numpy(np.float64)
    pooled = float(known["numerator"].sum() / cases.sum())
    away = np.abs(known["value"].to_numpy(np.float64) - pooled)
    # a rate on a limit is within it, whatever the last digit of a float says
    slack = 1e-9
    beyond = sum((away > _half(pooled, cases, z) + slack).astype(int) for z in (WARNING, ACTION))
    return Funnel(pooled, known.assign(beyond=beyond), _limits(pooled, cases))


def _limits(pooled: float, cases: Numbers) -> pd.DataFrame:
    at = np.geomspace(cases.min(), cases.max(), _POINTS) if cases.min() < cases.max() else cases[:1]
    frame = pd.DataFrame({"cases": at})
    for number, z in enumerate((WARNING, ACTION), 1):
        half = _half(pooled, at, z)
        frame[f"low_{number}"] = np.clip(pooled - half, 0, 1)
        frame[f"high_{number}"] = np.clip(pooled + half, 0, 1)
    return frame


def _half(pooled: float, cases: Numbers, z: float) -> Numbers:
    """Half the width of the funnel at so many cases."""
    return np.asarray(z * np.sqrt(pooled * (1 - pooled) / cases), np.float64)
