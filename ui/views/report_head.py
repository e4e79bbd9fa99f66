"""The head of a report: choice of body and year, its state in a word, what it is, how much was read."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from checks.judgement.states import SUMS
from parsing.prose import genre
from ui.names import labels
from ui.report.marks import is_note
from ui.report.verdicts import UNKNOWN, Seen
from ui.shell import state
from ui.shell.copy_link import copy_link
from ui.shell.safe import markdown
from ui.take.downloads import menu
from ui.texts import language, t
from ui.views import verdict_view
from ui.visitor import data
from ui.visitor.entry import Entry

# Reports among which one to begin with is looked for
_LOOKED_AT = 30
# Peculiarities of the text, as the reader remarks them, and their icons
_TEXT_CHIPS = {"traditional": "translate", "pinyin": "spellcheck", "junk": "broken_image", "advertising": "ads_click"}


def choose(shown: Sequence[Entry]) -> Entry | None:
    """Let the visitor choose a body and one of its years; the URL keeps the report's id.

    None where the link names a report that is not here: another body's must not be shown for it.
    """
    by_id = {entry.id: entry for entry in shown}
    first = _first(shown)
    state.bind_one("report", list(by_id), first, explicit=True, unknown="notice.unknown_report")
    if first is None or state.unknown_values("report", by_id):
        return None
    chosen = by_id[state.value("report")]
    bodies: dict[str, list[Entry]] = {}
    for entry in shown:
        bodies.setdefault(entry.body, []).append(entry)
    names = {body: f"{labels.body(of[0].report)} — {labels.region(of[0].report)}" for body, of in bodies.items()}
    of_body = _years(chosen, bodies[chosen.body])
    left, right = st.columns([3, 2], vertical_alignment="center")
    st.session_state["report_body"] = chosen.body
    left.selectbox(
        t("report.body"),
        list(bodies),
        format_func=names.__getitem__,
        key="report_body",
        placeholder=t("report.body_placeholder"),
        label_visibility="collapsed",
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
        label_visibility="collapsed",
        on_change=lambda: go_to(st.session_state["report_year"]),
    )
    return chosen


def _first(shown: Sequence[Entry]) -> str | None:
    """The report of a link that names none: the visitor's latest, else one that a single figure tells apart, so that a
    newcomer sees what a diagnosis is; the first one where none is like that."""
    first = next(iter(shown), None)
    if first is None or first.mine or "report" in state.parameters():
        return first.id if first else None
    frame = data.frames(shown).reports
    wrong = set(frame.loc[frame["state"] == SUMS, "report"].head(_LOOKED_AT))
    return min((entry for entry in shown if entry.id in wrong), key=_telling, default=first).id


def _telling(entry: Entry) -> tuple[bool, int]:
    """The less, the plainer a diagnosis: one cell that is certainly to be mended, and little else."""
    causes = entry.findings.causes
    return not any(cause.only and len(cause.only.cells) == 1 for cause in causes), len(causes)


def go_to(entry_id: str) -> None:
    """Show another report: what was selected in this one is forgotten, the open tab stays."""
    state.update(report=entry_id, finding=None, cell=None, **{"try": None})


def head(entry: Entry, shown: Sequence[Entry], seen: Seen) -> None:
    """Body, year and state, where it is, how much was read, and what can be done with it."""
    report = entry.report
    name = f"{labels.body(report)} · {labels.year(report)}"
    st.set_page_config(page_title=f"{name} · {t(f'state.{entry.state}')} · {t('app.name')}")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.title(markdown(name), anchor=False, width="stretch")
        _neighbours(entry, shown)
        copy_link()
        menu(entry)
    st.markdown(" · ".join(markdown(fact) for fact in facts(entry)))
    chips(entry, seen)
    if notice := genre.said(report.kind, language()):
        st.info(notice, icon=":material/content_cut:" if report.kind.is_part else ":material/description:")
    if report.kind.is_report and not entry.figures_read:
        st.warning(t("report.nothing_read"), icon=":material/image_search:")


def facts(entry: Entry) -> tuple[str, ...]:
    """Region, kind of body, edition and how many figures of which status, in words."""
    report = entry.report
    return labels.region(report), labels.level(report.level), labels.edition(report), labels.counts(report)


def chips(entry: Entry, seen: Seen = UNKNOWN) -> None:
    """The state, what a person said of the findings, what is odd about the text, and whose it is, in badges."""
    loud = [finding for finding in entry.findings.flagged if not is_note(finding)]
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(labels.state_badge(entry.state), width="content")
        verdict_view.chips(entry, loud, seen)
        for remark in dict.fromkeys(remark.kind for remark in entry.report.remarks):
            if remark in _TEXT_CHIPS:
                st.badge(t(f"chip.text_{remark}"), icon=f":material/{_TEXT_CHIPS[remark]}:", color="gray")
        st.badge(t(_whose(entry)), icon=":material/folder:", color="gray")


def _whose(entry: Entry) -> str:
    if entry.link:
        return "shared.chip"
    return "dataset.chip" if entry.is_made_up else "mine.chip" if entry.mine else "samples.chip"


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
