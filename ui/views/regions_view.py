"""Views of the page of regions: map of provinces, two metrics, mix of outcomes, lines over the years."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from checks.judgement.states import WRONG
from metrics import FEW, Metric, metric
from ui import charts
from ui.compare import by_metric, contradicted, provinces
from ui.compare.by_metric import Compared
from ui.compare.course import course
from ui.compare.judge import Judge, Values
from ui.parts import page, pickers
from ui.shell import state
from ui.shell.html_table import html_table
from ui.shell.safe import markdown, markup
from ui.texts import language, number, t
from ui.visitor.shown import Shown

VIEWS = ("ranking", "funnel", "map", "scatter", "mix", "lines")
PER_PAGE = 40
LINES = 12
# More points than this no eye tells apart; those with most cases are drawn.
POINTS = 400
OUTCOMES = ("granted", "partly_granted", "refused", "unavailable", "not_processed", "other")
MIXED = [f"{outcome}_rate" for outcome in OUTCOMES]
# What shares may be off by when they are added up.
_ROUNDING = 1e-9


def provinces_map(compared: Compared, chosen: Metric, judge: Judge) -> None:
    """The provinces as squares, with what their bodies come to together; a click chooses the province."""
    against = judge.reasons(compared.shown, [chosen])
    summed = provinces.summed(compared.shown, chosen, against)
    placed = provinces.placed(summed)
    st.plotly_chart(
        charts.tiles(placed),
        width=430,
        config=charts.CONFIG,
        key="tiles",
        on_select=_choose_province,
        selection_mode="points",
        alt=t("regions.map_alt", metric=chosen.name[language()]),
    )
    notes = [t("regions.map_rate") if chosen.is_rate else t("regions.map_count")]
    st.caption(" ".join([*notes, *([t("regions.map_marked")] if against else [])]))
    page.data_behind(
        provinces.table(summed, chosen), f"{chosen.id}_provinces", t("regions.map_table_alt"), chart="tiles"
    )


@st.fragment
def scatter(chosen: pd.DataFrame, values: Values, first: Metric, judge: Judge) -> None:
    """The chosen metric against another, whose rows ``values`` gives."""
    second = pickers.choose_metric("received" if first.id != "received" else "granted_rate", "against")
    pickers.explain(second)
    other = values(second.id)
    other = other[other["available"]]
    other = other[["report", "value", "ranked"]].rename(columns={"value": "value_2", "ranked": "ranked_2"})
    both = chosen[chosen["available"]].merge(other, on="report")
    if both.empty:
        page.empty("empty.no_pairs")
        return
    out = len(chosen) - len(both)
    weight = both["denominator"].fillna(both["value"])
    drawn = both.loc[weight.sort_values(ascending=False, kind="stable").index[:POINTS]]
    drawn = drawn.assign(x=drawn["value"], y=drawn["value_2"], ranked=drawn["ranked"] & drawn["ranked_2"])
    against = judge.reasons(drawn, [first, second])
    drawn["contradicted"] = drawn["report"].isin(against)
    drawn["detail"] = [_head(row) for row in drawn.to_dict("records")]
    drawn["text_x"] = [number(value, first.unit) for value in drawn["x"]]
    drawn["text_y"] = [number(value, second.unit) for value in drawn["y"]]
    drawn["reason"] = [_reason(row, against) for row in drawn.to_dict("records")]
    cut = t("regions.scatter_cut", n=len(drawn), all=len(both)) if len(drawn) < len(both) else ""
    signs = " " + t("regions.scatter_marked") if against else ""
    st.caption(t("regions.scatter_note", n=len(drawn), out=out, few=FEW) + cut + signs)
    key = f"scatter_{first.id}_{second.id}"
    st.plotly_chart(
        charts.scatter(drawn, (first.name[language()], second.name[language()]), (first.is_rate, second.is_rate)),
        config=charts.CONFIG,
        key=key,
        on_select="rerun",
        selection_mode=("points", "box"),
        alt=t("regions.scatter_alt", first=first.name[language()], second=second.name[language()]),
    )
    picked = selected_reports(key)
    marked = drawn[drawn["report"].isin(picked)] if picked else drawn
    if picked:
        st.markdown(t("regions.selected", n=len(marked)))
        own = _pairs_table(marked, first, second, against)
        page.table(own, "picked", t("regions.table_alt"), None, list(marked["report"]))
    both = both.assign(x=both["value"], y=both["value_2"])
    part = both.head(page.MOST_ROWS)
    pairs = _pairs_table(part, first, second, judge.reasons(part, [first, second]))
    whole = page.Whole(len(both), lambda: _pairs_table(both, first, second, judge.reasons(both, [first, second])))
    page.data_behind(pairs, "pairs", t("regions.table_alt"), None, list(part["report"]), whole, key)


@st.fragment
def mix(chosen: pd.DataFrame, metrics: pd.DataFrame, judge: Judge) -> None:
    """What became of the requests, body by body, as shares of those handled."""
    ids = list(MIXED)
    wide = metrics.pivot_table("value", "report", "metric").reindex(columns=ids)
    wide = wide.dropna()
    whole = wide[(wide.sum(axis=1) - 1).abs() < _ROUNDING]
    own = ["report", "name", "region", "value", "state", *(["suspects"] if "suspects" in chosen else [])]
    reports = chosen[own].join(whole, on="report", how="inner")
    without = int((~chosen["report"].isin(wide.index)).sum())
    broken = int(chosen["report"].isin(wide.index.difference(whole.index)).sum())
    st.caption(t("regions.mix_note", n=len(reports), without=without, broken=broken))
    if reports.empty:
        page.empty("empty.no_mix")
        return
    reports = reports.sort_values([ids[0], "region"], ascending=[False, True], kind="stable")
    part = reports.iloc[page.pager(len(reports), PER_PAGE // 2)]
    words = {metric_id: metric(metric_id).name[language()] for metric_id in ids}
    parts = [metric(metric_id) for metric_id in ids]
    against = judge.reasons(part, parts)
    details = {
        i: [
            f"<b>{markup(row['name'])}</b><br>{w}: {number(row[i], 'rate')}{_reason(row, against)}"
            for row in part.to_dict("records")
        ]
        for i, w in words.items()
    }
    drawn = part.assign(row=part["report"], name=contradicted.marked(part, against))
    st.plotly_chart(charts.mix(drawn, words, details), config=charts.CONFIG, key="mix", alt=t("regions.mix_alt"))
    if signs := contradicted.signs_said(part, against, "regions.marked_part"):
        st.caption(" ".join(signs))
    first = reports.head(page.MOST_ROWS)
    every = page.Whole(len(reports), lambda: _mix_table(reports, words, judge.reasons(reports, parts)))
    table = _mix_table(first, words, judge.reasons(first, parts))
    page.data_behind(table, "outcomes", t("regions.mix_alt"), None, list(first["report"]), every, "mix")


def _mix_table(reports: pd.DataFrame, words: dict[str, str], against: Mapping[str, str]) -> pd.DataFrame:
    table: dict[str, object] = {t("column.body"): reports["name"], t("column.region"): reports["region"]}
    table |= {word: [number(value, "rate") for value in reports[i]] for i, word in words.items()}
    return pd.DataFrame(table | contradicted.column(reports, against))


@st.fragment
def lines(compared: Compared, shown: Shown, reports: pd.DataFrame, chosen: Metric) -> None:
    """The bodies of the year over all years, a small chart each on one scale."""
    order = list(dict.fromkeys(compared.shown["body"]))
    bodies = order[page.pager(len(order), LINES)]
    own = reports[reports["body"].isin(bodies) & reports["year"].notna()]
    values = shown.ask("metric_rows", metrics=[chosen.id], ids=sorted(own["report"]))
    known = by_metric.with_metric(own, values, chosen)
    years = list(range(int(known["year"].min()), int(known["year"].max()) + 1))
    top = max(float(known["value"].max()) * 1.1, 0.02 if chosen.is_rate else 1.0)
    marked = t("years.marked") if known["state"].isin(WRONG).any() else ""
    st.caption(f"{t('regions.lines_note', n=len(order))} {marked}")
    with st.grid(4, min_column_width=150):
        for body in bodies:
            own = course(known[known["body"] == body], chosen)
            with st.container(gap=None):
                st.caption(markdown(str(own["name"].iloc[-1])))
                figure = charts.spark(own, years, top, rate=chosen.is_rate)
                alt = t("years.alt", metric=chosen.name[language()])
                st.plotly_chart(figure, config=charts.CONFIG, key=f"line_{body}", alt=alt)
    wide = known.sort_values("year").drop_duplicates(["body", "year"], keep="last")
    table = pd.DataFrame(
        {
            t("column.body"): wide["name"],
            t("column.year"): wide["year"],
            chosen.name[language()]: [number(value, chosen.unit) for value in wide["value"]],
        }
    )
    page.data_behind(table, "lines", t("years.alt", metric=chosen.name[language()]), None, list(wide["report"]))


def absent(compared: Compared) -> None:
    """The bodies without the metric, each with its reason, folded away."""
    if compared.absent.empty:
        return
    with st.expander(t("regions.absent", n=len(compared.absent)), icon=":material/visibility_off:"):
        reasons = by_metric.reasons(compared.absent.head(PER_PAGE))
        st.html(html_table(reasons, t("regions.absent_alt"), list(reasons.columns)))
        if len(compared.absent) > PER_PAGE:
            st.caption(t("page.some", first=1, last=PER_PAGE, n=len(compared.absent)))


def selected_reports(chart: str) -> list[str]:
    """The reports of the points that are selected in a chart."""
    points = st.session_state[chart].selection.points
    return [str(point["customdata"][0]) for point in points if point.get("customdata")]


def _choose_province() -> None:
    """Callback of the map: the clicked province becomes the filter, and its bodies are ranked."""
    points = st.session_state["tiles"].selection.points
    if points:
        state.update(province=str(points[0]["customdata"][0]), view=None)


def _head(row: by_metric.Record) -> str:
    return f"<b>{markup(str(row['name']))}</b> · {row['year']}<br>{markup(str(row['region']))}"


def _reason(row: by_metric.Record, against: Mapping[str, str]) -> str:
    """What speaks against a body's figures, as the end of a chart's tip."""
    return "".join(f"<br>{markup(line)}" for line in by_metric.in_tip(against.get(str(row["report"]), "")))


def _pairs_table(frame: pd.DataFrame, first: Metric, second: Metric, against: Mapping[str, str]) -> pd.DataFrame:
    columns: dict[str, object] = {t("column.body"): frame["name"], t("column.region"): frame["region"]}
    columns[first.name[language()]] = [number(value, first.unit) for value in frame["x"]]
    columns[second.name[language()]] = [number(value, second.unit) for value in frame["y"]]
    return pd.DataFrame(columns | contradicted.column(frame, against))


def view_name(view: str) -> str:
    """A view's name on its tab."""
    return t(f"regions.view_{view}")


def formats(metric: Metric) -> dict[str, Any]:
    """How ``st.dataframe`` shows the columns of ``by_metric.table``."""
    if not metric.is_rate:
        return {}
    return {metric.name[language()]: st.column_config.NumberColumn(format="%.1f%%")}
