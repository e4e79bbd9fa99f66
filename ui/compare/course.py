"""One body over the years: a metric with its changes, every metric by year."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from metrics import Metric
from ui.compare.by_metric import Record, detail, edition_column, interval, reason
from ui.texts import language, number, t


def course(frame: pd.DataFrame, metric: Metric) -> pd.DataFrame:
    """One body's reports by year, for ``charts.course``: a report a year, the change against the year before."""
    ordered = frame.dropna(subset=["year"]).sort_values(["year", "mine"], ascending=[True, False], kind="stable")
    ordered = ordered.drop_duplicates("year").assign(edition=ordered[edition_column(metric)])
    course = ordered.assign(
        text=["" if pd.isna(v) else number(v, metric.unit) for v in ordered["value"]],
        detail=[detail(row, metric) for row in ordered.to_dict("records")],
    ).reset_index(drop=True)
    consecutive = course["year"].diff() == 1
    course["change"] = course["value"].diff().where(consecutive)
    course["new_edition"] = (course["edition"] != course["edition"].shift()) & course["edition"].shift().notna()
    return course


def edition_break(course: pd.DataFrame) -> float | None:
    """Where on the axis of years the edition changes; None where it does not."""
    changed = course.index[course["new_edition"]]
    if not len(changed):
        return None
    position = int(changed[0])
    return (float(course["year"][position - 1]) + float(course["year"][position])) / 2


def course_table(course: pd.DataFrame, metric: Metric) -> pd.DataFrame:
    """The course with visible column names; rates and their changes in per cent and points."""
    columns: dict[str, object] = {
        t("column.year"): course["year"],
        metric.name[language()]: [number(v, metric.unit) for v in course["value"]],
        t("column.change"): [change(row, metric) for row in course.to_dict("records")],
    }
    if metric.is_rate:
        columns |= {
            t("column.interval"): [interval(row) if row["available"] else "–" for row in course.to_dict("records")],
            t("column.numerator"): [number(v) for v in course["numerator"]],
            metric.denominator_label[language()]: [number(v) for v in course["denominator"]],
        }
    columns[t("column.edition")] = course["edition"].fillna("–")
    notes = [_note(row) for row in course.to_dict("records")]
    if any(notes):
        columns[t("column.note")] = notes
    return pd.DataFrame(columns)


def change(row: Record, metric: Metric) -> str:
    """The change against the year before: in points for a rate, in cases and per cent for a count."""
    step = row["change"]
    if pd.isna(step):
        return "–"
    if metric.is_rate:
        return t("years.points", n=_signed(step, f"{abs(step) * 100:.1f}"))
    before = row["value"] - step
    share = f" ({_signed(step / before, number(abs(step / before), 'rate'))})" if before else ""
    return _signed(step, number(abs(step))) + share


def _signed(step: float, size: str) -> str:
    return f"{'+' if step > 0 else '−' if step < 0 else '±'}{size}"


def _note(row: Record) -> str:
    if not row["available"]:
        return reason(str(row["reason"]), row["cells"])
    return t("years.edition_note") if row["new_edition"] else ""


def _with_unit(metric: Metric) -> str:
    """A metric's name, with the unit unless that goes without saying."""
    name = metric.name[language()]
    return t("metric.in_unit", metric=name, unit=t("unit.amount")) if metric.unit == "amount" else name


def all_metrics(reports: pd.DataFrame, metrics: pd.DataFrame, every: Sequence[Metric]) -> pd.DataFrame:
    """One body's every metric by year, as text with visible column names; a dash where it is not available."""
    years = reports.dropna(subset=["year"]).sort_values(["year", "mine"], ascending=[True, False], kind="stable")
    years = years.drop_duplicates("year")
    own = metrics[metrics["report"].isin(years["report"])]
    values = own.set_index(["metric", "report"])["value"]
    columns: dict[str, list[str]] = {t("column.metric"): [_with_unit(metric) for metric in every]}
    for year, report in zip(years["year"], years["report"], strict=True):
        columns[str(year)] = [number(values.get((metric.id, report)), metric.unit) for metric in every]
    return pd.DataFrame(columns)
