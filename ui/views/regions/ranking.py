"""The ranking: bodies in order, with what checks say against the figure of each."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd
import streamlit as st

from metrics import FEW, Metric
from ui import charts
from ui.compare import by_metric, contradicted
from ui.compare.by_metric import Compared
from ui.compare.contradicted import Against
from ui.compare.judge import Judge
from ui.parts import page
from ui.shell import state
from ui.shell.html_table import html_table
from ui.shell.safe import markdown
from ui.texts import language, t
from ui.views.regions_view import formats, selected_reports

PER_PAGE = 40


@st.fragment
def ranking(compared: Compared, everybody: Collection[str], chosen: Metric, judge: Judge) -> None:
    """Bodies in order, page by page; a click on one shows it in a table with the way to its report. ``everybody`` are
    the bodies of all years and levels, which a link may have chosen."""
    shown = compared.shown
    asked = [body for body in state.parameters().get("body", []) if body in everybody]
    state.bind_many("body", list(dict.fromkeys([*shown["body"], *asked])))
    part = shown.iloc[page.pager(len(shown), PER_PAGE)]
    against = judge.against(part)
    drawn = by_metric.worded(part, chosen, against)
    key = f"ranking_{chosen.id}"
    st.plotly_chart(
        charts.ranking(drawn.assign(name=_named(part, against)), rate=chosen.is_rate),
        config=charts.CONFIG,
        key=key,
        on_select=lambda: _pick(key, shown),
        selection_mode="points",
        alt=t("regions.alt", metric=chosen.name[language()]),
    )
    st.caption(" ".join(_notes(part, chosen, against)))
    _against(part, against)
    _selected(compared, chosen, judge)
    first = shown.head(page.MOST_ROWS)
    table = by_metric.table(compared._replace(shown=first), chosen, judge.against(first))
    whole = page.Whole(len(shown), lambda: by_metric.table(compared, chosen, judge.against(shown)))
    page.data_behind(table, chosen.id, t("regions.table_alt"), formats(chosen), list(first["report"]), whole, key)


def _notes(part: pd.DataFrame, chosen: Metric, against: Mapping[str, Against]) -> list[str]:
    notes = [t("regions.interval")] if chosen.is_rate else []
    if not part["ranked"].all():
        notes.append(t("regions.few", n=FEW))
    return [*notes, *contradicted.signs_said(part, against, "regions.marked")]


def _against(part: pd.DataFrame, against: Mapping[str, Against]) -> None:
    """What speaks against figures of this page, with the ranks that the mends would give."""
    if not against:
        return
    with st.expander(t("regions.against", n=len(against)), icon=":material/priority_high:"):
        table = contradicted.table(part, against)
        st.caption(t("regions.against_note"))
        st.html(html_table(table, t("regions.against_alt"), list(table.columns[1:])))


def _named(part: pd.DataFrame, against: Mapping[str, Against]) -> list[str]:
    """Names with their signs, and one before those that are chosen."""
    picked = part["body"].isin(state.value("body"))
    names = contradicted.marked(part, against)
    return [f"▸ {name}" if is_picked else name for name, is_picked in zip(names, picked, strict=True)]


def _pick(chart: str, shown: pd.DataFrame) -> None:
    """Callback: the bodies that are selected in a chart go into the URL."""
    bodies = shown.loc[shown["report"].isin(selected_reports(chart)), "body"]
    state.choose("body", [str(body) for body in dict.fromkeys(bodies)])


def _selected(compared: Compared, chosen: Metric, judge: Judge) -> None:
    """The chosen bodies as a table that opens their reports, with what speaks against their figures."""
    rows = compared.shown[compared.shown["body"].isin(state.value("body"))]
    if rows.empty:
        st.caption(t("regions.select"))
        return
    against = judge.against(rows)
    # in a table the reasons would push the buttons out of sight
    table = by_metric.table(Compared(rows, compared.absent), chosen, against)
    table = table.drop(columns=t("column.contradicted"), errors="ignore")
    page.table(table, "picked", t("regions.table_alt"), formats(chosen), list(rows["report"]))
    for report, name in zip(rows["report"], rows["name"], strict=True):
        if report in against:
            st.caption(markdown(f"{name}: {against[report].said}"))
