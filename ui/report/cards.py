"""Findings, the selected cell and explanations as small pieces of HTML; everything from a report is escaped."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from checks import message
from checks.judgement.mends import should_be
from checks.model.findings import Finding, Findings
from checks.model.mends import Explanation
from parsing.report import Figure, Status
from storage import Decision, Verdict
from ui.names import labels
from ui.report.form_table import circled, flags
from ui.report.marks import is_sum, kind
from ui.shell import assets
from ui.shell.safe import markup
from ui.texts import language, number, t

# Text signs beside the words: shape tells the weight without colour.
SIGNS = {"error": "✕", "warning": "▲", "info": "ℹ", "uncertain": "?"}
DECISION_SIGNS = {Decision.CONFIRMED: "✓", Decision.DISMISSED: "⊘"}


def style() -> None:
    """The style sheet of our own markup, once a page."""
    st.html(assets.STYLE)


def finding_card(
    finding: Finding,
    findings: Findings,
    n: int | None = None,
    *,
    is_held: bool = False,
    verdict: Verdict | None = None,
) -> str:
    """A finding as a card: its weight by sign and word, the rule's name, what it is about, the message.

    ``findings`` are all of its report's: they say whether there is one way only to mend it. ``is_held`` says that its
    sum would hold with the explanation on trial; ``verdict`` is what a person said of it.
    """
    weight = kind(finding)
    about = labels.subject(finding)
    title = markup(labels.rule(finding.rule))
    if about:
        title += f' <span class="nb-subject">{markup(about)}</span>'
    number_sign = f"{circled(n)} " if n else ""
    held = f'<p class="nb-held">✓ {markup(t("finding.held"))}</p>' if is_held else ""
    decided = f" nb-{verdict.decision.value}" if verdict else ""
    return (
        f'<article class="nb-card nb-{weight}{decided}">'
        f'<div class="nb-meta">{number_sign}{SIGNS[weight]} '
        f"{markup(labels.weight(finding.outcome, finding.severity))}{_cause(finding)}</div>"
        f"<h4>{title}</h4><p>{markup(message(finding, language()))}</p>{_mend(finding, findings)}{_because(finding)}"
        f"{held}{_verdict(verdict)}</article>"
    )


def cell_card(figure: Figure, numbers: Sequence[int] = (), implied: float | None = None) -> str:
    """One cell of the form: value, how sure we are of it, the printed text and its place; an implied value is said to
    be none of the report's."""
    value = labels.figure(figure) if figure.status is not Status.BLANK else t("status.blank")
    where = labels.place(figure.place)
    rows = [(t("column.status"), t(f"status.{figure.status.value}"))]
    rows += [(t("column.printed"), figure.text.strip())] if figure.text.strip() else []
    rows += [(t("column.place"), where)] if where else []
    listed = "".join(f"<div><dt>{markup(label)}</dt><dd>{markup(text)}</dd></div>" for label, text in rows)
    note = (
        f'<p class="nb-implied-note">{markup(t("cell.implied", value=number(implied)))}</p>'
        if implied is not None
        else ""
    )
    return (
        f'<div class="nb-cell-card"><h4>{flags(numbers)}{markup(labels.cell(figure.id))}</h4>'
        f'<p class="nb-value">{markup(value)}</p>{note}<dl>{listed}</dl></div>'
    )


def explanation(one: Explanation) -> str:
    """An explanation in a sentence: which cells would have to be what. Plain text."""
    parts = (
        t(
            "explanation.change" if change.reported is not None else "explanation.fill",
            cell=labels.cell(change.cell),
            reported=number(change.reported),
            implied=number(change.implied),
        )
        for change in (*one.changes, *one.fills)
    )
    return t("explanation.whole", parts=t("explanation.joiner").join(parts))


def mistakes(one: Explanation) -> str:
    """What may have happened, in words; "" where nothing is known to."""
    kinds = dict.fromkeys(mistake.kind for mistake in one.mistakes if mistake.kind != "other")
    return t("mistake.joiner").join(t(f"mistake.{kind}") for kind in kinds)


def _verdict(verdict: Verdict | None) -> str:
    """What a person said of a finding, when, and why."""
    if verdict is None:
        return ""
    said = t(f"decision.{verdict.decision.value}")
    note = f'<p class="nb-note">{markup(verdict.note)}</p>' if verdict.note else ""
    at = f'<span class="nb-when">{verdict.decided_at:%Y-%m-%d %H:%M} UTC</span>'
    return f'<p class="nb-verdict">{DECISION_SIGNS[verdict.decision]} {markup(said)} {at}</p>{note}'


def _cause(finding: Finding) -> str:
    """What it comes from, which says nothing of whose fault it is."""
    return f' <span class="nb-cause">{markup(labels.cause(finding.origin))}</span>' if finding.origin else ""


def _mend(finding: Finding, findings: Findings) -> str:
    """What a broken sum's total should be, where there is one way to mend it; other messages say so themselves."""
    value = should_be(finding, findings) if is_sum(finding) else None
    return f"<p>{markup(t('finding.should_be', value=number(value)))}</p>" if isinstance(value, int | float) else ""


def _because(finding: Finding) -> str:
    """The report's own sentence that explains it."""
    return (
        f'<p class="nb-because">{markup(t("finding.because", sentence=finding.because))}</p>' if finding.because else ""
    )
