"""Links from anywhere to a report, to its table and finding."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from checks.model.findings import Finding
from parsing.form import TABLES
from ui.report.marks import numbered
from ui.shell.safe import markdown
from ui.visitor.entry import Entry

REPORT = "pages/report.py"


def parameters(entry_id: str, tab: str | None = None, finding: int | None = None) -> dict[str, str]:
    """The URL parameters of a report, of one of its tabs, of one of its findings."""
    query = {"report": entry_id}
    if tab:
        query["tab"] = tab
    if finding is not None:
        query["finding"] = str(finding)
    return query


def to_report(entry: Entry, label: str, finding: Finding | None = None) -> None:
    """A link to a report, or to the table and number of one of its findings. The label is plain text."""
    tab, number = None, None
    if finding is not None:
        tab = table_of(finding)
        number = numbered(entry.findings).index(finding) + 1
    st.page_link(
        REPORT,
        label=markdown(label),
        icon=":material/arrow_forward:",
        query_params=parameters(entry.id, tab, number),
        help="",
    )


def open_clicked(chart: str) -> None:
    """Callback of a chart whose points carry a report's id first in their customdata."""
    points = st.session_state[chart].selection.points
    report = str(points[0]["customdata"][0]) if points else ""
    if report:
        st.switch_page(REPORT, query_params=parameters(report))


def open_row(table: str, ids: Sequence[str]) -> None:
    """Callback of a table's button column: opens the report of the clicked row."""
    click = st.session_state[table]
    if click is not None:
        st.switch_page(REPORT, query_params=parameters(ids[click.row]))


def open_chosen(widget: str) -> None:
    """Callback of a list whose options are reports' ids: opens the chosen one."""
    chosen = st.session_state[widget]
    if chosen is not None:
        st.switch_page(REPORT, query_params=parameters(chosen))


def table_of(finding: Finding) -> str | None:
    """The table that a finding speaks of; None for the whole report."""
    for named in (*finding.cells, finding.subject):
        table = named.partition("/")[0]
        if table in TABLES:
            return table
    return None


def to_list(name: str, label: str, n: int, **query: str | list[str]) -> None:
    """A count with what it counts, as a link to its list, which has that many rows; nothing where there are none."""
    if n:
        to_page(name, f"{label} {n:,}", **query)


def to_page(name: str, label: str, **query: str | list[str]) -> None:
    """A link in small print to another page with these URL parameters. The label is plain text."""
    st.page_link(
        f"pages/{name}.py",
        label=f":small[{markdown(label)}]",
        icon=":material/arrow_forward:",
        query_params=query,
        help="",
    )
