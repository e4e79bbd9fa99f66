"""How metrics spread over the bodies of one level: percentiles of several, the histogram of one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from metrics import metric
from ui.compare.by_metric import Record
from ui.shell.safe import markup
from ui.texts import language, number, t

MAIN = (
    "granted_rate",
    "partly_granted_rate",
    "refused_rate",
    "unavailable_rate",
    "not_processed_rate",
    "other_rate",
    "carried_out_rate",
)
_BINS = 20


def percentiles(rows: pd.DataFrame, wanted: Sequence[str] = MAIN) -> pd.DataFrame:
    """Rows of the query ``percentiles`` for ``charts.spreads``: a row a rate, over reports with enough cases to be
    ranked; ``n`` says how many."""
    frame = rows.set_index("metric")
    frame = frame.reindex([m for m in wanted if m in frame.index])
    frame["name"] = [metric(m).name[language()] for m in frame.index]
    frame["text"] = [t("spread.median", value=number(value, "rate")) for value in frame["p50"]]
    frame["detail"] = [
        f"<b>{markup(str(row['name']))}</b><br>" + "<br>".join(markup(line) for line in _lines(row))
        for row in frame.to_dict("records")
    ]
    return frame.reset_index(drop=True)


def percentiles_table(frame: pd.DataFrame) -> pd.DataFrame:
    """The percentiles with visible column names."""
    columns = {t("column.metric"): frame["name"], t("column.reports"): frame["n"]}
    return pd.DataFrame(
        columns
        | {
            t("spread.percentile", n=name[1:]): [number(value, "rate") for value in frame[name]]
            for name in ("p10", "p25", "p50", "p75", "p90")
        }
    )


def bins(values: pd.Series, *, rate: bool) -> pd.DataFrame:
    """Values in bins of equal width, for ``charts.histogram``; a long tail is one bin at the end of the axis."""
    top = float(values.quantile(0.99)) if not rate else float(values.max())
    counts, edges = np.histogram(values.clip(upper=top), bins=_BINS, range=(0.0, max(top, 0.05 if rate else 1.0)))
    frame = pd.DataFrame({"left": edges[:-1], "right": edges[1:], "count": counts})
    unit = "rate" if rate else "cases"
    frame["span"] = [
        f"{number(round(left, 4), unit)}–{number(round(right, 4), unit)}"
        for left, right in zip(frame["left"], frame["right"], strict=True)
    ]
    if float(values.max()) > top:
        frame.loc[frame.index[-1], "span"] = f"≥ {number(round(float(frame['left'].iloc[-1]), 4), unit)}"
    frame["detail"] = [
        markup(t("spread.bin", span=span, n=n)) for span, n in zip(frame["span"], frame["count"], strict=True)
    ]
    return frame


def bins_table(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """The bins with visible column names."""
    return pd.DataFrame({name: frame["span"], t("column.reports"): frame["count"]})


def _lines(row: Record) -> list[str]:
    lines = [t("spread.of", n=row["n"]), str(row["text"])]
    lines.append(t("spread.half", low=number(row["p25"], "rate"), high=number(row["p75"], "rate")))
    return [*lines, t("spread.most", low=number(row["p10"], "rate"), high=number(row["p90"], "rate"))]
