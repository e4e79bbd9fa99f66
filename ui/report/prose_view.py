"""A report's prose by section, the numbers that it states marked with what the tables say to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from checks.narrative import PlacedStatement, StatementVerdict, statements_of
from parsing.report import Report, Section
from ui.names import labels
from ui.shell.templates import render
from ui.texts import number, t

# Shape shows the verdict without colour.
SIGNS = {
    StatementVerdict.AGREES: "✓",
    StatementVerdict.DIFFERS: "✕",
    StatementVerdict.INCLUDES_CARRY_IN: "≈",
    StatementVerdict.UNKNOWN: "?",
}
# Prose beyond this is no report any more; the printable page has the same bound.
MOST_CHARACTERS = 150_000


class TextRun(NamedTuple):
    """A run of text; a stated number has a verdict, its sign, and the cell that it was held against."""

    text: str
    verdict: str = ""
    sign: str = ""
    cell: str = ""
    title: str = ""


class _Shown(NamedTuple):
    heading: str
    paragraphs: list[list[TextRun]]


def prose(report: Report) -> Markup:
    """The sections with their headings; empty where there is no prose at all."""
    if not any(section.paragraphs for section in report.sections):
        return Markup()
    by_paragraph: dict[tuple[int, int], list[PlacedStatement]] = {}
    for statement in statements_of(report):
        by_paragraph.setdefault((statement.section, statement.paragraph), []).append(statement)
    shown, left = [], MOST_CHARACTERS
    for section in report.sections:
        shown.append(_Shown(heading(section), []))
        for index, paragraph in enumerate(section.paragraphs):
            if left <= 0:
                return render("prose", sections=shown, is_cut=True)
            text = paragraph.text[:left]
            shown[-1].paragraphs.append(list(_pieces(text, by_paragraph.get((section.number, index), ()))))
            left -= len(text)
    return render("prose", sections=shown, is_cut=False)


def verdicts(report: Report) -> dict[StatementVerdict, int]:
    """How many stated numbers there are of each verdict."""
    given = [statement.verdict for statement in statements_of(report)]
    return {verdict: given.count(verdict) for verdict in StatementVerdict}


def _pieces(text: str, statements: Iterable[PlacedStatement]) -> Iterator[TextRun]:
    position = 0
    for statement in sorted(statements, key=lambda one: one.start):
        if statement.start < position or statement.end > len(text):
            continue
        yield TextRun(text[position : statement.start])
        yield _number(statement, text[statement.start : statement.end])
        position = statement.end
    yield TextRun(text[position:])


def _number(statement: PlacedStatement, words: str) -> TextRun:
    cell = statement.cells[0] if statement.cells else ""
    return TextRun(words, statement.verdict.value, SIGNS[statement.verdict], cell, _title(statement))


def _title(statement: PlacedStatement) -> str:
    """What the number was held against, in a line each."""
    cells = t("count.joiner").join(labels.cell(cell) for cell in statement.cells[:3])
    more = "…" if len(statement.cells) > 3 else ""  # noqa: PLR2004 as many as are named
    printed = number(statement.printed) if statement.printed is not None else t("verdict.no_number")
    lines = [t(f"verdict.{statement.verdict.value}"), t("verdict.stated", value=number(statement.value))]
    if cells:
        lines.append(t("verdict.table", cells=cells + more, printed=printed))
    return "\n".join(lines)


def heading(section: Section) -> str:
    """A section's heading, or words that say it is lost."""
    return section.heading or t("prose.no_heading", n=section.number)
