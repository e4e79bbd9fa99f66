"""Names for people: of cells, places, findings, bodies; in the visitor's language."""

from __future__ import annotations

from collections import Counter
from functools import cache

from checks import rules
from checks.judgement import origins
from checks.model.findings import Finding, Origin, Outcome
from parsing import form
from parsing.report import Figure, Place, Report, Status
from ui.charts import STATE_SIGNS
from ui.texts import language, number, t
from ui.visitor.entry import Entry

# Worst first; the marks are also the words' icons.
SEVERITY_ICONS = {"error": ":material/error:", "warning": ":material/warning:", "info": ":material/info:"}
_STATE_COLOURS = {
    "consistent": "blue",
    "remarked": "blue",
    "sums": "orange",
    "prose": "orange",
    "doubtful": "violet",
    "zero_filled": "gray",
    "unread": "gray",
    "part": "gray",
    "no_report": "gray",
}
UNCERTAIN_ICON = ":material/help:"


def body(report: Report) -> str:
    """The name of the reporting body; where it is not stated, its region with a word that says so, or the file."""
    if report.agency or report.title or not report.region.path:
        return report.agency or report.title or report.source
    return t("body.unnamed", region=report.region.path[-1])


def region(report: Report) -> str:
    """The path of regions, or a word that says it is not known."""
    return " › ".join(report.region.path) or t("region.unknown")


def year(report: Report) -> str:
    """The year, or a word that says it is not known."""
    return str(report.year) if report.year else t("year.unknown")


def level(name: str | None) -> str:
    """The kind of body: government, department, township."""
    return t(f"level.{name}") if name in ("government", "department", "township") else t("level.unknown")


def entry(shown: Entry) -> str:
    """Body and year, marked where it is the visitor's own."""
    own = f" · {t('shared.mark' if shown.link else 'mine.mark')}" if shown.mine else ""
    return f"{body(shown.report)} · {year(shown.report)}{own}"


def edition(report: Report) -> str:
    """The edition of the form, or of each table where they differ."""
    editions = {table: report.editions.get(table) for table in form.TABLES}
    known = {e for e in editions.values() if e}
    if len(known) == 1:
        return t("edition.one", edition=known.pop())
    if not known:
        return t("edition.unknown")
    parts = (f"{t(f'table.{table}')} {e or '?'}" for table, e in editions.items())
    return t("edition.mixed", parts=t("count.joiner").join(parts))


def counts(report: Report) -> str:
    """How many figures a report has, by status."""
    counted = Counter(figure.status for figure in report.figures)
    parts = [t(f"count.{status.value}", n=counted[status]) for status in Status if counted[status]]
    return t("count.all", n=len(report.figures), parts=t("count.joiner").join(parts))


def cell(cell_id: str) -> str:
    """A cell as ``row · column``; its id where the form has no such cell."""
    table, row, column = cell_id.split("/")
    label_row = form.row_label(table, row, language())
    return f"{label_row} · {form.column_label(table, row, column, language())}"


def rows() -> dict[str, str]:
    """Every row of the form, in its order: label by id, which no two tables share."""
    return _rows(language())


def columns() -> dict[str, str]:
    """Every column of the form, in its order: label by id; labels that differ from row to row are joined."""
    return _columns(language())


@cache
def _rows(spoken: str) -> dict[str, str]:
    every = (
        row for edition in reversed(form.EDITIONS) for table in form.TABLES for row in form.table(edition, table).rows
    )
    return {row.id: form.row_label(row.table, row.id, spoken) for row in every}


@cache
def _columns(spoken: str) -> dict[str, str]:
    names_by_id: dict[str, dict[str, None]] = {}
    for key, label in form.labels().items():
        kind, _, cell_id = key.partition(":")
        if kind == "column":
            names_by_id.setdefault(cell_id.rpartition("/")[2], {})[label[spoken]] = None
    return {column: " / ".join(names) for column, names in names_by_id.items()}


def place(where: Place | None) -> str:
    """Where a figure is in the document, as far as known."""
    if where is None:
        return ""
    parts = [t(f"place.{name}", n=n) for name, n in where.as_dict().items()]
    return t("place.joiner").join(parts)


def figure(shown: Figure) -> str:
    """A figure for people: the number, or the sign of its status."""
    if shown.status is Status.REPORTED:
        return number(shown.value)
    if shown.status is Status.UNCLEAR:
        return f"{number(shown.value)}?" if shown.value is not None else "?"
    return {Status.BLANK: "", Status.NOT_APPLICABLE: shown.text.strip()[:3] or "–", Status.MISSING: "·"}[shown.status]


def spoken(shown: Figure) -> str:
    """What a figure is, in a sentence: status, printed text and place."""
    text = t(f"status.{shown.status.value}")
    if shown.text.strip():
        text += t("cell.printed", text=shown.text.strip()[:60])
    where = place(shown.place)
    return f"{text}{t('place.joiner')}{where}" if where else text


def rule(rule_id: str) -> str:
    """A rule's name; its id where the rule set has none of it."""
    known = rules().get(rule_id)
    return known.name[language()] if known else rule_id


def cause(of: str) -> str:
    """What a finding comes from, in plain words; "" for one that is not flagged."""
    return origins.name(Origin(of), language()) if of else ""


def subject(finding: Finding) -> str:
    """What a finding is about: a row, column, table, cell or section; "" for the whole report."""
    named = finding.subject
    if not named or named in form.TABLES:
        return t(f"table.{named}") if named else ""
    if named.isdigit():
        return t("section.number", n=named)
    if f"column:{named}" in form.labels():
        return cell(named)
    if "/" in named:
        table, _, row = named.partition("/")
        return form.row_label(table, row, language())
    return _from_cells(finding) or named


def state_badge(state: str) -> str:
    """A report's state as a badge in Markdown: its sign and its word."""
    return f":{_STATE_COLOURS[state]}-badge[{STATE_SIGNS[state]} {t(f'state.{state}')}]"


def weight(outcome: str, severity: str) -> str:
    """The word for a finding's weight: uncertain is said to be so, whatever the rule's severity."""
    return t("outcome.uncertain") if outcome == Outcome.UNCERTAIN else t(f"severity.{severity}")


def icon(outcome: str, severity: str) -> str:
    """The Material icon that goes with ``weight``."""
    return UNCERTAIN_ICON if outcome == Outcome.UNCERTAIN else SEVERITY_ICONS[severity]


def _from_cells(finding: Finding) -> str:
    """A row's or column's name, from the cells that a finding looked at."""
    for cell_id in finding.cells:
        table, row, column = cell_id.split("/")
        if row == finding.subject:
            return form.row_label(table, row, language())
        if column == finding.subject:
            return form.column_label(table, row, column, language())
    return ""
