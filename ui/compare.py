"""Frames for comparing bodies in one year, and one body over the years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from metrics import Metric
from ui.data import Frames
from ui.safe import markup
from ui.texts import language, number, t

# Below this many cases a rate is shown but not ranked: its interval says nothing.
FEW = 30
# A row of a frame by column name.
Record = Mapping[Any, Any]
LEVELS = ("government", "department", "township", "unknown")


class Compared(NamedTuple):
    """Bodies of one level with the metric, best first; those not ranked after; those without it apart."""

    shown: pd.DataFrame
    absent: pd.DataFrame


def with_metric(frames: Frames, metric: Metric) -> pd.DataFrame:
    """The reports' frame with the metric's columns beside it, and ``name`` and ``kind`` (the level, or unknown)."""
    part = frames.metrics[frames.metrics["metric"] == metric.id]
    joined = frames.reports.merge(part, on="report", how="left", validate="one_to_one")
    name = joined["agency"].fillna(joined["title"]).fillna(joined["source"])
    kind = joined["level"].where(joined["level"].isin(LEVELS), "unknown")
    return joined.assign(name=name, kind=kind)


def bodies(frame: pd.DataFrame, metric: Metric) -> Compared:
    """Bodies of one year and level, for ``charts.ranking``."""
    known = frame[frame["available"]].copy()
    known["ranked"] = (known["denominator"] >= FEW) if metric.is_rate else True
    known = known.sort_values(["ranked", "value", "region"], ascending=[False, False, True], kind="stable")
    known["rank"] = known["value"].where(known["ranked"]).rank(method="min", ascending=False).astype("Int64")
    known["text"] = [number(value, metric.unit) for value in known["value"]]
    known["detail"] = [_detail(row, metric) for row in known.to_dict("records")]
    return Compared(known.assign(row=known["report"]), frame[~frame["available"]])


def edition_column(metric: Metric) -> str:
    """The column of the reports' frame with the edition of the table that a metric is read from."""
    return f"edition_{metric.numerator[0].partition('/')[0]}"


def formats(metric: Metric) -> dict[str, Any]:
    """How ``st.dataframe`` shows the columns of ``table``."""
    if not metric.is_rate:
        return {}
    return {metric.name[language()]: st.column_config.NumberColumn(format="%.1f %%")}


def interval(row: Record) -> str:
    """A rate's 95 % interval in words."""
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


def course(frame: pd.DataFrame, metric: Metric) -> pd.DataFrame:
    """One body's reports by year, for ``charts.course``: a report a year, the change against the year before."""
    ordered = frame.dropna(subset=["year"]).sort_values(["year", "mine"], ascending=[True, False], kind="stable")
    ordered = ordered.drop_duplicates("year").assign(edition=ordered[edition_column(metric)])
    found = ordered.assign(
        text=["" if pd.isna(v) else number(v, metric.unit) for v in ordered["value"]],
        detail=[_detail(row, metric) for row in ordered.to_dict("records")],
    ).reset_index(drop=True)
    consecutive = found["year"].diff() == 1
    found["change"] = found["value"].diff().where(consecutive)
    found["new_edition"] = (found["edition"] != found["edition"].shift()) & found["edition"].shift().notna()
    return found


def edition_break(found: pd.DataFrame) -> float | None:
    """Where on the axis of years the edition changes; None where it does not."""
    changed = found.index[found["new_edition"]]
    if not len(changed):
        return None
    position = int(changed[0])
    return (float(found["year"][position - 1]) + float(found["year"][position])) / 2


def course_table(found: pd.DataFrame, metric: Metric) -> pd.DataFrame:
    """The course with visible column names; rates and their changes in per cent and points."""
    columns: dict[str, object] = {
        t("column.year"): found["year"],
        metric.name[language()]: [number(v, metric.unit) for v in found["value"]],
        t("column.change"): [change(row, metric) for row in found.to_dict("records")],
    }
    if metric.is_rate:
        columns |= {
            t("column.interval"): [interval(row) if row["available"] else "–" for row in found.to_dict("records")],
            t("column.numerator"): [number(v) for v in found["numerator"]],
            metric.denominator_label[language()]: [number(v) for v in found["denominator"]],
        }
    columns[t("column.edition")] = found["edition"].fillna("–")
    notes = [_note(row) for row in found.to_dict("records")]
    if any(notes):
        columns[t("column.note")] = notes
    return pd.DataFrame(columns)


def change(row: Record, metric: Metric) -> str:
    """The change against the year before: in points for a rate, in cases and per cent for a count."""
    step = row["change"]
    if pd.isna(step):
        return "–"
    if metric.is_rate:
        return t("years.points", n=f"{step * 100:+.1f}")
    before = row["value"] - step
    share = f" ({step / before:+.1%})" if before else ""
    return f"{'+' if step > 0 else '−' if step < 0 else '±'}{number(abs(step))}{share}"


def _note(row: Record) -> str:
    if not row["available"]:
        return reason(str(row["reason"]), row["cells"])
    return t("years.edition_note") if row["new_edition"] else ""


def _detail(row: Record, metric: Metric) -> str:
    lines = [f"<b>{markup(str(row['name']))}</b> · {row['year']}"]
    if not row["available"]:
        lines.append(markup(reason(str(row["reason"]), row["cells"])))
    else:
        lines.append(f"{markup(metric.name[language()])}: {number(row['value'], metric.unit)}")
        if metric.is_rate:
            parts = f"{number(row['numerator'])} / {number(row['denominator'])}"
            lines.append(f"{parts} · {t('column.interval')} {interval(row)}")
    return "<br>".join(lines)


def all_metrics(frames: Frames, every: Sequence[Metric]) -> pd.DataFrame:
    """Every metric by year, as text with visible column names; a dash where it is not available."""
    years = frames.reports.dropna(subset=["year"]).sort_values(["year", "mine"], ascending=[True, False], kind="stable")
    years = years.drop_duplicates("year")
    values = frames.metrics.set_index(["metric", "report"])["value"]
    columns: dict[str, list[str]] = {t("column.metric"): [metric.name[language()] for metric in every]}
    for year, report in zip(years["year"], years["report"], strict=True):
        columns[str(year)] = [number(values.get((metric.id, report)), metric.unit) for metric in every]
    return pd.DataFrame(columns)
