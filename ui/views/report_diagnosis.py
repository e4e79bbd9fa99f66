"""What is probably wrong with a report, first of all: a box for each cause with what can be done with it, and what was
not read; and, folded away, notes, what a person dismissed, and the checks that hold."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import streamlit as st

from checks.model.findings import Finding, Outcome
from checks.model.mends import Cause, Change
from checks.words.causes import mend_said
from parsing.prose import genre
from ui.names import labels
from ui.parts.links import REPORT, parameters, to_page
from ui.report import cards, cause_cards, diagnosis, verdicts
from ui.report.diagnosis import Item
from ui.report.marks import held_by, is_note, numbered
from ui.report.verdicts import UNKNOWN, Seen
from ui.shell import state
from ui.texts import language, t
from ui.views import verdict_view
from ui.visitor.entry import Entry

# How many boxes are open before the rest is folded away, and how many findings of one box
_FIRST = 4
_CARDS = 6
_NONE = "0"


def chosen_finding(entry: Entry) -> int | None:
    """The number of the finding singled out by the URL; None for all."""
    state.bind_one("finding", list(range(1, len(numbered(entry.findings)) + 1)), remember=False)
    chosen: int | None = state.value("finding")
    return chosen


def chosen_trial(entry: Entry) -> Sequence[Change]:
    """What the URL tries out in the tables; () for nothing."""
    known = diagnosis.trials(entry.findings)
    state.bind_one("try", [_NONE, *known], _NONE, remember=False)
    return known.get(state.value("try"), ())


def show(
    entry: Entry,
    only: int | None = None,
    trial: Sequence[Change] = (),
    seen: Seen = UNKNOWN,
    *,
    is_page: bool = True,
) -> None:
    """The whole diagnosis, or the finding that is singled out. ``is_page`` on the report's own page, whose URL says
    what is tried out and selected."""
    draw = _Boxes(entry, held_by(entry.report, numbered(entry.findings), trial), seen, is_page)
    if only is not None:
        draw.single(only)
        return
    every = diagnosis.items(entry.findings)
    # a number stays its item's, whatever a person has dismissed
    kept = [item for item in every if any(not seen.is_dismissed(entry, finding) for _, finding in item.findings)]
    quiet = _quiet(entry, every, seen)
    if not kept:
        _nothing_loud(entry, quiet)
    if is_page and trial and "." not in state.value("try"):
        _whole_trial(entry)
    for item in kept[:_FIRST]:
        draw.box(item)
    if kept[_FIRST:]:
        with st.expander(t("diagnosis.more", n=len(kept) - _FIRST), icon=":material/more_horiz:"):
            for item in kept[_FIRST:]:
                draw.box(item)
    if entry.findings.too_many:
        st.caption(t("explanation.too_many"))
    if text := cause_cards.unread_said(entry):
        st.markdown(f":small[{text}]")


def folded(entry: Entry, seen: Seen = UNKNOWN, *, is_page: bool = True) -> None:
    """What nobody need look into, behind its counts: notes, what a person dismissed, and the checks that hold."""
    quiet = _quiet(entry, diagnosis.items(entry.findings), seen)
    if quiet:
        dismissed = sum(seen.is_dismissed(entry, finding) for _, finding in quiet)
        counts = {"dismissed": dismissed, "notes": len(quiet) - dismissed}
        label = t("count.joiner").join(t(f"findings.{name}", n=n) for name, n in counts.items() if n)
        is_latest = _has_latest(entry, quiet)
        with st.expander(label, icon=":material/info:", expanded=is_latest, key=f"notes_{entry.id}"):
            _Boxes(entry, frozenset(), seen, is_page).cards(quiet)
    _passed(entry)


def some(entry: Entry, ids: Collection[str], seen: Seen) -> None:
    """What may be wrong as far as these findings go, with verdicts and the ways to the cells on the report's page."""
    draw = _Boxes(entry, frozenset(), seen, is_page=False)
    for item in diagnosis.items(entry.findings):
        kept = tuple(one for one in item.findings if one[1].id(entry.report.sha256) in ids)
        if kept:
            draw.box(item._replace(findings=kept))
    draw.cards([one for one in diagnosis.notes(entry.findings) if one[1].id(entry.report.sha256) in ids])


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Draws the items of a report, each with what can be done with it; ``held`` are findings that hold on trial."""

    entry: Entry
    held: frozenset[int]
    seen: Seen
    is_page: bool

    def box(self, item: Item) -> None:
        """An item: what is wrong in a sentence, the ways to mend it, the ways on, and its findings folded away."""
        open_findings = [(n, f) for n, f in item.findings if not self.seen.is_dismissed(self.entry, f)]
        with st.container(border=True, gap="xsmall", key=f"item_{item.weight}_{self.entry.id}_{item.n}"):
            if (item.cause is None and len(item.findings) == 1) or not open_findings:
                self.cards(item.findings, sign=item.n)
                if not self.is_page:
                    self._to_cell(item)
                return
            st.html(cause_cards.item_head(item))
            if self.is_page and item.cause is not None and item.cause.only is None:
                self._ways(item.cause)
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                (self._ways_on if self.is_page else self._to_cell)(item)
                verdict_view.buttons_for(self.entry, [f for _, f in open_findings], self.seen, item.n)
            label = t("diagnosis.findings", n=len(open_findings))
            is_latest = _has_latest(self.entry, open_findings)
            with st.expander(label, type="compact", expanded=is_latest, key=f"of_{self.entry.id}_{item.n}"):
                self.cards(open_findings[:_CARDS])
                if open_findings[_CARDS:]:
                    with st.expander(t("findings.more", n=len(open_findings) - _CARDS), type="compact"):
                        self.cards(open_findings[_CARDS:])

    def cards(self, shown: Sequence[tuple[int, Finding]], *, sign: int | None = None, is_single: bool = False) -> None:
        """Findings as cards, each with the ways on and its verdict; ``sign`` is the number of their item."""
        for n, finding in shown:
            with st.container(gap=None):
                verdict = self.seen.on(self.entry, finding)
                held = n in self.held
                st.html(cards.finding_card(finding, self.entry.findings, sign, is_held=held, verdict=verdict))
                if self.is_page and not is_single:
                    _links(self.entry, finding, n)
                verdict_view.buttons(self.entry, finding, self.seen)

    def single(self, n: int) -> None:
        """The finding that is singled out, and the way back to all."""
        finding = numbered(self.entry.findings)[n - 1]
        st.button(t("findings.all"), icon=":material/arrow_back:", on_click=_single, args=(None,), type="tertiary")
        with st.container(border=True, key=f"single_{self.entry.id}"):
            self.cards([(n, finding)], sign=n, is_single=True)

    def _ways(self, cause: Cause) -> None:
        """The ways to mend a cause, one of which can be tried out in the tables."""
        if not cause.mends:
            return
        c = self.entry.findings.causes.index(cause) + 1
        ways = {diagnosis.trial_id(c, m): mend for m, mend in enumerate(cause.mends, start=1)}
        key = f"trial_{self.entry.id}_{c}"
        tried = state.value("try")
        st.session_state[key] = tried if tried in ways else _NONE
        names = {way: mend_said(mend, language()) for way, mend in ways.items()}
        st.radio(
            t("explanation.try"),
            [_NONE, *ways],
            format_func=({_NONE: t("explanation.off")} | names).__getitem__,
            captions=["", *(cause_cards.evidence_joined(mend) for mend in cause.mends)],
            key=key,
            on_change=_try_chosen,
            args=(key,),
        )

    def _to_cell(self, item: Item) -> None:
        """To the first cell on the report's page."""
        if item.cells:
            cell = item.cells[0]
            query = parameters(self.entry.id, cell.partition("/")[0]) | {"cell": cell}
            st.page_link(
                REPORT, label=t("cause.show_there"), icon=":material/my_location:", query_params=query, help=""
            )

    def _ways_on(self, item: Item) -> None:
        """To the cells in table and document; of an only way to mend it, to see it done."""
        if item.cause is not None and item.cause.only is not None:
            c = self.entry.findings.causes.index(item.cause) + 1
            way = diagnosis.trial_id(c, 1)
            is_on = state.value("try") == way
            st.button(
                t("cause.undo" if is_on else "cause.try"),
                key=f"try_{self.entry.id}_{item.n}",
                icon=":material/undo:" if is_on else ":material/edit:",
                type="primary",
                on_click=_try,
                args=(None if is_on else way, item.cells[0]),
            )
        if item.cells:
            st.button(
                t("cause.show"),
                key=f"cause_{self.entry.id}_{item.n}",
                icon=":material/my_location:",
                on_click=state.update,
                kwargs={"cell": item.cells[0], "tab": item.cells[0].partition("/")[0], "finding": None},
            )


def _quiet(entry: Entry, every: Sequence[Item], seen: Seen) -> list[tuple[int, Finding]]:
    """Notes, and what a person dismissed, by number."""
    of_items = [one for item in every for one in item.findings]
    dismissed = [(n, finding) for n, finding in of_items if seen.is_dismissed(entry, finding)]
    return sorted([*diagnosis.notes(entry.findings), *dismissed], key=lambda one: one[0])


def _nothing_loud(entry: Entry, quiet: Sequence[tuple[int, Finding]]) -> None:
    """What is said where only remarks and what a person dismissed are left: ticked only where there is nothing, in a
    whole report."""
    if not quiet and (notice := genre.said(entry.report.kind, language())):
        st.info(notice, icon=":material/info:")
        return
    if not quiet:
        st.success(t("findings.none"), icon=":material/check_circle:")
        return
    dismissed = any(not is_note(finding) for _, finding in quiet)
    st.info(t("findings.none_left" if dismissed else "findings.only_remarks"), icon=":material/info:")


def _whole_trial(entry: Entry) -> None:
    """An explanation of all sums that a link tries out, and the way back."""
    one = entry.findings.explanations[int(state.value("try")) - 1]
    with st.container(border=True, gap="xsmall", key=f"trial_{entry.id}"):
        st.markdown(f"**{t('explanation.try')}** {cards.explanation(one)}")
        st.caption(t("explanation.help"))
        st.button(t("cause.undo"), icon=":material/undo:", key=f"untry_{entry.id}", on_click=_try, args=(None,))


def _passed(entry: Entry) -> None:
    """The checks that hold, by rule; made only once somebody opens them."""
    passed = [finding for finding in entry.findings.findings if finding.outcome is Outcome.PASSED]
    if not passed:
        return
    label = t("diagnosis.passed", n=len(passed))
    with st.expander(label, icon=":material/check:", key=f"passed_{entry.id}", on_change="rerun") as opened:
        if opened.open:
            st.html(cause_cards.passed_list(passed))


def _links(entry: Entry, finding: Finding, n: int) -> None:
    """The ways from a finding, in a row under its card: to its cells alone, and to its rule."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button(
            f":small[{t('findings.only')}]",
            key=f"only_{entry.id}_{n}",
            icon=":material/my_location:",
            type="tertiary",
            help=t("findings.only_help", rule=labels.rule(finding.rule)),
            on_click=_single,
            args=(n,),
        )
        to_page("about", t("finding.rule"), view="rules", rule=finding.rule)


def _has_latest(entry: Entry, shown: Sequence[tuple[int, Finding]]) -> bool:
    """Whether the visitor decided on one of these last."""
    return any(finding.id(entry.report.sha256) == verdicts.latest() for _, finding in shown)


def _single(n: int | None) -> None:
    """Callback: single out a finding, or show all again."""
    state.update(finding=str(n) if n else None, cell=None)


def _try_chosen(key: str) -> None:
    chosen = st.session_state[key]
    _try(None if chosen == _NONE else chosen)


def _try(way: str | None, cell: str | None = None) -> None:
    """Callback: try a way to mend a cause out in the tables, or no longer; a cell's table is opened."""
    tab = {"tab": cell.partition("/")[0]} if cell and way else {}
    state.update(**{"try": way}, **tab)
