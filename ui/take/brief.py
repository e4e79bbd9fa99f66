"""A view on one or two sheets: chart, sentence, table, method, citation and date, as a page of its own and for Word.

The chart is bars of our own, drawn from the rows: Plotly's figures become pictures in a browser only, and there is none
where the app runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from checks.judgement.states import WRONG
from metrics import Metric, metrics
from ui.compare import by_metric, contradicted
from ui.compare.contradicted import FIGURE, Against
from ui.compare.course import all_metrics, course
from ui.compare.over_years.profile import MULTIPLES
from ui.report.form_table import LANG
from ui.shell import assets
from ui.shell.templates import render
from ui.take import about
from ui.texts import language, number, t, years
from ui.visitor import dataset

# Bodies of a ranking: what is seen on the first page of it
MOST = 40
# Of the chart, in the units of its drawing
WIDTH, HEIGHT = 300, 14


class BriefBar(NamedTuple):
    """A row of the chart: its label, its value in words, and where bar and interval begin and end, as shares of the
    axis; None where there is no value or interval. ``is_ranked`` is false for values of few cases."""

    label: str
    text: str
    end: float | None
    low: float | None = None
    high: float | None = None
    is_ranked: bool = True
    note: str = ""


class BriefView(NamedTuple):
    """What is looked at: its address, what is to be known of the dataset and what that is called, and the filters that
    are set, in words. All of it is of a visit, which is not known any more where a download is made."""

    address: str
    note: str
    called: str
    filters: Sequence[tuple[str, str]] = ()


class Brief(NamedTuple):
    """What a brief says, all of it plain text: bars and table are of the same rows; ``facts`` are labels and values."""

    title: str
    sentence: str
    chart: str
    bars: Sequence[BriefBar]
    table: pd.DataFrame
    remarks: Sequence[str]
    method: Sequence[str]
    facts: Sequence[tuple[str, str]]


def view_of(page: str, filters: Sequence[tuple[str, str]]) -> BriefView:
    """The view of a page that is shown now."""
    return BriefView(about.address(page), dataset.note(), dataset.called(dataset.chosen()), filters)


def of_ranking(  # noqa: PLR0913, PLR0917 - what is ranked, and what is said of it
    compared: by_metric.Compared,
    metric: Metric,
    chosen: Sequence[int],
    level: str,
    view: BriefView,
    judge: Callable[[pd.DataFrame], Mapping[str, Against]],
) -> Brief:
    """The first bodies of a ranking, in its order, with what speaks against their figures, which ``judge`` knows."""
    first, n = compared.shown.head(MOST), len(compared.shown)
    against = judge(first)
    remarks = [t("brief.first", n=len(first), all=f"{n:,}")] if len(first) < n else []
    remarks += [t("regions.interval")] if metric.is_rate else []
    remarks += contradicted.signs_said(first, against, "brief.contradicted")
    notes = [against[report].said if report in against else "" for report in first["report"]]
    names = [name.removeprefix(FIGURE) for name in contradicted.marked(first, against)]
    bars = list(_bars(first, names, metric, first["ranked"], notes))
    title = t("brief.ranking", metric=metric.name[language()], level=t(f"kind.{level}"), year=years(chosen))
    said = by_metric.sentence(compared, metric, chosen, level)
    return Brief(
        title,
        said,
        _unit(metric),
        bars,
        _ranking(first, metric, against),
        remarks,
        _method(metric),
        _facts(title, view),
    )


def of_body(name: str, reports: pd.DataFrame, rates: pd.DataFrame, metric: Metric, view: BriefView) -> Brief:
    """A body's years by one metric, and the main ones beside it. ``reports`` are its described ones, ``rates`` the rows
    of the query ``metric_rows`` of that metric and ``MULTIPLES``."""
    line = course(by_metric.with_metric(reports, rates, metric), metric)
    measured = [(row["year"], number(row["value"], metric.unit)) for row in line.to_dict("records")]
    states = [(row["year"], t(f"state.{row['state']}")) for row in line.to_dict("records")]
    said = t("brief.colon", name=f"{name} · {metric.name[language()]}", value=_by_year(measured))
    remarks = [t("brief.colon", name=t("column.state"), value=_by_year(states)), *_marked(line)]
    notes = [t(f"state.{state}") if state in WRONG else "" for state in line["state"]]
    bars = list(_bars(line, line["year"].astype(str), metric, pd.Series(data=True, index=line.index), notes))
    span = dict.fromkeys((str(line["year"].min()), str(line["year"].max())))
    title = t("brief.body", name=name, years="–".join(span))
    table = all_metrics(reports, rates, [metrics()[one] for one in MULTIPLES])
    return Brief(title, said, _unit(metric), bars, table, remarks, _method(metric), _facts(title, view))


def _ranking(first: pd.DataFrame, metric: Metric, against: Mapping[str, Against]) -> pd.DataFrame:
    columns: dict[str, object] = {
        t("column.rank"): [str(rank) if pd.notna(rank) else "–" for rank in first["rank"]],
        t("column.body"): first["name"],
        t("column.region"): first["region"],
        metric.name[language()]: [number(value, metric.unit) for value in first["value"]],
    }
    if metric.is_rate:
        columns[t("column.interval")] = [by_metric.interval(row) for row in first.to_dict("records")]
        columns[t("column.numerator")] = [number(n) for n in first["numerator"]]
        columns[metric.denominator_label[language()]] = [number(n) for n in first["denominator"]]
    columns[t("column.state")] = [t(f"state.{state}") for state in first["state"]]
    if against:
        own = [against.get(report) for report in first["report"]]
        columns[t("column.mended_rank")] = [contradicted.mended_said(one) if one else "" for one in own]
        columns[t("column.contradicted")] = [one.said if one else "" for one in own]
    return pd.DataFrame(columns)


def _by_year(values: Sequence[tuple[int, str]]) -> str:
    return t("filter.joiner").join(t("brief.of_year", year=year, value=value) for year, value in values)


def _marked(rows: pd.DataFrame) -> list[str]:
    return [t("brief.marked")] if rows["state"].isin(WRONG).any() else []


def _bars(
    rows: pd.DataFrame, names: Iterable[str], metric: Metric, ranked: pd.Series, notes: Iterable[str]
) -> Iterator[BriefBar]:
    ends = pd.concat([rows["value"], rows["high"]]) if metric.is_rate else rows["value"]
    top = float(ends.max()) if ends.notna().any() else 0.0
    scale = 1 / top if top > 0 else 0.0
    for name, is_ranked, note, row in zip(names, ranked, notes, rows.to_dict("records"), strict=True):
        low, high = (row[end] * scale if metric.is_rate and pd.notna(row[end]) else None for end in ("low", "high"))
        end = row["value"] * scale if pd.notna(row["value"]) else None
        yield BriefBar(str(name), number(row["value"], metric.unit), end, low, high, bool(is_ranked), note)


def _unit(metric: Metric) -> str:
    return t("metric.in_unit", metric=metric.name[language()], unit=t(f"unit.{metric.unit}"))


def _method(metric: Metric) -> list[str]:
    spoken = language()
    counted = t("brief.colon", name=metric.name[spoken], value=metric.formula(spoken))
    return [counted, metric.caveat[spoken], f"{t('about.rule_one')} {t('about.rule_two')}"]


def _facts(title: str, view: BriefView) -> list[tuple[str, str]]:
    day = datetime.now(UTC).date().isoformat()
    chosen = t("filter.between").join(f"{name} = {value}" for name, value in view.filters) or t("filter.none")
    return [
        (t("fact.dataset"), view.note),
        (t("fact.view"), view.address),
        (t("fact.citation"), about.citation(title, chosen, day, view.called)),
        (t("fact.licence"), t("fact.licence_text")),
        (t("fact.date"), day),
    ]


def page(brief: Brief) -> bytes:
    """The brief as an HTML page that needs nothing else, to read and to print on A4."""
    sheets = (assets.STYLE, assets.PAPER)
    style = Markup("\n".join(sheet.read_text("utf-8") for sheet in sheets))  # noqa: S704 - ours # nosec B704
    head = [str(name) for name in brief.table]
    rows = [[_text(value) for value in row] for row in brief.table.itertuples(index=False)]
    values = {"brief": brief, "head": head, "rows": rows, "width": WIDTH, "height": HEIGHT}
    return render("brief", lang=LANG[language()], style=style, **values).encode()


def _text(value: object) -> str:
    return "–" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]
