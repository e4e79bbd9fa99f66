"""The views of the page of years: a metric's course, what one year hands on to the next, every metric, the prose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from checks.across import links
from checks.judgement.states import WRONG
from metrics import Metric, metrics
from ui import charts
from ui.compare import by_metric, course
from ui.compare.over_years import handover, prose_diff
from ui.parts import page
from ui.parts.links import to_report
from ui.shell import picture, state
from ui.shell.html_table import html_table
from ui.shell.safe import markdown
from ui.texts import language, t
from ui.visitor import dataset
from ui.visitor.entry import Entry

VIEWS = ("course", "links", "metrics", "prose")
# As many lines as the eye keeps apart.
MOST = 6


def choose_bodies(names: Mapping[str, str], default: str) -> list[str]:
    """Let the visitor choose up to six bodies; the URL keeps their ids.

    Bodies of a link that are not here are left out; where none of them is here, so are all others: [].
    """
    tie = state.bind_many("body", list(names), [default], unknown="notice.unknown_body")
    st.multiselect(
        t("years.bodies"),
        list(names),
        format_func=names.__getitem__,
        placeholder=t("report.body_placeholder"),
        max_selections=MOST,
        **tie,
    )
    chosen: list[str] = state.value("body")[:MOST]
    return chosen or ([] if state.unknown_values("body", names) else [default])


def view_name(view: str) -> str:
    """A view's name on its tab."""
    return t(f"years.view_{view}")


def courses(own: pd.DataFrame, values: pd.DataFrame, chosen: Metric, bodies: Mapping[str, str]) -> None:
    """The metric over the years, a line a body, and its changes as a table."""
    every = by_metric.with_metric(own, values, chosen)
    courses = {body: course.course(every[every["body"] == body], chosen) for body in bodies}
    drawn = [(bodies[body], frame) for body, frame in courses.items() if frame["value"].notna().any()]
    if not drawn:
        page.empty("empty.no_metric")
    else:
        broken = next((place for _, f in drawn if (place := course.edition_break(f)) is not None), None)
        key = f"course_{chosen.id}"
        st.plotly_chart(
            charts.courses(drawn, rate=chosen.is_rate, edition_break=broken),
            config=charts.CONFIG,
            key=key,
            alt=t("years.alt", metric=chosen.name[language()]),
        )
        st.caption(" ".join(_notes(drawn, chosen, broken)))
        picture.buttons(key, f"years_{chosen.id}", dataset.warning())
    tables = {body: course.course_table(frame, chosen) for body, frame in courses.items()}
    for body, table in tables.items():
        if len(bodies) > 1:
            st.markdown(f"**{markdown(bodies[body])}**")
        st.html(html_table(table, t("years.table_alt"), [t("column.edition"), t("column.note")]))
    joined = pd.concat([table.assign(**{t("column.body"): bodies[body]}) for body, table in tables.items()])
    page.download(joined, f"years_{chosen.id}")


def handovers(own: Sequence[Entry], bodies: Mapping[str, str]) -> None:
    """What one year's report hands on and the next takes up: cases carried over, documents in force."""
    st.caption(t("years.links_note"))
    for body, name in bodies.items():
        carried = links([entry.report for entry in own if entry.body == body])
        with st.container(border=True):
            st.subheader(markdown(name), anchor=False)
            frame = handover.frame(carried)
            if frame.empty:
                page.empty("empty.no_links")
                continue
            _charts(frame, body)
            table = handover.table(frame[frame["telling"]])
            words = [t("column.what"), t("years.expected"), t("column.outcome")]
            if table.empty:
                st.caption(t("years.links_zero"))
            else:
                st.html(html_table(table, t("years.links_alt"), words))
            page.download(handover.table(frame), f"links_{body}")


def every_metric(own: pd.DataFrame, values: pd.DataFrame, bodies: Mapping[str, str]) -> None:
    """Every metric by year, a table a body."""
    for body, name in bodies.items():
        reports = own[own["body"] == body]
        table = course.all_metrics(reports, values, list(metrics().values()))
        with st.container(border=True):
            st.subheader(markdown(name), anchor=False)
            st.html(html_table(table, t("years.all_alt")))
            page.download(table, f"metrics_{body}")


@st.fragment
def prose(own: Sequence[Entry], bodies: Mapping[str, str]) -> None:
    """Two years' prose side by side."""
    several = [b for b in bodies if len({e.report.year for e in own if e.body == b}) > 1]
    if not several:
        page.empty("empty.one_year")
        return
    body = several[0]
    if len(several) > 1:
        tie = state.bind_one("prose", several, several[0])
        placeholder = t("report.body_placeholder")
        st.selectbox(t("report.body"), several, format_func=bodies.__getitem__, placeholder=placeholder, **tie)
        body = state.value("prose")
    by_year = {year: e for e in reversed(own) if e.body == body and (year := e.report.year)}
    years = sorted(by_year)
    left, right = st.columns(2)
    with left:
        tie = state.bind_one("old", years[:-1], years[-2], clears=["new"])
        st.selectbox(t("years.old"), years[:-1], placeholder=t("filter.year_placeholder"), **tie)
    later = [year for year in years if year > state.value("old")]
    with right:
        tie = state.bind_one("new", later, later[0])
        st.selectbox(t("years.new"), later, placeholder=t("filter.year_placeholder"), **tie)
    old, new = by_year[state.value("old")], by_year[state.value("new")]
    st.markdown(prose_diff.legend())
    st.html(prose_diff.render(old.report, new.report))
    page.download(prose_diff.table(old.report, new.report), f"prose_{old.id}_{new.id}")


def reports(own: Sequence[Entry], label: Mapping[str, str]) -> None:
    """The way to each report that is shown."""
    with st.expander(t("years.reports", n=len(own)), icon=":material/article:"), st.container(horizontal=True):
        for entry in sorted(own, key=lambda e: (e.body, e.report.year or 0)):
            to_report(entry, label[entry.id])


def _charts(frame: pd.DataFrame, body: str) -> None:
    with st.grid(2, min_column_width=300):
        for subject, part in frame[frame["drawn"]].groupby("subject", sort=False):
            with st.container():
                st.caption(markdown(str(part["what"].iloc[0])))
                years = sorted({*part["before"], *part["after"]})
                alt = t("years.links_alt")
                figure = charts.links(part, years)
                st.plotly_chart(figure, config=charts.CONFIG, key=f"links_{body}_{subject}", alt=alt)


def _notes(drawn: Sequence[tuple[str, pd.DataFrame]], chosen: Metric, broken: float | None) -> list[str]:
    notes = [t("regions.interval")] if chosen.is_rate and len(drawn) == 1 else []
    if broken is not None and not chosen.same_in_editions:
        notes.append(t("years.editions_differ"))
    if any(frame["state"].isin(WRONG).any() for _, frame in drawn):
        notes.append(t("years.marked"))
    return notes
