"""The metric dictionary for people: what a metric is, how it is made, and how it spreads in the shown reports."""

from __future__ import annotations

from fnmatch import fnmatchcase
from itertools import groupby

import pandas as pd
import streamlit as st

from metrics import FEW, Metric, metrics
from parsing import form
from ui import charts
from ui.compare import by_metric, spread
from ui.names import labels
from ui.parts import page, pickers
from ui.shell.html_table import html_table
from ui.texts import language, number, t


def definition(chosen: Metric) -> None:
    """Formula in words and over cells, unit, denominator, editions and caveat of a metric."""
    rows = [
        (t("metric.formula"), chosen.formula(language())),
        (t("metric.rows"), _over_cells(chosen)),
        (t("metric.unit"), t(f"unit.{chosen.unit}")),
        (t("metric.denominator"), chosen.denominator_label[language()] if chosen.is_rate else t("metric.none")),
        (t("metric.editions"), t("count.joiner").join(t("edition.one", edition=e) for e in chosen.editions)),
        (t("metric.nothing"), t("metric.over_nothing") if chosen.is_rate else t("metric.no_figure")),
        (t("metric.ranking"), t("metric.from_cases", n=FEW) if chosen.is_rate else t("metric.always")),
        (t("metric.caveat"), chosen.caveat[language()]),
    ]
    table = pd.DataFrame(rows, columns=[t("metric.about"), chosen.name[language()]])
    st.html(html_table(table, chosen.name[language()], list(table.columns)))


@st.fragment
def distribution(reports: pd.DataFrame, frame: pd.DataFrame, chosen: Metric) -> None:
    """The metric's histogram over the shown reports of one level."""
    every = by_metric.with_metric(reports, frame, chosen)
    known = every[every["available"].fillna(value=False).astype(bool)]
    if known.empty:
        page.empty("empty.no_metric")
        return
    level = pickers.choose_level(known["kind"].value_counts())
    same = every[every["kind"] == level]
    values = same.loc[same["available"] & same["ranked"], "value"]
    few = int((same["available"] & ~same["ranked"]).sum())
    without = int((~same["available"]).sum())
    st.caption(t("metric.shown", n=len(values), level=t(f"kind.{level}"), few=few, cases=FEW, without=without))
    if values.empty:
        page.empty("empty.few_cases")
        return
    bins = spread.bins(values, rate=chosen.is_rate)
    name = chosen.name[language()]
    alt = t("metric.distribution_alt", metric=name)
    middle = number(round(float(values.median()), 4), chosen.unit)
    st.markdown(f"**{t('spread.median', value=middle)}**")
    st.plotly_chart(charts.histogram(bins, rate=chosen.is_rate), config=charts.CONFIG, key=f"h_{chosen.id}", alt=alt)
    page.data_behind(spread.bins_table(bins, name), f"distribution_{chosen.id}", alt)


def dictionary() -> None:
    """Every metric by group: its name, formula, editions and caveat."""
    for group, members in groupby(metrics().values(), key=lambda m: m.group):
        st.subheader(t(f"metric.group_{group}"), anchor=False)
        rows = [
            (m.name[language()], m.formula(language()), " · ".join(m.editions), m.caveat[language()]) for m in members
        ]
        columns = [t("column.metric"), t("metric.formula"), t("metric.editions"), t("metric.caveat")]
        table = pd.DataFrame(rows, columns=columns)
        st.html(html_table(table, t(f"metric.group_{group}"), columns))
    page.download(as_table(), "metrics")


def as_table() -> pd.DataFrame:
    """The dictionary with visible column names."""
    return pd.DataFrame(
        {
            t("metric.id"): [m.id for m in metrics().values()],
            t("column.metric"): [m.name[language()] for m in metrics().values()],
            t("metric.formula"): [m.formula(language()) for m in metrics().values()],
            t("metric.cells"): [m.cells for m in metrics().values()],
            t("metric.unit"): [t(f"unit.{m.unit}") for m in metrics().values()],
            t("metric.editions"): [" ".join(m.editions) for m in metrics().values()],
            t("metric.caveat"): [m.caveat[language()] for m in metrics().values()],
        }
    )


def _over_cells(chosen: Metric) -> str:
    """The formula over cells in the form's own words."""
    sums = [
        " + ".join(_cell(pattern) for pattern in cells) for cells in (chosen.numerator, chosen.denominator) if cells
    ]
    return " ÷ ".join(f"( {part} )" if " + " in part and len(sums) > 1 else part for part in sums)


def _cell(pattern: str) -> str:
    """A cell's name in the form; that of its group where the pattern stands for every row of it."""
    if "*" not in pattern:
        return labels.cell(pattern)
    table, row, _ = pattern.split("/")
    every = form.table(form.EDITIONS[-1], table).rows
    group = next(r for r in every if fnmatchcase(r.id, row))
    name = group.group if language() == "zh" else group.label_en.partition(":")[0]
    return t("metric.each_row", group=name)
