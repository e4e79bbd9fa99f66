"""Metrics of bodies over several years taken together: small bodies have enough cases for a rate only then."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from metrics.dictionary import metric
from metrics.frame import COLUMNS, rate

# Years whose parts are known: a year without a case adds nothing, and is no gap
_KNOWN = ("", "no_cases")
# A count of a body that lacks it in some of the years
INCOMPLETE = "years"
_KEY = ["body", "metric"]


def pooled(rows: pd.DataFrame, years: int) -> pd.DataFrame:
    """The columns of ``metrics_frame``, a row a body and metric, ``body`` in place of ``report``; and ``n``, how many
    years are in it.

    ``rows`` are those of ``metrics_frame`` with the columns ``body`` and ``year``, at most one a body, metric and year,
    of ``years`` different years. A rate is that of all cases of the years in which both of its parts are known, with
    the interval of that rate; a count is the sum over all ``years``, and not available (``INCOMPLETE``) where one of
    them is lacking. Where no year is known, the reason is that of the last one.
    """
    known = rows[rows["reason"].isin(_KNOWN)]
    sums = known.groupby(_KEY)[["numerator", "denominator"]].sum(min_count=1)
    n = known.groupby(_KEY)["year"].nunique()
    last = rows.sort_values("year").drop_duplicates(_KEY, keep="last").set_index(_KEY)
    every = last[["reason", "cells"]].join(sums).assign(n=n)
    every["n"] = every["n"].fillna(0).astype(int)
    found = [
        (body, name, *_values(name, row, years), row["n"])
        for (body, name), row in zip(every.index, every.to_dict("records"), strict=True)
    ]
    columns = {"body": "str", **{name: kind for name, kind in COLUMNS.items() if name != "report"}, "n": "int64"}
    return pd.DataFrame(found, columns=list(columns)).astype(columns)


def _values(name: str, row: Mapping[Any, Any], years: int) -> tuple[Any, ...]:
    """The columns from ``value`` to ``cells``."""
    chosen, n = metric(name), row["n"]
    if not n:
        return (*(math.nan,) * 5, False, False, row["reason"], row["cells"])
    if chosen.is_rate:
        return rate(chosen, row["numerator"], row["denominator"])
    if n < years:
        return (*(math.nan,) * 5, False, False, INCOMPLETE, ())
    return (row["numerator"], row["numerator"], math.nan, math.nan, math.nan, True, True, "", ())
