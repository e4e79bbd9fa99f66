"""The head of a report: choice of body and year, what it is, how much was read, and what was found, in chips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from checks.model.findings import Outcome
from parsing.prose import genre
from parsing.report import Status
from ui.names import labels
from ui.report.marks import is_note, is_sum, kind
from ui.report.verdicts import UNKNOWN, Seen
from ui.shell import state
from ui.shell.copy_link import copy_link
from ui.shell.safe import markdown
from ui.take.downloads import menu
from ui.texts import language, t
from ui.views import verdict_view
from ui.visitor.entry import Entry

# Peculiarities of the text, as the reader remarks them, and their icons
_TEXT_CHIPS = {"traditional": "translate", "pinyin": "spellcheck", "junk": "broken_image", "advertising": "ads_click"}


def choose(shown: Sequence[Entry]) -> Entry | None:
    """Let the visitor choose a body and one of its years; the URL keeps the report's id.

    None where the link names a report that is not here: another body's must not be shown for it.
    """
    by_id = {entry.id: entry for entry in shown}
    first = next(iter(by_id), None)
    state.bind_one("report", list(by_id), first, explicit=True, unknown="notice.unknown_report")
    if first is None or state.unknown_values("report", by_id):
        return None
    chosen = by_id[state.value("report")]
    bodies: dict[str, list[Entry]] = {}
    for entry in shown:
        bodies.setdefault(entry.body, []).append(entry)
    names = {body: f"{labels.body(of[0].report)} — {labels.region(of[0].report)}" for body, of in bodies.items()}
    of_body = _years(chosen, bodies[chosen.body])
    left, right = st.columns([3, 2])
    st.session_state["report_body"] = chosen.body
    left.selectbox(
        t("report.body"),
        list(bodies),
        format_func=names.__getitem__,
        key="report_body",
        placeholder=t("report.body_placeholder"),
        on_change=_other_body,
        args=({body: of[-1].id for body, of in bodies.items()},),
    )
    years = {entry.id: _year_label(entry, of_body) for entry in of_body}
    st.session_state["report_year"] = chosen.id
    right.segmented_control(
        t("report.year"),
        list(years),
        format_func=years.__getitem__,
        key="report_year",
        required=True,
        on_change=lambda: go_to(st.session_state["report_year"]),
    )
    return chosen


def go_to(entry_id: str) -> None:
    """Show another report: what was selected in this one is forgotten, the open tab stays."""
    state.update(report=entry_id, finding=None, cell=None, **{"try": None})


def head(entry: Entry, shown: Sequence[Entry], seen: Seen) -> None:
    """Body and year, where it is, how much was read, the chips, and what can be done with it."""
    report = entry.report
    st.title(markdown(f"{labels.body(report)} · {labels.year(report)}"), anchor=False)
    facts = (labels.region(report), labels.level(report.level), labels.edition(report), labels.counts(report))
    st.markdown(" · ".join(markdown(fact) for fact in facts))
    chips(entry, seen)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _neighbours(entry, shown)
        copy_link()
        menu(entry)
    if notice := genre.said(report.kind, language()):
        st.info(notice, icon=":material/content_cut:" if report.kind.is_part else ":material/description:")
    if report.kind.is_report and not entry.figures_read:
        st.warning(t("report.nothing_read"), icon=":material/image_search:")


def chips(entry: Entry, seen: Seen = UNKNOWN) -> None:
    """What the checks found, what a person said of it, and what is odd about the text, in a row of badges."""
    flagged = entry.findings.flagged
    loud = [finding for finding in flagged if not is_note(finding)]
    found = Counter("sum" if is_sum(finding) else kind(finding) for finding in loud)
    passed = sum(finding.outcome is Outcome.PASSED for finding in entry.findings.findings)
    unknown = Counter(figure.status for figure in entry.report.figures)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(labels.state_badge(entry.state), width="content")
        _chip("sum", found["sum"], "calculate", "red")
        _chip("error", found["error"], "error", "red")
        _chip("warning", found["warning"], "warning", "orange")
        _chip("uncertain", found["uncertain"], "help", "violet")
        verdict_view.chips(entry, loud, seen)
        for status, icon in ((Status.BLANK, "texture"), (Status.UNCLEAR, "blur_on"), (Status.MISSING, "hide_source")):
            _chip(status.value, unknown[status], icon, "orange")
        _chip("passed", passed, "check", "green")
        for remark in dict.fromkeys(remark.kind for remark in entry.report.remarks):
            if remark in _TEXT_CHIPS:
                _chip(f"text_{remark}", 1, _TEXT_CHIPS[remark], "gray")
        st.badge(t(_whose(entry)), icon=":material/folder:", color="gray")


def _whose(entry: Entry) -> str:
    if entry.link:
        return "shared.chip"
    return "dataset.chip" if entry.is_made_up else "mine.chip" if entry.mine else "samples.chip"


def _chip(name: str, n: int, icon: str, colour: str) -> None:
    if n:
        st.badge(t(f"chip.{name}", n=n), icon=f":material/{icon}:", color=colour)  # type: ignore[arg-type]


def _neighbours(entry: Entry, shown: Sequence[Entry]) -> None:
    """The previous and the next year of the same body, where they are there."""
    of_body = _years(entry, shown)
    at = of_body.index(entry)
    for name, index, icon in (("previous", at - 1, "arrow_back"), ("next", at + 1, "arrow_forward")):
        if 0 <= index < len(of_body):
            other = of_body[index]
            st.button(
                t(f"report.{name}", year=_year_label(other, of_body)),
                key=f"report_{name}",
                icon=f":material/{icon}:",
                on_click=go_to,
                args=(other.id,),
            )


def _years(chosen: Entry, shown: Sequence[Entry]) -> list[Entry]:
    return sorted((e for e in shown if e.body == chosen.body), key=lambda e: (e.report.year or 0, e.mine))


def _year_label(entry: Entry, of_body: Sequence[Entry]) -> str:
    year = labels.year(entry.report)
    same = [other for other in of_body if other.report.year == entry.report.year]
    return f"{year} ({same.index(entry) + 1})" if len(same) > 1 else year


def _other_body(latest: dict[str, str]) -> None:
    go_to(latest[st.session_state["report_body"]])
