"""Frames for comparing bodies of one level in one year by a metric."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from metrics import FEW, Metric
from ui.compare import contradicted
from ui.compare.contradicted import Against
from ui.shell.safe import markup
from ui.texts import language, number, t, years

# A row of a frame by column name.
Record = contradicted.Record
_NOTHING: Mapping[str, Against] = MappingProxyType({})
# So many letters are in a line of a chart's tip
_TIP = 40


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


def worded(part: pd.DataFrame, metric: Metric, against: Mapping[str, Against]) -> pd.DataFrame:
    """Some of the shown bodies with their figures in words, and what speaks against these, for ``charts.ranking``."""
    text = [number(value, metric.unit) for value in part["value"]]
    details = [detail(row, metric, against.get(row["report"])) for row in part.to_dict("records")]
    return part.assign(text=text, detail=details)


def sentence(compared: Compared, metric: Metric, chosen: Sequence[int], level: str) -> str:
    """What is compared, how many reports or bodies are shown, how many are left out and why."""
    shown, absent = compared
    text = t(
        "regions.sentence_pooled" if len(chosen) > 1 else "regions.sentence",
        year=years(chosen),
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


def table(compared: Compared, metric: Metric, against: Mapping[str, Against] = _NOTHING) -> pd.DataFrame:
    """The shown bodies with visible column names, and what speaks against their figures."""
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
    last = ("column.years", "span") if "span" in shown else ("column.edition", edition_column(metric))
    columns[t(last[0])] = shown[last[1]]
    if against:
        own = [against.get(report) for report in shown["report"]]
        columns[t("column.mended_rank")] = [contradicted.mended_said(one) if one else "" for one in own]
        columns[t("column.contradicted")] = [one.said if one else "" for one in own]
    return pd.DataFrame(columns).reset_index(drop=True)


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


def detail(row: Record, metric: Metric, against: Against | None = None) -> str:
    """A body's year and value for a chart's tip, and what speaks against it, its parts made harmless."""
    lines = [f"<b>{markup(str(row['name']))}</b> · {row.get('span', row['year'])}"]
    if not row["available"]:
        lines.append(markup(reason(str(row["reason"]), row["cells"])))
    else:
        lines.append(f"{markup(metric.name[language()])}: {number(row['value'], metric.unit)}")
        if metric.is_rate:
            parts = f"{number(row['numerator'])} / {number(row['denominator'])}"
            lines.append(f"{parts} · {t('column.interval')} {interval(row)}")
    if against:
        lines += [markup(line) for line in (contradicted.ranks_said(row, against), *in_tip(against.said))]
    return "<br>".join(lines)


def in_tip(said: str) -> list[str]:
    """A sentence in lines that a chart's tip has room for."""
    return wrap(said, _TIP)
