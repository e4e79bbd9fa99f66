"""A report's prose by section, the numbers that it states marked with what the tables say to them; all escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checks.narrative import PlacedStatement, Verdict, statements_of
from parsing.report import Report, Section
from ui.names import labels
from ui.shell.safe import markup
from ui.texts import number, t

# Shape tells the verdict without colour.
SIGNS = {Verdict.AGREES: "✓", Verdict.DIFFERS: "✕", Verdict.INCLUDES_CARRY_IN: "≈", Verdict.UNKNOWN: "?"}
# Prose beyond this is no report any more; the printable page has the same bound.
MOST_CHARACTERS = 150_000


def prose(report: Report) -> str:
    """The sections with their headings; "" where there is no prose at all."""
    if not any(section.paragraphs for section in report.sections):
        return ""
    by_paragraph: dict[tuple[int, int], list[PlacedStatement]] = {}
    for statement in statements_of(report):
        by_paragraph.setdefault((statement.section, statement.paragraph), []).append(statement)
    parts, left = [], MOST_CHARACTERS
    for section in report.sections:
        parts.append(f"<h3>{markup(heading(section))}</h3>")
        for index, paragraph in enumerate(section.paragraphs):
            if left <= 0:
                return _whole([*parts, f'<p class="nb-quiet">{markup(t("prose.cut"))}</p>'])
            text = paragraph.text[:left]
            parts.append(f"<p>{_marked(text, by_paragraph.get((section.number, index), ()))}</p>")
            left -= len(text)
    return _whole(parts)


def verdicts(report: Report) -> dict[Verdict, int]:
    """How many stated numbers there are of each verdict."""
    found = [statement.verdict for statement in statements_of(report)]
    return {verdict: found.count(verdict) for verdict in Verdict}


def _whole(parts: Sequence[str]) -> str:
    return f'<div class="nb-prose" lang="zh-CN" data-roving>{"".join(parts)}</div>'


def _marked(text: str, statements: Iterable[PlacedStatement]) -> str:
    parts, position = [], 0
    for statement in sorted(statements, key=lambda one: one.start):
        if statement.start < position or statement.end > len(text):
            continue
        parts.append(markup(text[position : statement.start]))
        parts.append(_number(statement, text[statement.start : statement.end]))
        position = statement.end
    return "".join(parts) + markup(text[position:])


def _number(statement: PlacedStatement, words: str) -> str:
    cell = statement.cells[0] if statement.cells else ""
    press = f' role="button" data-cell="{markup(cell)}"' if cell else ""
    said = t(f"verdict.{statement.verdict.value}")
    return (
        f'<span class="nb-stated nb-{statement.verdict.value}"{press} title="{markup(_title(statement))}">'
        f'{markup(words)}<span class="nb-sign" aria-hidden="true">{SIGNS[statement.verdict]}</span>'
        f'<span class="nb-hidden">（{markup(said)}）</span></span>'
    )


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
