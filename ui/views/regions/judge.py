"""What is asked for the page of regions: metrics of the chosen bodies, and what checks say against them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from metrics import Metric
from ui.compare import contradicted
from ui.compare.by_metric import Compared
from ui.compare.contradicted import Against
from ui.compare.over_years import pooling
from ui.visitor.shown import Shown

# The rows of some metrics, by their ids
Values = Callable[..., pd.DataFrame]
# What speaks against the figures of some rows, by report
Judge = Callable[[pd.DataFrame], Mapping[str, Against]]


def values(shown: Shown, reports: pd.DataFrame, years: Sequence[int], level: str, province: str | None) -> Values:
    """Asks for metrics of these reports, of several years taken together."""

    def _asked(*ids: str) -> pd.DataFrame:
        provinces = [province] if province else None
        rows = shown.ask("metric_rows", metrics=list(ids), years=list(years), tiers=[level], provinces=provinces)
        return pooling.values(rows, reports, years) if len(years) > 1 else rows

    return _asked


def judge(shown: Shown, compared: Compared, metric: Metric, years: Sequence[int], *, lowest: bool) -> Judge:
    """Asks what speaks against the figures of some of the compared rows."""

    def _judged(part: pd.DataFrame) -> Mapping[str, Against]:
        ids = contradicted.suspects(part)
        if not ids:
            return {}
        causes = shown.ask("causes", ids=ids, years=list(years))
        failed = shown.ask("contradictions", ids=ids, years=list(years))
        names, reports = contradicted.needed(failed)
        counts = shown.ask("metric_rows", metrics=names, ids=reports, years=_with_before(years))
        asked = contradicted.Suspicion(causes, failed, counts)
        return contradicted.against(part, compared.shown, metric, asked, lowest=lowest)

    return _judged


def _with_before(years: Sequence[int]) -> list[int]:
    """The years, and those before them, whose reports hand on to theirs."""
    return sorted({*years, *(year - 1 for year in years)})
