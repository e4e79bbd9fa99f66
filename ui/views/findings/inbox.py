"""Reports with findings as an inbox: a line each that opens in place, verdicts on one or many, and all of it to take
away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from storage import Decision
from storage.verdicts import MAX_NOTE
from ui.charts import STATE_SIGNS
from ui.compare import board
from ui.compare import inbox as frames
from ui.compare.inbox import InboxLine
from ui.parts import filters, page
from ui.parts.links import to_page, to_report
from ui.report import verdicts
from ui.report.verdicts import Seen
from ui.shell import assets, state
from ui.shell.templates import render
from ui.take import downloads
from ui.texts import t
from ui.views import report_diagnosis, verdict_view
from ui.visitor.shown import Shown

PER_PAGE = 30
_SCOPE = "inbox"
_KEY = "_inbox"
_PICKED = "_inbox_picked"
# What the page of data calls as this one does, and the sort of findings
_FILTERS = (*(one.name for one in (*filters.OF_REPORT, *filters.FINDING)), "show", "data", "scope")
_SCRIPT = assets.script("inbox")


@st.fragment
def show(shown: Shown, reports: pd.DataFrame, n: int, wanted: Mapping[str, Any], said: list[tuple[str, str]]) -> None:
    """The list, page by page. ``n`` reports have the findings that ``wanted`` says, as parameters of queries, and
    ``said`` in words."""
    # read here: after a click on a line this part of the page runs alone
    seen = verdicts.of_all(reports)
    wanted = {**wanted, **board.decisions(seen)}

    def some(limit: int, offset: int = 0) -> list[InboxLine]:
        return frames.lines(shown.ask("inbox", limit=limit, offset=offset, **wanted), reports)

    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(t("inbox.how"), width="stretch")
        downloads.listed("findings", n, lambda most: frames.table(some(most)), said)
    place, under = st.container(key=_SCOPE), st.container()
    with under:
        part = page.pager(n, PER_PAGE)
    with place:
        _lines(shown, some(PER_PAGE, part.start), seen)
    here = {name: values for name, values in state.parameters().items() if name in _FILTERS}
    sort = here.pop("show", [board.EVERY])
    to_page("data", t("inbox.findings"), frame="findings", **here, **({} if sort == [board.EVERY] else {"sort": sort}))
    verdict_view.downloads(seen, reports)


def _lines(shown: Shown, lines: Sequence[InboxLine], seen: Seen) -> None:
    """One page of the list, the open line with what is known of it under it."""
    ids = [line.report for line in lines]
    state.bind_one("open", [*ids, *_elsewhere(shown, ids)], remember=False)
    at = ids.index(state.value("open")) if state.value("open") in ids else None
    can_pick = seen.is_known and verdicts.may_decide()
    picked = [one for one in ids if one in st.session_state.get(_PICKED, ())] if can_pick else []
    facts = {"open": state.value("open"), "can_pick": can_pick, "picked": picked, "signs": STATE_SIGNS}
    split = len(lines) if at is None else at + 1
    st.html(assets.INBOX)
    all_picked = len(picked) == len(lines)
    st.html(render("inbox", lines=lines[:split], has_head=True, all_picked=all_picked, **facts))
    if at is not None:
        _opened(shown, lines[at], seen)
    if lines[split:]:
        st.html(render("inbox", lines=lines[split:], has_head=False, all_picked=all_picked, **facts))
    _component()(key=_KEY, data={"scope": _SCOPE}, on_open_change=_open, on_picked_change=_pick, height="content")
    _decide(shown, [line for line in lines if line.report in picked], seen)
    verdict_view.undo()


def _elsewhere(shown: Shown, ids: Sequence[str]) -> list[str]:
    """The report that a link opens, where its line is on another page by now, or no longer listed."""
    asked = [one for one in state.parameters().get("open", []) if one not in ids]
    return asked if shown.reports["report"].isin(asked).any() else []


def _opened(shown: Shown, line: InboxLine, seen: Seen) -> None:
    entry = shown.entry(line.report)
    if entry is None:
        return
    with st.container(key="inbox_open", gap="small"):
        report_diagnosis.some(entry, frozenset(line.findings), seen)
        to_report(entry, t("add.open"))


def _decide(shown: Shown, picked: Sequence[InboxLine], seen: Seen) -> None:
    """One verdict on all that is undecided in the picked reports, with a reason."""
    if not picked:
        return
    entries = shown.entries(line.report for line in picked)
    wanted = {finding for line in picked for finding in line.findings} - seen.by_finding.keys()
    of = [
        (entry, finding)
        for entry in entries.values()
        if seen.can_write(entry)
        for finding in entry.findings.flagged
        if finding.id(entry.report.sha256) in wanted
    ]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="inbox_bar"):
        st.markdown(t("inbox.picked", n=len(picked), found=len(of)), width="content")
        note = st.text_input(
            t("inbox.reason"),
            key="inbox_reason",
            max_chars=MAX_NOTE,
            placeholder=t("inbox.reason"),
            label_visibility="collapsed",
            width=280,
        )
        for decision in Decision:
            st.button(
                t(f"decision.give_{decision.value}"),
                key=f"picked_{decision.value}",
                icon=f":material/{verdict_view.ICONS[decision]}:",
                help=t(f"decision.{decision.value}_help"),
                disabled=not of,
                on_click=_give,
                args=(of, decision, note),
            )
        st.button(t("inbox.unpick"), key="unpick", type="tertiary", on_click=_forget)


def _give(of: Sequence[Any], decision: Decision, note: str) -> None:
    verdicts.give(of, decision, (note or "").strip())
    st.session_state["inbox_reason"] = ""
    _forget()


def _forget() -> None:
    st.session_state[_PICKED] = ()


def _open() -> None:
    """Callback: another line is open, or none."""
    # it is on the page of the list that is shown
    number = next(iter(state.parameters().get(state.PAGE_NUMBER, ())), None)
    state.update(**{"open": st.session_state[_KEY].open or None, state.PAGE_NUMBER: number})


def _pick() -> None:
    verdicts.settled()
    st.session_state[_PICKED] = tuple((st.session_state[_KEY].picked or "").split())


def _component() -> Any:
    return st.components.v2.component("nianbao_inbox", js=_SCRIPT, isolate_styles=False)
