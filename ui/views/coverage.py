"""Which reports there are: regions or bodies by year, and their state, from the whole country down to the bodies."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
import streamlit as st

from checks.judgement.states import STATES
from ui.charts import STATE_SIGNS
from ui.compare import published
from ui.names import labels
from ui.parts import page
from ui.parts.filters import lacks
from ui.parts.links import to_list
from ui.shell import state
from ui.shell.safe import markdown, markup
from ui.texts import language, number, t

LEVELS = ("province", "prefecture", "county")
# What stands for the bodies of a region itself, which belong to none of its parts.
OWN = "-"
# More rows than this are summed up by region; more bodies than this are shown page by page.
ROWS = 40
# The state of a square without a report
ABSENT = "absent"
# Documents that could not be read: so many are named
FAILURES = 3


class Scope(NamedTuple):
    """The reports of the chosen region, and the level by which they are to be summed up; "" for body by body."""

    reports: pd.DataFrame
    level: str


def choose(reports: pd.DataFrame) -> Scope:
    """Let the visitor go down from province to prefecture to county; the URL keeps the way."""
    for place, level in enumerate(LEVELS):
        options = _options(reports, level)
        tie = state.bind_one(level, options, clears=LEVELS[place + 1 :])
        chosen = state.value(level)
        # The capital's districts have no prefecture above them; the samples' few bodies need no steps at all.
        if not chosen and (not options or options == [OWN]):
            continue
        st.selectbox(
            t(f"filter.{level}"), options, index=None, placeholder=t("filter.all"), format_func=_option_name, **tie
        )
        if not chosen:
            _forget_below(place)
            return Scope(reports, level if reports["body"].nunique() > ROWS else "")
        reports = reports[reports[level].isna() if chosen == OWN else reports[level] == chosen]
    return Scope(reports, "")


def choose_measure(place: Scope, lacks: published.Lacks) -> tuple[pd.DataFrame, str]:
    """Let the visitor choose what the squares say; a row a region and year for ``charts.regions``, and the choice."""
    tie = state.bind_one("measure", published.MEASURES, published.MEASURES[0])
    names = {measure: t(f"overview.measure_{measure}") for measure in published.MEASURES}
    st.segmented_control(t("overview.measure"), published.MEASURES, required=True, format_func=names.__getitem__, **tie)
    measure: str = state.value("measure")
    counted = published.measured(published.by_region(place.reports, place.level, OWN, lacks), measure)
    counted["name"] = counted["row"].map(_option_name)
    counted["detail"] = [
        f"<b>{markup(str(row['name']))}</b> · {row['year']}<br>{published.said(row)}<br>{markup(t('overview.go_down'))}"
        for row in counted.to_dict("records")
    ]
    low, high = published.scale(counted)
    st.caption(t(f"overview.regions_{measure}") + t("overview.scale", low=low, high=high))
    return counted, measure


def by_body(reports: pd.DataFrame) -> pd.DataFrame:
    """One row a body and year: the state is the worst of its reports."""
    known = reports.dropna(subset=["year"])
    order = {name: n for n, name in enumerate(STATES)}
    known = known.assign(weight=known["state"].map(order)).sort_values("weight", kind="stable")
    known = known.drop_duplicates(["body", "year"]).sort_values(["region", "name", "year"], kind="stable")
    word = known["state"].map({name: t(f"state.{name}") for name in STATES})
    return pd.DataFrame(
        {
            "row": known["body"],
            "name": known["name"],
            "region": known["region"],
            "year": known["year"].astype(int),
            "state": known["state"],
            "word": word,
            "report": known["report"],
        }
    ).reset_index(drop=True)


def page_of(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells of one page of bodies for ``charts.matrix``."""
    rows = list(dict.fromkeys(cells["row"]))
    drawn = cells[cells["row"].isin(rows[page.pager(len(rows), ROWS)])]
    return drawn.assign(detail=[_detail(*one) for one in drawn[["name", "year", "region", "state", "word"]].to_numpy()])


def _detail(name: str, year: int, region: str, state: str, word: str) -> str:
    """What is said of a square."""
    if state == ABSENT:
        return f"<b>{markup(name)}</b> · {year}<br>{markup(t('overview.absent_here'))}"
    told = "<br>".join(map(markup, (region, word, t("overview.click"))))
    return f"<b>{markup(name)}</b> · {year}<br>{told}"


def legend(cells: pd.DataFrame) -> str:
    """The signs of the matrix in words, as Markdown; no counts, for a square may stand for several reports."""
    drawn = set(cells["state"])
    badges = [labels.state_badge(name) for name in reversed(STATES) if name in drawn]
    return " ".join([*badges, *([f":gray-badge[– {t('overview.absent')}]"] if ABSENT in drawn else [])])


def with_absent(cells: pd.DataFrame, absent: pd.DataFrame) -> pd.DataFrame:
    """The cells of ``by_body`` with one for each missing year."""
    more = pd.DataFrame({"row": absent["body"], "name": absent["name"], "region": absent["region"]})
    more = more.assign(year=absent["year"], state=ABSENT, word=t("overview.absent"), report="")
    joined = pd.concat([cells, more]) if len(more) else cells
    return joined.sort_values(["region", "name", "year"], kind="stable").reset_index(drop=True)


def absent_years(absent: pd.DataFrame) -> None:
    """The years that are missing, by body, folded away."""
    if absent.empty:
        return
    with st.expander(t("overview.absent_list", n=f"{len(absent):,}"), icon=":material/event_busy:"):
        st.caption(t("overview.absent_note"))
        names = {"region": "column.region", "name": "column.body", "year": "column.year"}
        listed = absent.sort_values(["region", "name", "year"], kind="stable")[list(names)]
        listed = listed.rename(columns={name: t(key) for name, key in names.items()})
        whole = page.Whole(len(listed), lambda: listed)
        page.table(listed.head(page.MOST_ROWS), "absent_years", t("overview.absent"), has_download=True, whole=whole)


def body_table(cells: pd.DataFrame) -> pd.DataFrame:
    """The matrix of bodies with visible column names."""
    names = {"region": "column.region", "name": "column.body", "year": "column.year", "word": "column.state"}
    return cells[list(names)].rename(columns={name: t(key) for name, key in names.items()})


def region_table(cells: pd.DataFrame) -> pd.DataFrame:
    """The matrix of regions with visible column names."""
    return pd.DataFrame(
        {
            t("column.region"): cells["name"],
            t("column.year"): cells["year"],
            t("column.reports"): cells["all"],
            t("column.wrong"): cells["wrong"],
            t("column.late"): cells["late"],
            t("column.absent"): cells["gone"],
            t("column.share"): [number(share, "rate") for share in cells["share"]],
        }
    )


def unreadable(failures: pd.DataFrame) -> None:
    """The first documents of a dataset that could not be read, each with the reason, and how many more there are."""
    for row in failures.to_dict("records"):
        reason = markdown(str(row[f"message_{language()}"]))
        st.warning(t("overview.unreadable", name=markdown(str(row["source"])), reason=reason))
    more = int(failures["all"].iloc[0]) - len(failures) if len(failures) else 0
    if more:
        st.caption(t("overview.more_unreadable", n=f"{more:,}"))


def states(reports: pd.DataFrame, late: int, gaps: int) -> None:
    """How many reports there are of each state that occurs, how many lack something, were published late or are missing
    between others, each a link to its list."""
    counted = reports["state"].value_counts()
    with st.container(gap=None):
        for name in STATES:
            label = f"{STATE_SIGNS[name]} {t(f'state.{name}')}"
            to_list("data", label, int(counted.get(name, 0)), frame="reports", state=name)
    with st.container(gap=None):
        to_list("data", t("overview.late"), late, frame="findings", rule="report.late", outcome="failed")
        to_list("data", t("overview.gaps"), gaps, frame="gaps")
    lacking = {name: n for name, concerned in lacks(reports).items() if (n := int(concerned.sum()))}
    if lacking:
        st.caption(t("overview.lacking"))
    with st.container(gap=None):
        for name, n in lacking.items():
            to_list("data", t(f"lacks.{name}"), n, frame="reports", lacks=name)


def go_down(chart: str, level: str) -> None:
    """Callback of the matrix of regions: into the clicked one."""
    points = st.session_state[chart].selection.points
    if points:
        state.update(**{level: str(points[0]["customdata"][0])})


def _options(reports: pd.DataFrame, level: str) -> list[str]:
    named = sorted(reports[level].dropna().unique())
    return [*named, OWN] if named and reports[level].isna().any() else named


def _option_name(option: str) -> str:
    return t("overview.own") if option == OWN else option


def _forget_below(place: int) -> None:
    """Say so where the URL asks for a part of a region that is not chosen."""
    for level in LEVELS[place + 1 :]:
        state.bind_one(level, [])
