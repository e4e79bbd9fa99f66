"""Findings, the selected cell and explanations as small pieces of HTML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st
from markupsafe import Markup

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
from ui.shell.templates import render
from ui.texts import language, number, t

# Text signs beside the words: shape shows the weight without colour.
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
) -> Markup:
    """A finding as a card: its weight by sign and word, the rule's name, what it is about, the message.

    ``findings`` are all of its report's: they say whether there is one way only to mend it. ``is_held`` says that its
    sum would hold with the explanation on trial; ``verdict`` is what a person said of it.
    """
    weight = kind(finding)
    return render(
        "finding",
        weight=weight,
        signs=f"{circled(n) if n else ''} {SIGNS[weight]} ".lstrip(),
        name=labels.weight(finding.outcome, finding.severity),
        origin=labels.cause(finding.origin) if finding.origin else "",
        rule=labels.rule(finding.rule),
        subject=labels.subject(finding),
        message=message(finding, language()),
        should_be=_mend(finding, findings),
        because=finding.because,
        is_held=is_held,
        verdict=_verdict(verdict),
    )


def cell_card(figure: Figure, numbers: Sequence[int] = (), implied: float | None = None) -> Markup:
    """One cell of the form: value, how sure we are of it, the printed text and its place; an implied value is said to
    be none of the report's."""
    value = labels.figure(figure) if figure.status is not Status.BLANK else t("status.blank")
    where = labels.place(figure.place)
    rows = [(t("column.status"), t(f"status.{figure.status.value}"))]
    rows += [(t("column.printed"), figure.text.strip())] if figure.text.strip() else []
    rows += [(t("column.place"), where)] if where else []
    return render("cell", signs=flags(numbers), name=labels.cell(figure.id), value=value, implied=implied, rows=rows)


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


class _Said(NamedTuple):
    """What a person said of a finding, when (UTC), and why."""

    decision: str
    sign: str
    at: str
    note: str


def _verdict(verdict: Verdict | None) -> _Said | None:
    if verdict is None:
        return None
    at = f"{verdict.decided_at:%Y-%m-%d %H:%M} UTC"
    return _Said(verdict.decision.value, DECISION_SIGNS[verdict.decision], at, verdict.note)


def _mend(finding: Finding, findings: Findings) -> float | None:
    """What a broken sum's total should be, where there is one way to mend it; other messages say so themselves."""
    value = should_be(finding, findings) if is_sum(finding) else None
    return value if isinstance(value, int | float) else None
