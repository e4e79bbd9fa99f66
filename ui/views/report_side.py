"""What is beside the form: the selected cell, findings, explanations that can be tried out, and the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from checks.model.findings import Finding
from checks.model.mends import Change
from parsing.prose import genre
from ui.names import labels
from ui.parts.links import to_page
from ui.report import cards, source, source_view, verdicts
from ui.report.cause_cards import cause_card
from ui.report.form_table import circled
from ui.report.marks import Marks, held_by, is_note, is_sum, kind, marks, marks_of, numbered
from ui.report.verdicts import UNKNOWN, Seen
from ui.shell import state
from ui.shell.safe import markdown
from ui.texts import language, t
from ui.views import verdict_view
from ui.visitor.entry import Entry

TABS = ("findings", "source")
# How many findings of one rule are open; the rest are folded away.
_FIRST = 3


def chosen_finding(entry: Entry) -> int | None:
    """The number of the finding singled out by the URL; None for all."""
    state.bind_one("finding", list(range(1, len(numbered(entry.findings)) + 1)), remember=False)
    chosen: int | None = state.value("finding")
    return chosen


def chosen_explanation(entry: Entry) -> Sequence[Change]:
    """The explanation that the URL tries out; () for none."""
    explanations = entry.findings.explanations
    state.bind_one("try", list(range(len(explanations) + 1)), 0, remember=False)
    chosen: int = state.value("try")
    return (*explanations[chosen - 1].changes, *explanations[chosen - 1].fills) if chosen else ()


def is_source_open() -> bool:
    """Whether the whole source is shown, which wants more room."""
    state.bind_one("side", TABS, TABS[0], remember=False)
    return bool(state.value("side") == "source")


def side(entry: Entry, only: int | None, trial: Sequence[Change], cell: str | None, seen: Seen) -> None:
    """Everything beside the form."""
    n = sum(not is_note(finding) for finding in numbered(entry.findings))
    names = {"findings": t("side.findings", n=n), "source": t("side.source")}
    tie = state.bind_one("side", TABS, TABS[0], remember=False)
    st.segmented_control(
        t("side.label"), TABS, format_func=names.__getitem__, required=True, label_visibility="collapsed", **tie
    )
    drawn = marks_of(entry.report, entry.findings, only=only)
    if cell:
        _cell(entry, cell, drawn)
    if state.value("side") == "source":
        _whole_source(entry, drawn)
        return
    if only is None:
        causes(entry)
    findings(entry, only, trial, seen)
    _explanations(entry)
    if not cell:
        _source_of(entry, only)


def findings(
    entry: Entry,
    only: int | None = None,
    trial: Sequence[Change] = (),
    seen: Seen = UNKNOWN,
    *,
    can_single: bool = True,
) -> None:
    """The flagged findings as numbered cards, failed ones first; notes and what a person dismissed are folded away."""
    shown = list(enumerate(numbered(entry.findings), start=1))
    draw = _Cards(entry, held_by(entry.report, numbered(entry.findings), trial), seen, can_single)
    quiet = [(n, f) for n, f in shown if is_note(f) or seen.is_dismissed(entry, f)]
    loud = [numbered_one for numbered_one in shown if numbered_one not in quiet]
    if not loud:
        _nothing_loud(entry, quiet)
    if only is not None:
        st.button(t("findings.all"), icon=":material/arrow_back:", on_click=_single, args=(None,), type="tertiary")
    for same in _by_rule([(n, f) for n, f in loud if only in (None, n)]):
        draw.cards(same[:_FIRST], only)
        if same[_FIRST:]:
            with st.expander(t("findings.more", n=len(same) - _FIRST), icon=":material/more_horiz:"):
                draw.cards(same[_FIRST:], only)
    if quiet:
        draw.folded(quiet, only)


def causes(entry: Entry, *, can_show: bool = True) -> None:
    """What is probably wrong, cause by cause, each with a button that shows its first cell in the table."""
    for n, cause in enumerate(entry.findings.causes, start=1):
        with st.container(gap=None):
            st.html(cause_card(entry, n, cause))
            if can_show and cause.cells:
                st.button(
                    f":small[{t('cause.show')}]",
                    key=f"cause_{entry.id}_{n}",
                    icon=":material/my_location:",
                    type="tertiary",
                    on_click=state.update,
                    kwargs={"cell": cause.cells[0], "tab": cause.cells[0].partition("/")[0], "finding": None},
                )


@dataclass(frozen=True, slots=True)
class _Cards:
    """Draws findings of a report as cards, each with what can be done with it."""

    entry: Entry
    held: frozenset[int]
    seen: Seen
    can_single: bool

    def cards(self, shown: Sequence[tuple[int, Finding]], only: int | None = None) -> None:
        for n, finding in shown:
            with st.container(gap=None):
                verdict = self.seen.on(self.entry, finding)
                st.html(cards.finding_card(finding, self.entry.findings, n, is_held=n in self.held, verdict=verdict))
                if self.can_single and only is None:
                    _links(self.entry, finding, n)
                verdict_view.buttons(self.entry, finding, self.seen)

    def folded(self, quiet: Sequence[tuple[int, Finding]], only: int | None) -> None:
        """Behind their counts; open where one of them is singled out or was decided on last."""
        dismissed = sum(self.seen.is_dismissed(self.entry, finding) for _, finding in quiet)
        counts = {"dismissed": dismissed, "notes": len(quiet) - dismissed}
        label = t("count.joiner").join(t(f"findings.{name}", n=n) for name, n in counts.items() if n)
        is_latest = any(finding.id(self.entry.report.sha256) == verdicts.latest() for _, finding in quiet)
        with st.expander(label, icon=":material/info:", expanded=is_latest or only in dict(quiet)):
            self.cards([(n, f) for n, f in quiet if only in (None, n)] or quiet)


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
        to_page("rules", t("finding.rule"), rule=finding.rule)


def _explanations(entry: Entry) -> None:
    """The smallest explanations of the broken sums, one of which can be tried out in the table."""
    explanations = entry.findings.explanations
    tie = state.bind_one("try", list(range(len(explanations) + 1)), 0, remember=False)
    if not explanations:
        if any(is_sum(finding) for finding in entry.findings.flagged):
            st.caption(t("explanation.too_many" if entry.findings.too_many else "explanation.none"))
        return
    words = {n: cards.explanation(one) for n, one in enumerate(explanations, start=1)}
    st.markdown(f"**{_how_many(entry)}**", help=t("explanation.help"))
    st.radio(
        t("explanation.try"),
        [0, *words],
        format_func=({0: t("explanation.off")} | words).__getitem__,
        captions=[t("explanation.off_help"), *(cards.mistakes(one) for one in explanations)],
        **tie,
    )


def _how_many(entry: Entry) -> str:
    n = len(entry.findings.explanations)
    if not entry.findings.searched:
        return t("explanation.some", n=n)
    return t("explanation.one") if n == 1 else t("explanation.many", n=n)


def _cell(entry: Entry, cell: str, drawn: Marks) -> None:
    """The selected cell: what is printed, how sure we are, where it is, and the lines around it."""
    figure = entry.report.by_id().get(cell)
    with st.container(border=True, gap="xsmall", key="cell_card"):
        if figure is None:
            st.markdown(t("cell.not_here"))
        else:
            st.html(cards.cell_card(figure, drawn.numbers.get(cell, ()), drawn.implied.get(cell)))
            _excerpt(entry, [cell], drawn)
        st.button(
            f":small[{t('cell.close')}]",
            key="cell_close",
            icon=":material/close:",
            type="tertiary",
            on_click=state.update,
            kwargs={"cell": None},
        )


def _source_of(entry: Entry, only: int | None) -> None:
    """The document's own lines for a finding: the one singled out, or the first."""
    shown = numbered(entry.findings)
    if not shown:
        return
    n = only or 1
    cells = list(marks(entry.report, shown, only=n).numbers)
    if cells:
        st.markdown(f"**{t('source.title', sign=circled(n))}**")
        _excerpt(entry, cells, marks_of(entry.report, entry.findings, only=n))


def _excerpt(entry: Entry, cells: Sequence[str], drawn: Marks) -> None:
    document = source.document(entry)
    by_id = entry.report.by_id()
    places = [place for cell in cells if cell in by_id and (place := by_id[cell].place)]
    if document is None or not places:
        st.caption(t("source.no_place"))
        return
    st.html(source_view.excerpt(document, source.around(document.lines, places), entry.report, drawn))


def _whole_source(entry: Entry, drawn: Marks) -> None:
    document = source.document(entry)
    if document is None:
        st.info(t("source.unreadable"), icon=":material/description:")
        return
    st.caption(t("source.lead", name=markdown(entry.report.source)))
    st.html(source_view.whole(document, entry.report, drawn))


def _by_rule(shown: Sequence[tuple[int, Finding]]) -> list[list[tuple[int, Finding]]]:
    groups: dict[str, list[tuple[int, Finding]]] = {}
    for n, finding in shown:
        groups.setdefault(f"{kind(finding)} {finding.rule}", []).append((n, finding))
    return list(groups.values())


def _single(n: int | None) -> None:
    """Callback: single out a finding, or show all again."""
    state.update(finding=str(n) if n else None, cell=None)
