"""A body at a glance, above the views of its years: which years there are, what changed in the last, small charts."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from checks.across import Edit, links
from checks.judgement.states import WRONG
from checks.model.findings import Outcome
from metrics import metric as metric_of
from ui import charts
from ui.charts import STATE_SIGNS
from ui.compare import profile
from ui.compare.profile import Multiple
from ui.names import labels
from ui.parts.links import REPORT, parameters, to_page
from ui.shell.safe import markdown
from ui.texts import language, number, t
from ui.visitor.entry import Entry
from ui.visitor.shown import Shown

# Numbers that the prose changed and that are named with their cells
_NAMED = 6
# What became of sentences, as it is told
_EDITS = (Edit.ADDED, Edit.DROPPED, Edit.RENUMBERED, Edit.REWORDED, Edit.KEPT)


def strip(rows: pd.DataFrame, name: str = "") -> None:
    """The years of a body, each a link to its report with its state; missing years too. ``name`` where there are
    several bodies."""
    if name:
        st.markdown(f"**{markdown(name)}**")
    with st.container(horizontal=True, gap="small", key=f"strip_{rows['body'].iloc[0]}"):
        for one in profile.strip(rows):
            with st.container(border=True, width=132, gap=None):
                if not one.report:
                    st.markdown(f"{one.year}  \n:small[{t('years.none')}]")
                    continue
                st.page_link(REPORT, label=str(one.year), query_params=parameters(one.report), help="")
                st.markdown(f":small[{STATE_SIGNS[one.state]} {t(f'state.{one.state}')}]")


def changed(own: Sequence[Entry], shown: Shown, rows: pd.DataFrame) -> None:
    """What the last year is beside the one before: figures, what was carried over, the prose; and among its peers."""
    by_year = {entry.report.year: entry for entry in own if entry.report.year}
    years = sorted(by_year)[-2:]
    if len(years) < 2:  # noqa: PLR2004 - two years
        return
    old, new = (by_year[year] for year in years)
    counts = profile.prose_counts(old.report, new.report)
    carried = profile.carried(links([entry.report for entry in own]))
    parts = [
        t(f"years.carried_{outcome.value}", n=carried[outcome])
        for outcome in (Outcome.PASSED, Outcome.FAILED, Outcome.UNCERTAIN)
        if carried[outcome]
    ]
    said = [t(f"years.prose_{edit.value}", n=counts[edit]) for edit in _EDITS if counts[edit]]
    sentences = [
        t("years.prose_changed", old=years[0], new=years[1], parts=t("count.joiner").join(said)) if said else "",
        t("years.carried_said", parts=t("count.joiner").join(parts)) if parts else "",
        _peers(shown, rows, new.id),
    ]
    st.markdown(markdown(" ".join(filter(None, sentences))))
    with st.container(horizontal=True, gap="small"):
        to_page("years", t("years.view_prose"), body=new.body, view="prose", old=str(years[0]), new=str(years[1]))
        for one in profile.stated(old.report, new.report)[:_NAMED]:
            words = {"cell": labels.cell(one.cell), "old": number(one.before), "new": number(one.after)}
            to_page("report", t("years.stated", **words), report=new.id, tab=one.cell.partition("/")[0], cell=one.cell)


def multiples(shown: Shown, rows: pd.DataFrame) -> None:
    """Main metrics of one body over the years, a small chart each with its latest value and the change."""
    every = [metric_of(name) for name in profile.MULTIPLES]
    values = shown.ask("metric_rows", metrics=list(profile.MULTIPLES), ids=sorted(rows["report"]))
    found = profile.multiples(rows.merge(values, on="report", how="inner"), every)
    with st.grid(3, min_column_width=210):
        for one in found:
            with st.container(border=True, gap=None):
                _multiple(one)
    if any(one.frame["state"].isin(WRONG).any() for one in found):
        st.caption(t("years.marked"))


def _multiple(one: Multiple) -> None:
    name = one.metric.name[language()]
    latest = f"! {one.latest}" if one.frame["state"].iloc[-1] in WRONG else one.latest
    said = latest if one.frame["change"].isna().iloc[-1] else t("years.latest", value=latest, change=one.change)
    st.markdown(f"**{markdown(name)}**  \n:small[{markdown(said)}]")
    years = list(range(int(one.frame["year"].min()), int(one.frame["year"].max()) + 1))
    top = max(float(one.frame["value"].max()) * 1.15, 0.02 if one.metric.is_rate else 1.0)
    figure = charts.spark(one.frame, years, top, rate=one.metric.is_rate)
    st.plotly_chart(figure, config=charts.CONFIG, key=f"multiple_{one.metric.id}", alt=t("years.alt", metric=name))


def _peers(shown: Shown, rows: pd.DataFrame, report: str) -> str:
    """Where the body's share of refusals is among those of its level and year."""
    own = rows[rows["report"] == report].iloc[0]
    metric = metric_of("refused_rate")
    every = shown.ask("metric_rows", metrics=[metric.id], years=[int(own["year"])], tiers=[own["kind"]])
    found = profile.peers(every, report)
    if found is None:
        return ""
    level, median = t(f"kind.{own['kind']}"), number(found.median, "rate")
    return t("years.peers", rank=found.rank, n=found.n, metric=metric.name[language()], level=level, median=median)
