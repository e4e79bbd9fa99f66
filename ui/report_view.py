"""The parts of a report as a screen: choice, head, tables, findings, explanations, source lines, cell list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from checks.findings import Change, Finding, Outcome
from parsing.form import TABLES
from parsing.report import Status
from ui import cards, export, labels, source, state
from ui.data import Entry
from ui.form_table import circled, form_table
from ui.links import table_of
from ui.marks import kind, marks, numbered
from ui.safe import markdown
from ui.texts import t

TABS = (*TABLES, "prose", "cells")
# How many findings of one rule stand open; the rest are folded away.
_FIRST = 3


def choose(shown: Sequence[Entry]) -> Entry:
    """Let the visitor choose a body and one of its years; the URL keeps the report's id."""
    by_id = {entry.id: entry for entry in shown}
    state.one("report", list(by_id), shown[0].id, explicit=True, unknown="notice.unknown_report")
    chosen = by_id[state.value("report")]
    bodies = {entry.body: entry for entry in reversed(shown)}
    order = list(dict.fromkeys(entry.body for entry in shown))
    of_body = sorted((e for e in shown if e.body == chosen.body), key=lambda e: (e.report.year or 0, e.mine))
    names = {body: f"{labels.body(e.report)} — {labels.region(e.report)}" for body, e in bodies.items()}
    years = {entry.id: _year_label(entry, of_body) for entry in of_body}
    left, right = st.columns([3, 2])
    st.session_state["report_body"] = chosen.body
    left.selectbox(
        t("report.body"),
        order,
        format_func=names.__getitem__,
        key="report_body",
        placeholder=t("report.body_placeholder"),
        on_change=_other_body,
        args=({body: [e.id for e in shown if e.body == body] for body in order},),
    )
    st.session_state["report_year"] = chosen.id
    right.segmented_control(
        t("report.year"),
        list(years),
        format_func=years.__getitem__,
        key="report_year",
        required=True,
        on_change=lambda: state.put(report=st.session_state["report_year"], finding=None, **{"try": None}),
    )
    return chosen


def head(entry: Entry) -> None:
    """Body and year, where it stands, how much was read, and the chips."""
    report = entry.report
    st.title(markdown(f"{labels.body(report)} · {labels.year(report)}"), anchor=False)
    facts = (labels.region(report), labels.level(report.level), labels.edition(report), counts(entry))
    st.markdown(" · ".join(markdown(fact) for fact in facts))
    chips(entry)


def counts(entry: Entry) -> str:
    """How many figures there are, by status."""
    found = Counter(figure.status for figure in entry.report.figures)
    parts = [t(f"count.{status.value}", n=found[status]) for status in Status if found[status]]
    return t("count.all", n=len(entry.report.figures), parts=t("count.joiner").join(parts))


def chips(entry: Entry) -> None:
    """What the checks found, in a row of badges, and the download."""
    found = Counter(kind(finding) for finding in entry.findings.flagged)
    passed = sum(finding.outcome is Outcome.PASSED for finding in entry.findings.findings)
    colours = {"error": "red", "warning": "orange", "uncertain": "violet", "info": "blue"}
    icons = {**labels.SEVERITY_ICONS, "uncertain": labels.UNCERTAIN_ICON}
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for name, colour in colours.items():
            if found[name]:
                st.badge(t(f"chip.{name}", n=found[name]), icon=icons[name], color=colour)  # type: ignore[arg-type]
        st.badge(t("chip.passed", n=passed), icon=":material/check:", color="green")
        st.badge(t("mine.chip") if entry.mine else t("samples.chip"), icon=":material/folder:", color="gray")


def tables(entry: Entry, *, only: int | None = None, trial: Sequence[Change] = (), name: str = "tab") -> None:
    """The form's tables, the prose and the list of cells, one behind the other."""
    shown = numbered(entry.findings)
    in_table = Counter(table_of(finding) for finding in shown if kind(finding) != "info")
    first = next((table for finding in shown if (table := table_of(finding))), "requests")
    opened = state.tabs(
        name, TABS, lambda tab: t(f"tab.{tab}") + (f" ({in_table[tab]})" if in_table[tab] else ""), first
    )
    for tab, container in opened.items():
        if not container.open:
            continue
        with container:
            if tab in TABLES:
                st.html(form_table(entry.report, tab, marks(entry.report, shown, trial, only)))
                st.caption(t("form.legend"))
            elif tab == "prose":
                _prose(entry)
            else:
                cell_list(entry, name)


def findings(entry: Entry, only: int | None = None) -> None:
    """The flagged findings as numbered cards; notes are folded away."""
    shown = list(enumerate(numbered(entry.findings), start=1))
    loud = [(n, f) for n, f in shown if kind(f) != "info"]
    quiet = [(n, f) for n, f in shown if kind(f) == "info"]
    if not loud:
        st.success(t("findings.none"), icon=":material/check_circle:")
    for same in _by_rule([(n, f) for n, f in loud if only in (None, n)]):
        _cards(same[:_FIRST])
        if same[_FIRST:]:
            with st.expander(t("findings.more", n=len(same) - _FIRST), icon=":material/more_horiz:"):
                _cards(same[_FIRST:])
    if quiet:
        with st.expander(t("findings.notes", n=len(quiet)), icon=":material/info:", expanded=only in dict(quiet)):
            _cards(quiet)


def choose_finding(entry: Entry) -> int | None:
    """Let the visitor single out a finding by its number; None for all."""
    names = {
        n: f"{circled(n)} {labels.rule(finding.rule)} {labels.subject(finding)}".rstrip()
        for n, finding in enumerate(numbered(entry.findings), start=1)
    }
    tie = state.one("finding", list(names), remember=False)
    if len(names) <= 1:
        return None
    st.selectbox(
        t("findings.only"), list(names), index=None, format_func=names.__getitem__, placeholder=t("filter.all"), **tie
    )
    chosen: int | None = state.value("finding")
    return chosen


def choose_explanation(entry: Entry) -> Sequence[Change]:
    """The smallest explanations of the broken sums, one of which can be tried out in the table."""
    explanations = entry.findings.explanations
    tie = state.one("try", list(range(len(explanations) + 1)), 0, remember=False)
    if not explanations:
        return ()
    names = {n: cards.explanation(changes) for n, changes in enumerate(explanations, start=1)}
    title = t("explanation.one") if len(explanations) == 1 else t("explanation.many", n=len(explanations))
    st.markdown(f"**{title}**", help=t("explanation.help"))
    st.radio(
        t("explanation.try"),
        [0, *names],
        format_func=({0: t("explanation.off")} | names).__getitem__,
        **tie,
    )
    chosen = state.value("try")
    return explanations[chosen - 1] if chosen else ()


def source_card(entry: Entry, only: int | None) -> None:
    """The document's own lines for a finding: the one singled out, or the first."""
    shown = numbered(entry.findings)
    if not shown:
        return
    finding = shown[(only or 1) - 1]
    lines = source.lines_around(entry.data, _lines(entry, finding))
    if lines:
        st.markdown(f"**{t('source.title', sign=circled(only or 1))}**")
        st.html(cards.source_lines(lines))


def cell_list(entry: Entry, name: str = "") -> None:
    """Every cell with its status, printed text and place: what the table shows on hover, for keyboard and touch."""
    statuses = {status.value: t(f"status.{status.value}") for status in Status}
    chosen = st.pills(
        t("cells.filter"),
        statuses,
        selection_mode="multi",
        format_func=statuses.__getitem__,
        key=f"cells_{name}_{entry.id}",
    )
    frame = cells_frame(entry, set(chosen or statuses))
    st.dataframe(frame, hide_index=True, alt=t("cells.alt"), placeholder="–", height=520)
    st.download_button(
        t("data.download"),
        lambda: export.csv(frame),
        file_name=f"figures_{entry.id}.csv",
        mime="text/csv",
        icon=":material/download:",
        key=f"download_cells_{name}_{entry.id}",
        on_click="ignore",
    )


def cells_frame(entry: Entry, statuses: set[str]) -> pd.DataFrame:
    """The cells of these statuses with visible column names."""
    names = [t(f"column.{name}") for name in ("table", "cell", "value", "status", "printed", "place")]
    rows = [
        (
            t(f"table.{figure.table}"),
            labels.cell(figure.id),
            figure.value,
            t(f"status.{figure.status.value}"),
            figure.text,
            labels.place(figure.place),
        )
        for figure in entry.report.figures
        if figure.status.value in statuses
    ]
    return pd.DataFrame(rows, columns=names)


def _by_rule(shown: Sequence[tuple[int, Finding]]) -> list[list[tuple[int, Finding]]]:
    groups: dict[str, list[tuple[int, Finding]]] = {}
    for n, finding in shown:
        groups.setdefault(f"{kind(finding)} {finding.rule}", []).append((n, finding))
    return list(groups.values())


def _cards(shown: Sequence[tuple[int, Finding]]) -> None:
    st.html("".join(cards.finding_card(finding, n) for n, finding in shown))


def _prose(entry: Entry) -> None:
    if any(section.paragraphs for section in entry.report.sections):
        st.html(cards.prose(entry.report))
    else:
        st.info(t("prose.none"), icon=":material/notes:")


def _lines(entry: Entry, finding: Finding) -> set[int]:
    by_id = entry.report.by_id()
    marked = marks(entry.report, [finding]).numbers
    places = (by_id[cell].place for cell in marked if cell in by_id)
    return {place.line for place in places if place and place.line}


def _year_label(entry: Entry, of_body: Sequence[Entry]) -> str:
    year = labels.year(entry.report)
    same = [other for other in of_body if other.report.year == entry.report.year]
    return f"{year} ({same.index(entry) + 1})" if len(same) > 1 else year


def _other_body(ids: dict[str, list[str]]) -> None:
    state.put(report=ids[st.session_state["report_body"]][-1], finding=None, **{"try": None})
