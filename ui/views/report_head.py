"""The head of a report: choice of body and year, its state in a word, what it is, how much was read."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from checks.judgement.states import SUMS
from parsing.prose import genre
from ui.names import labels
from ui.parts import pickers
from ui.report.marks import is_note
from ui.report.verdicts import UNKNOWN, Seen
from ui.shell import state
from ui.shell.copy_link import copy_link
from ui.shell.safe import markdown
from ui.take.downloads import menu
from ui.texts import language, t
from ui.views import verdict_view
from ui.visitor import corrections
from ui.visitor.entry import Entry
from ui.visitor.shown import Shown

# Peculiarities of the text, as the reader remarks them, and their icons
_TEXT_CHIPS = {"traditional": "translate", "pinyin": "spellcheck", "junk": "broken_image", "advertising": "ads_click"}


def choose(shown: Shown, reports: pd.DataFrame) -> Entry | None:
    """Let the visitor choose a body and one of its years; the URL keeps the report's id. ``reports`` are the described
    ones.

    None where the link names a report that is not here: another body's must not be shown for it.
    """
    ids = list(reports["report"])
    first = _first(shown, reports)
    state.bind_one("report", ids, first, explicit=True, unknown="notice.unknown_report")
    if first is None or state.unknown_values("report", ids):
        return None
    chosen: str = state.value("report")
    body = str(reports.loc[reports["report"] == chosen, "body"].iloc[0])
    latest = pickers.near(reports, [body]).drop_duplicates("body", keep="last").set_index("body")
    names = {
        str(own): f"{name} — {region or t('region.unknown')}"
        for own, name, region in zip(latest.index, latest["name"], latest["region"], strict=True)
    }
    of_body = _years(body, reports)
    left, right = st.columns([3, 2], vertical_alignment="center")
    st.session_state["report_body"] = body
    left.selectbox(
        t("report.body"),
        list(names),
        format_func=names.__getitem__,
        key="report_body",
        placeholder=t("report.body_placeholder"),
        label_visibility="collapsed",
        on_change=_other_body,
        args=(latest["report"].to_dict(),),
    )
    st.session_state["report_year"] = chosen
    right.segmented_control(
        t("report.year"),
        list(of_body),
        format_func=of_body.__getitem__,
        key="report_year",
        required=True,
        label_visibility="collapsed",
        on_change=lambda: go_to(st.session_state["report_year"]),
    )
    return shown.entry(chosen)


def _first(shown: Shown, reports: pd.DataFrame) -> str | None:
    """The report of a link that names none: the visitor's latest, else one with one telling error, so that a newcomer
    sees what a diagnosis is; the first one where no figures disagree."""
    if reports.empty:
        return None
    first = reports.iloc[0]
    if first["mine"] or "report" in state.parameters():
        return str(first["report"])
    wrong = shown.ask("telling", states=[SUMS], limit=1)
    return str(wrong["report"].iloc[0]) if len(wrong) else str(first["report"])


def go_to(entry_id: str) -> None:
    """Show another report: what was selected in this one is forgotten, the open tab stays."""
    state.update(report=entry_id, finding=None, cell=None, **{"try": None})


def head(entry: Entry, reports: pd.DataFrame, seen: Seen) -> None:
    """Body, year and state, where it is, how much was read, and what can be done with it. ``reports`` are those shown,
    described."""
    report = entry.report
    name = f"{labels.body(report)} · {labels.year(report)}"
    st.set_page_config(page_title=f"{name} · {t(f'state.{entry.state}')} · {t('app.name')}")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.title(markdown(name), anchor=False, width="stretch")
        _neighbours(entry, reports)
        copy_link(is_private=entry.mine and not entry.link)
        menu(entry)
    st.markdown(" · ".join(markdown(fact) for fact in facts(entry)))
    chips(entry, seen)
    if said := corrections.corrected(report):
        fields = t("count.joiner").join(t(f"add.correct_{field}") for field in said)
        st.caption(t("report.corrected", fields=fields))
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
        st.badge(_whose(entry), icon=":material/folder:", color="gray")


def _whose(entry: Entry) -> str:
    if entry.is_published:
        return t("published.chip")
    if entry.link or entry.mine:
        return t("shared.chip" if entry.link else "mine.chip")
    if entry.dataset and not entry.is_made_up and not entry.is_sample:
        return markdown(t("dataset.of", name=entry.dataset))
    return t("dataset.chip" if entry.is_made_up else "samples.chip")


def _neighbours(entry: Entry, reports: pd.DataFrame) -> None:
    """The previous and the next year of the same body, where they are there."""
    of_body = _years(entry.body, reports)
    ids = list(of_body)
    at = ids.index(entry.id)
    for name, index, icon in (("previous", at - 1, "arrow_back"), ("next", at + 1, "arrow_forward")):
        if 0 <= index < len(ids):
            st.button(
                t(f"report.{name}", year=of_body[ids[index]]),
                key=f"report_{name}",
                icon=f":material/{icon}:",
                on_click=go_to,
                args=(ids[index],),
            )


def _years(body: str, reports: pd.DataFrame) -> dict[str, str]:
    """A body's reports by year, the visitor's own last: what each is called, by id; a year that occurs more than once
    is numbered."""
    own = reports[reports["body"] == body]
    own = own.assign(age=own["year"].fillna(0)).sort_values(["age", "mine"], kind="stable")
    several, place = own.groupby("age")["report"].transform("size") > 1, own.groupby("age").cumcount() + 1
    names = [t("year.unknown") if pd.isna(year) else str(year) for year in own["year"]]
    numbered = [f"{name} ({n})" if some else name for name, some, n in zip(names, several, place, strict=True)]
    return dict(zip(own["report"], numbered, strict=True))


def _other_body(latest: dict[str, str]) -> None:
    go_to(latest[st.session_state["report_body"]])
