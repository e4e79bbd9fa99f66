"""Verdicts on a page: the buttons under a finding's card, the note, what was decided in numbers, and the downloads."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from checks.model.findings import Finding
from storage import Decision, Verdict
from storage.lines import dumps
from storage.verdicts import MAX_NOTE
from ui.parts import box
from ui.report import verdicts
from ui.report.verdicts import Seen
from ui.take import export
from ui.texts import language, speaking, t
from ui.visitor import dataset
from ui.visitor.entry import Entry

ICONS = {Decision.CONFIRMED: "check_circle", Decision.DISMISSED: "block"}


def buttons(entry: Entry, finding: Finding, seen: Seen) -> None:
    """What a visitor can say of a finding, in a row under its card; nothing where no verdicts can be given."""
    if not seen.can_write(entry):
        return
    verdict = seen.on(entry, finding)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", width="content"):
        if verdict is None:
            for decision in Decision:
                _decide(entry, finding, decision)
        else:
            _note(entry, finding, verdict)
            _withdraw(entry, verdict)


def buttons_for(entry: Entry, findings: Sequence[Finding], seen: Seen, n: int) -> None:
    """What a visitor can say of all findings of item ``n`` at once, or has said of all of them."""
    said = [seen.on(entry, finding) for finding in findings]
    if all(one is not None and one.decision is Decision.CONFIRMED for one in said):
        st.markdown(f":material/{ICONS[Decision.CONFIRMED]}: {t('decision.confirmed')}", width="content")
    if not seen.can_write(entry) or any(said):
        return

    for decision in Decision:
        st.button(
            t(f"decision.give_{decision.value}"),
            key=f"{decision.value}_item_{entry.id}_{n}",
            icon=f":material/{ICONS[decision]}:",
            type="tertiary",
            help=t(f"decision.{decision.value}_help"),
            on_click=verdicts.give,
            args=([(entry, finding) for finding in findings], decision),
        )


def undo() -> None:
    """What was decided last, with the way to take it back; nothing where nothing was."""
    if not (n := verdicts.given()):
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="verdict_undo"):
        st.markdown(t("decision.given", n=n))
        st.button(t("decision.undo"), key="undo", icon=":material/undo:", on_click=verdicts.undo)
        st.button(t("decision.keep"), key="keep", type="tertiary", on_click=verdicts.settled)


def _withdraw(entry: Entry, verdict: Verdict) -> None:
    st.button(
        f":small[{t('decision.withdraw')}]",
        key=f"withdraw_{verdict.finding}",
        icon=":material/undo:",
        type="tertiary",
        on_click=verdicts.withdraw,
        args=(verdict.finding, entry.link),
    )


def downloads(seen: Seen, reports: pd.DataFrame) -> None:
    """All verdicts on the shown reports, as CSV and as the JSON lines that ``python -m storage import`` takes."""
    if not seen.by_finding:
        return
    chosen, note = language(), dataset.warning()

    def csv() -> bytes:
        with speaking(chosen):
            return export.csv(verdicts.frame(seen, reports), note)

    def lines() -> bytes:
        return dumps(sorted(seen.by_finding.values(), key=lambda verdict: verdict.decided_at)).encode()

    st.caption(t("decision.all", n=len(seen.by_finding)))
    with st.container(horizontal=True, gap="small"):
        for name, make, mime in (("csv", csv, "text/csv"), ("jsonl", lines, "application/x-ndjson")):
            st.download_button(
                t(f"decision.download_{name}"),
                make,
                file_name=f"verdicts.{name}",
                mime=mime,
                icon=":material/download:",
                key=f"download_verdicts_{name}",
                on_click="ignore",
            )


def chips(entry: Entry, loud: Sequence[Finding], seen: Seen) -> None:
    """How many of these findings a person has confirmed and how many dismissed, as badges."""
    decided = [verdict.decision for finding in loud if (verdict := seen.on(entry, finding))]
    for decision, colour in ((Decision.CONFIRMED, "blue"), (Decision.DISMISSED, "gray")):
        n = decided.count(decision)
        if n:
            words = t(f"chip.{decision.value}", n=n, all=len(loud))
            st.badge(words, icon=f":material/{ICONS[decision]}:", color=colour)  # type: ignore[arg-type]


def _decide(entry: Entry, finding: Finding, decision: Decision) -> None:
    st.button(
        f":small[{t(f'decision.give_{decision.value}')}]",
        key=f"{decision.value}_{finding.id(entry.report.sha256)}",
        icon=f":material/{ICONS[decision]}:",
        type="tertiary",
        help=t(f"decision.{decision.value}_help"),
        on_click=verdicts.give,
        args=([(entry, finding)], decision),
    )


def _note(entry: Entry, finding: Finding, verdict: Verdict) -> None:
    """The note on a verdict, to be written or changed."""
    key, name = f"note_{verdict.finding}", f"note_box_{verdict.finding}"
    label = t("decision.change_note") if verdict.note else t("decision.add_note")
    with box.popover(f":small[{label}]", name, icon=":material/edit_note:", type="tertiary"):
        st.text_area(t("decision.note"), verdicts.note_of(verdict), max_chars=MAX_NOTE, key=key)
        st.caption(t("decision.note_help"))

        def save() -> None:
            verdicts.decide(entry, finding, verdict.decision, st.session_state[key].strip())
            box.close(name)

        st.button(t("decision.save"), key=f"save_{key}", type="primary", on_click=save)
