"""Findings, explanations, source lines and prose as small pieces of HTML; everything from a report is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from checks import message
from checks.findings import Change, Finding
from parsing.report import Report
from ui import labels
from ui.form_table import circled
from ui.marks import kind
from ui.safe import markup
from ui.texts import language, number, t

STYLE = Path(__file__).parent / "style.css"
# Text signs beside the words: shape tells the weight without colour.
_SIGNS = {"error": "✕", "warning": "▲", "info": "ℹ", "uncertain": "?"}


def style() -> None:
    """The style sheet of our own markup, once a page."""
    st.html(STYLE)


def finding_card(finding: Finding, n: int | None = None, heading: str | None = None) -> str:
    """A finding as a card: its weight by sign and word, the rule's name, what it is about, the message."""
    weight = kind(finding)
    about = labels.subject(finding)
    title = markup(heading or labels.rule(finding.rule))
    if about:
        title += f' <span class="nb-subject">{markup(about)}</span>'
    number_sign = f"{circled(n)} " if n else ""
    return (
        f'<article class="nb-card nb-{weight}">'
        f'<div class="nb-meta">{number_sign}{_SIGNS[weight]} '
        f"{markup(labels.weight(finding.outcome, finding.severity))}</div>"
        f"<h4>{title}</h4><p>{markup(message(finding, language()))}</p></article>"
    )


def explanation(changes: Sequence[Change]) -> str:
    """An explanation in a sentence: which cells would have to be what."""
    parts = (
        t(
            "explanation.change",
            cell=labels.cell(f"{change.table}/{change.row}/{change.column}"),
            reported=number(change.reported) if change.reported is not None else t("status.blank"),
            implied=number(change.implied),
        )
        for change in changes
    )
    return t("explanation.joiner").join(parts)


def source_lines(lines: Sequence[tuple[int, str, bool]]) -> str:
    """Numbered lines of the document, those that findings speak of marked."""
    rows = "".join(
        f"<tr><td>{n}</td><td>{f'<mark>{markup(text)}</mark>' if marked else markup(text)}</td></tr>"
        for n, text, marked in lines
    )
    return f'<div class="nb-scroll" tabindex="0"><table class="nb-source" role="presentation">{rows}</table></div>'


def prose(report: Report) -> str:
    """The report's prose, section by section."""
    parts = []
    for section in report.sections:
        heading = section.heading or t("prose.no_heading", n=section.number)
        parts.append(f"<h3>{markup(heading)}</h3>")
        parts += [f"<p>{markup(paragraph.text)}</p>" for paragraph in section.paragraphs]
    return f'<div class="nb-prose">{"".join(parts)}</div>'
