"""A funnel plot in words and as a table."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from metrics import Metric
from metrics.funnel import Funnel
from ui.compare import by_metric, contradicted
from ui.compare.contradicted import FIGURE, Against
from ui.texts import language, number, t

POSITIONS = ("inside", "warning", "action")


def sentence(funnel: Funnel) -> str:
    """The pooled rate and how many bodies lie outside the limits of chance."""
    counts = funnel.bodies["beyond"].value_counts()
    return t(
        "regions.funnel_sentence",
        n=len(funnel.bodies),
        pooled=number(funnel.pooled, "rate"),
        action=int(counts.get(2, 0)),
        warning=int(counts.get(1, 0)),
    )


def suspected(funnel: Funnel) -> pd.DataFrame:
    """The bodies in whose reports a check failed, those outside the limits first."""
    ordered = funnel.bodies.sort_values("beyond", ascending=False, kind="stable")
    return ordered[[contradicted.is_suspected(row) for row in ordered.to_dict("records")]]


def detailed(funnel: Funnel, metric: Metric, against: Mapping[str, Against]) -> Funnel:
    """The funnel, each body with the tip of its dot; where something speaks against its figure it is ``contradicted``,
    with a sign before its name."""
    bodies = funnel.bodies
    rows = bodies.to_dict("records")
    tips = [f"{by_metric.detail(row, metric, against.get(row['report']))}<br>{position(row['beyond'])}" for row in rows]
    names = [f"{FIGURE if row['report'] in against else ''}{row['name']}" for row in rows]
    marked = bodies["report"].isin(against)
    return funnel._replace(bodies=bodies.assign(detail=tips, name=names, contradicted=marked))


def table(funnel: Funnel, metric: Metric, against: Mapping[str, Against]) -> pd.DataFrame:
    """The bodies from the farthest outside to those inside, with visible column names."""
    away = (funnel.bodies["value"] - funnel.pooled).abs() * funnel.bodies["denominator"] ** 0.5
    frame = funnel.bodies.loc[away.sort_values(ascending=False, kind="stable").index]
    said = [against[report].said if report in against else "" for report in frame["report"]]
    return pd.DataFrame(
        {
            t("column.body"): frame["name"],
            t("column.region"): frame["region"],
            metric.name[language()]: frame["value"] * 100,
            t("column.numerator"): frame["numerator"],
            metric.denominator_label[language()]: frame["denominator"],
            t("column.position"): [position(beyond) for beyond in frame["beyond"]],
            **({t("column.contradicted"): said} if any(said) else {}),
            "report": frame["report"],
        }
    ).reset_index(drop=True)


def position(beyond: int) -> str:
    """Where a body lies, in words."""
    return t(f"regions.funnel_{POSITIONS[beyond]}")
