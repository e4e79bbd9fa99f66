"""Rules on the form itself: rows of odd width, tables and sections that are not there, the wrong edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from checks.kinds.registry import check
from checks.model.extent import extent_of, last_row
from checks.model.findings import Finding, Outcome
from checks.model.known import Known, by_part
from checks.model.rules import Rule
from checks.words.localise import Label, Words
from parsing.form import TABLES, edition_of_year, is_prescribed
from parsing.form import table as form_table
from parsing.prose.sections import TABLE_SECTIONS
from parsing.report import Report, Status

# Each with the details of its finding
_SECTIONS = {number: {"subject": Label("section", str(number))} for number in range(1, 7)}
# So many rows of a table may be short or long by a slip each
_FEW_ROWS = 3
_AMBIGUOUS = ("table_repeated", "columns_disordered", "of_other_year", "counts_scaled")


@check("row_width")
def row_width(rule: Rule, report: Report, known: Known) -> Iterator[Finding]:
    """Rows that have not the form's number of figures; where a table has many of them, or a row's text has all
    its numbers, the layout may escape us."""
    if not is_prescribed(report.year):
        yield Finding(rule.id, "", Outcome.NOT_APPLICABLE, rule.severity)
        return
    cut = last_row(report) if report.kind.is_part else None
    remarks = [remark for remark in report.remarks if remark.kind == "row_width" and remark.subject != cut]
    often = Counter(remark.subject.partition("/")[0] for remark in remarks)
    for remark in remarks:
        table, _, row = remark.subject.partition("/")
        name = Label("row", remark.subject) if row else Label("table", table)
        cells = by_part(known).get(remark.subject, ())
        details = {"subject": name, "text": remark.details["text"]}
        printed, expected = remark.details["printed"], remark.details["expected"]
        # as many numbers as columns: their cells were not told apart
        is_whole = len(remark.details["text"].split()) == expected
        outcome = Outcome.FAILED if often[table] <= _FEW_ROWS and not is_whole else Outcome.UNCERTAIN
        yield Finding(rule.id, row or table, outcome, rule.severity, printed, expected, cells, details)
    if not remarks:
        yield Finding(rule.id, "", Outcome.PASSED, rule.severity)


@check("ambiguous")
def ambiguous(rule: Rule, report: Report, _known: Known) -> Iterator[Finding]:
    """Tables whose figures cannot be placed: printed twice with other figures, or their columns out of order."""
    for table in TABLES:
        kinds = tuple(r.kind for r in report.remarks if r.kind in _AMBIGUOUS and r.subject == table)
        if not kinds:
            yield Finding(rule.id, table, Outcome.PASSED, rule.severity)
            continue
        cells = tuple(f.id for f in report.figures if f.table == table and f.status is Status.UNCLEAR)
        details = {"subject": Label("table", table), "kinds": Words(kinds)}
        yield Finding(rule.id, table, Outcome.FAILED, rule.severity, len(cells), None, cells, details)


@check("table_missing")
def table_missing(rule: Rule, report: Report, known: Known) -> Iterator[Finding]:
    """Tables that were not located, wholly or in part.

    Where a table is printed that we cannot read, it is not said to be left out; nor without the heading of its section,
    for then nobody can say whether it was or escaped our reading.
    """
    if not is_prescribed(report.year):
        yield Finding(rule.id, "", Outcome.NOT_APPLICABLE, rule.severity)
        return
    headed = {section.number for section in report.sections if section.heading}
    lost = report.cells(Status.MISSING)
    cells = by_part(known)
    sizes = {table: len(cells.get(table, ())) for table in TABLES}
    where = extent_of(report)
    unread = {remark.subject for remark in report.remarks if remark.kind == "table_unread"}
    for table in TABLES:
        if not where.covers(TABLE_SECTIONS[table]):
            yield Finding(rule.id, table, Outcome.NOT_APPLICABLE, rule.severity)
            continue
        missing = tuple([cell for cell in lost if cell.startswith(f"{table}/")])
        details = {"subject": Label("table", table), "missing": len(missing)}
        outcome = Outcome.UNCERTAIN if missing else Outcome.PASSED
        if len(missing) == sizes[table] and TABLE_SECTIONS[table] in headed and table not in unread:
            outcome = Outcome.FAILED
        elif report.kind.is_part and missing:  # rows that were not selected when it was copied
            yield Finding(rule.id, table, Outcome.NOT_APPLICABLE, rule.severity)
            continue
        printed = sizes[table] - len(missing)
        yield Finding(rule.id, table, outcome, rule.severity, printed, sizes[table], missing, details)


@check("section_missing")
def section_missing(rule: Rule, report: Report, _known: Known) -> Iterator[Finding]:
    """Sections whose heading was not located; of parts nobody knows which sections the report has."""
    if report.kind.is_part or not is_prescribed(report.year):
        yield Finding(rule.id, "", Outcome.NOT_APPLICABLE, rule.severity)
        return
    headed = {section.number for section in report.sections if section.heading}
    for number, details in _SECTIONS.items():
        outcome = Outcome.PASSED if number in headed else Outcome.FAILED
        yield Finding(rule.id, str(number), outcome, rule.severity, details=details)


@check("edition")
def edition(rule: Rule, report: Report, _known: Known) -> Iterator[Finding]:
    """Tables of another edition than their year's; reviews and lawsuits look alike in both."""
    for table in ("disclosure", "requests"):
        printed = report.editions.get(table)
        if printed is None or report.year is None or not is_prescribed(report.year):
            yield Finding(rule.id, table, Outcome.NOT_APPLICABLE, rule.severity)
            continue
        due = edition_of_year(report.year)
        if printed != due and not _is_evident(report, table, printed, due):
            yield Finding(rule.id, table, Outcome.NOT_APPLICABLE, rule.severity)
            continue
        outcome = Outcome.PASSED if printed == due else Outcome.FAILED
        details = {"subject": Label("table", table), "year": report.year}
        yield Finding(rule.id, table, outcome, rule.severity, printed, due, details=details)


def _is_evident(report: Report, table: str, printed: str, due: str) -> bool:
    """Whether a number is in a cell that only the printed edition has; what the document lacks says nothing."""
    own = set(form_table(printed, table).cells) - set(form_table(due, table).cells)
    return any(f.id in own for f in report.figures if f.status is Status.REPORTED)
