"""Frames for comparing bodies of one level in one year by a metric."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from metrics import FEW, Metric
from ui.shell.safe import markup
from ui.texts import language, number, t

# A row of a frame by column name.
Record = Mapping[Any, Any]


class Compared(NamedTuple):
    """Bodies of one level with the metric, in order; those not ranked after; those without it apart."""

    shown: pd.DataFrame
    absent: pd.DataFrame


def with_metric(reports: pd.DataFrame, metrics: pd.DataFrame, metric: Metric) -> pd.DataFrame:
    """Described reports with the metric's columns beside them."""
    part = metrics[metrics["metric"] == metric.id]
    # documents that are no annual report have no metrics
    return reports.merge(part, on="report", how="inner", validate="one_to_one")


def bodies(frame: pd.DataFrame, *, ascending: bool = False) -> Compared:
    """Bodies of one year and level, ranked from the highest value or from the lowest."""
    known = frame[frame["available"]].sort_values(
        ["ranked", "value", "region"], ascending=[False, ascending, True], kind="stable"
    )
    known["rank"] = known["value"].where(known["ranked"]).rank(method="min", ascending=ascending).astype("Int64")
    return Compared(known.assign(row=known["report"]), frame[~frame["available"]])


def worded(part: pd.DataFrame, metric: Metric) -> pd.DataFrame:
    """Some of the shown bodies with their figures in words, for ``charts.ranking``."""
    text = [number(value, metric.unit) for value in part["value"]]
    return part.assign(text=text, detail=[detail(row, metric) for row in part.to_dict("records")])


def sentence(compared: Compared, metric: Metric, year: int, level: str) -> str:
    """What is compared, how many reports are shown, how many are left out and why."""
    shown, absent = compared
    text = t(
        "regions.sentence",
        year=year,
        level=t(f"kind.{level}"),
        metric=metric.name[language()],
        n=len(shown),
    )
    few = int((~shown["ranked"]).sum())
    if few:
        text += t("regions.few_cases", n=few, few=FEW)
    for code, n in absent["reason"].value_counts().items():
        text += t("regions.left_out", n=n, reason=t(f"why.{code}"))
    return text + t("regions.full_stop")


def editions_note(frame: pd.DataFrame, metric: Metric) -> tuple[str, bool] | None:
    """What is to be said where reports of both editions are compared, and whether it is a warning."""
    counted = frame[edition_column(metric)].value_counts()
    if len(counted) < 2:  # noqa: PLR2004 - there are two editions
        return None
    parts = {edition: int(counted.get(edition, 0)) for edition in ("2019", "2021")}
    key = "same" if metric.same_in_editions else "mixed"
    return t(f"regions.editions_{key}", old=parts["2019"], new=parts["2021"]), not metric.same_in_editions


def edition_column(metric: Metric) -> str:
    """The column of the reports' frame with the edition of the table that a metric is read from."""
    return f"edition_{metric.table}"


def interval(row: Record) -> str:
    """A rate's 95 % interval in words; a dash where it has none."""
    if pd.isna(row["low"]):
        return "–"
    return f"{number(row['low'], 'rate')}–{number(row['high'], 'rate')}"


def table(compared: Compared, metric: Metric) -> pd.DataFrame:
    """The shown bodies with visible column names."""
    shown = compared.shown
    columns: dict[str, object] = {
        t("column.rank"): shown["rank"],
        t("column.body"): shown["name"],
        t("column.region"): shown["region"],
        metric.name[language()]: shown["value"] * (100 if metric.is_rate else 1),
    }
    if metric.is_rate:
        columns |= {
            t("column.interval"): [interval(row) for row in shown.to_dict("records")],
            t("column.numerator"): shown["numerator"],
            metric.denominator_label[language()]: shown["denominator"],
        }
    return pd.DataFrame(columns | {t("column.edition"): shown[edition_column(metric)]}).reset_index(drop=True)


def reasons(absent: pd.DataFrame) -> pd.DataFrame:
    """Bodies without the metric, each with the reason, with visible column names."""
    return pd.DataFrame(
        {
            t("column.body"): absent["name"],
            t("column.region"): absent["region"],
            t("column.reason"): [reason(r, c) for r, c in zip(absent["reason"], absent["cells"], strict=True)],
        }
    )


def reason(code: str, cells: tuple[str, ...]) -> str:
    """Why a metric is not available, with how many cells are at fault."""
    return t(f"reason.{code}", n=len(cells))


def detail(row: Record, metric: Metric) -> str:
    """A body's year and value for a chart's tip, its parts made harmless."""
    lines = [f"<b>{markup(str(row['name']))}</b> · {row['year']}"]
    if not row["available"]:
        lines.append(markup(reason(str(row["reason"]), row["cells"])))
    else:
        lines.append(f"{markup(metric.name[language()])}: {number(row['value'], metric.unit)}")
        if metric.is_rate:
            parts = f"{number(row['numerator'])} / {number(row['denominator'])}"
            lines.append(f"{parts} · {t('column.interval')} {interval(row)}")
    return "<br>".join(lines)
