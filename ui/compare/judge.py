"""What is asked for the page of regions: metrics of the chosen bodies, and what checks say against them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from metrics import Metric
from ui.compare import contradicted
from ui.compare.by_metric import Compared
from ui.compare.contradicted import Against
from ui.compare.over_years import pooling
from ui.texts import t
from ui.visitor.shown import Shown

# Looking at one costs a millisecond of the processor
MOST = 100
# The rows of some metrics, by their ids
Values = Callable[..., pd.DataFrame]


class Judge(NamedTuple):
    """Asks what speaks against figures of the compared bodies."""

    shown: Shown
    compared: Compared
    metric: Metric
    years: Sequence[int]
    lowest: bool

    def against(self, part: pd.DataFrame) -> Mapping[str, Against]:
        """What speaks against the figures of some of the compared rows, by report, with the ranks that mends give."""
        asked = self._suspicion(part)
        if asked is None:
            return {}
        return contradicted.against(part, self.compared.shown, self.metric, asked, lowest=self.lowest)

    def reasons(self, part: pd.DataFrame, metrics: Sequence[Metric]) -> Mapping[str, str]:
        """What speaks against the figures of these metrics, in words, by report. Of rows in which a check failed, the
        first ``MOST`` are looked at; what the others' checks speak of is not known, and said to be so."""
        wrong = part[[contradicted.is_suspected(row) for row in part.to_dict("records")]]
        asked = self._suspicion(wrong.head(MOST))
        said = {} if asked is None else contradicted.reasons(wrong.head(MOST), metrics, asked)
        return said | dict.fromkeys(wrong["report"].iloc[MOST:], t("regions.not_looked_at"))

    def _suspicion(self, part: pd.DataFrame) -> contradicted.Suspicion | None:
        ids, years = contradicted.suspects(part), list(self.years)
        if not ids:
            return None
        causes = self.shown.ask("causes", ids=ids, years=years)
        failed = self.shown.ask("contradictions", ids=ids, years=years)
        names, reports = contradicted.needed(failed)
        counts = self.shown.ask("metric_rows", metrics=names, ids=reports, years=_with_before(years))
        return contradicted.Suspicion(causes, failed, counts)


def values(shown: Shown, reports: pd.DataFrame, years: Sequence[int], level: str, province: str | None) -> Values:
    """Asks for metrics of these reports, of several years taken together."""

    def _asked(*ids: str) -> pd.DataFrame:
        provinces = [province] if province else None
        rows = shown.ask("metric_rows", metrics=list(ids), years=list(years), tiers=[level], provinces=provinces)
        return pooling.values(rows, reports, years) if len(years) > 1 else rows

    return _asked


def _with_before(years: Sequence[int]) -> list[int]:
    """The years, and those before them, whose reports hand on to theirs."""
    return sorted({*years, *(year - 1 for year in years)})
