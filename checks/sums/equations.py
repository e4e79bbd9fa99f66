"""Sums: the parts add up to the total. Cells without a number are unknown numbers of zero or more.

A sum is ``passed`` where it holds with the unknown cells at nothing, ``uncertain`` where it holds only if some of them
are more, and ``failed`` where no filling can save it. Each is judged alone here; ``checks.sums.unknowns`` then judges
those that wait for a filling together.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from checks.model.findings import Finding, Outcome, findings_like
from checks.model.known import Known
from checks.model.rules import Rule, rules
from checks.words.localise import Cells, Label, Number, Terms
from parsing.form import table
from parsing.report import Report
from parsing.wording.values import tidy


class Equation(NamedTuple):
    """Ids of the cells on both sides, and the row or column that it speaks of."""

    subject: str
    parts: tuple[str, ...]
    total: tuple[str, ...]
    cells: tuple[str, ...]


@cache
def equations(rule_id: str, edition: str) -> tuple[Equation, ...]:
    """The equations of a rule in one edition, in the form's order."""
    described = rules()[rule_id].equation or {}
    form = table(edition, described["table"])
    rows = [row.id for row in form.rows]
    columns = [column.id for column in form.rows[0].columns]
    total = described["total"]
    if described["each"] == "row":
        return tuple(
            _equation(row, _cells(form.id, [row], described["parts"]), _cells(form.id, [row], total)) for row in rows
        )
    parts = [row for row in rows if any(fnmatchcase(row, pattern) for pattern in described["parts"])]
    return tuple(
        _equation(column, _cells(form.id, parts, [column]), _cells(form.id, total, [column])) for column in columns
    )


@cache
def sums(table_id: str, edition: str) -> tuple[tuple[str, Equation], ...]:
    """Every equation of a table in one edition, each with its rule's id, in the rule set's order."""
    named = [rule for rule in rules().values() if rule.equation and rule.equation["table"] == table_id]
    return tuple((rule.id, equation) for rule in named for equation in equations(rule.id, edition))


def _cells(table_id: str, rows: list[str], columns: list[str]) -> tuple[str, ...]:
    return tuple(f"{table_id}/{row}/{column}" for row in rows for column in columns)


def _equation(subject: str, parts: tuple[str, ...], total: tuple[str, ...]) -> Equation:
    return Equation(subject, parts, total, parts + total)


def check(rule: Rule, report: Report, known: Known) -> list[Finding]:
    """One finding an equation; a table that the report lacks has none.

    All sums of a rule are added up together, for most hold; only the others are looked at one by one.
    """
    described = rule.equation or {}
    edition = report.editions.get(described["table"])
    if edition is None:
        return [Finding(rule.id, "", Outcome.NOT_APPLICABLE, rule.severity)]
    subjects, parts, totals, cells = _by_field(rule.id, edition)
    computed, printed = _sums(parts, len(subjects), known), _sums(totals, len(subjects), known)
    held = Finding(rule.id, "", Outcome.PASSED, rule.severity)
    findings = findings_like(held, subjects, printed, computed, cells)
    for index, equation in enumerate(equations(rule.id, edition)):
        if printed[index] != computed[index] or known.get(equation.total[0]) is None:
            findings[index] = _judge(rule, equation, printed[index] - computed[index], known, findings[index])
    return findings


@cache
def _by_field(rule_id: str, edition: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[Any, ...]]:
    """The subjects of a rule's equations, their parts one after the other, their totals likewise, and their cells."""
    subjects, parts, totals, cells = zip(*equations(rule_id, edition), strict=True)
    return subjects, tuple(chain.from_iterable(parts)), tuple(chain.from_iterable(totals)), cells


def _sums(cells: tuple[str, ...], sides: int, known: Known) -> list[float]:
    """What the printed numbers come to on each of so many sides, which have as many cells each."""
    numbers = list(map(known.get, cells))
    if None in numbers:
        numbers = [number or 0 for number in numbers]
    by_side = zip(*[iter(numbers)] * (len(cells) // sides), strict=True)
    return [total if isinstance(total, int) else exact(total) for total in map(sum, by_side)]


def _judge(rule: Rule, equation: Equation, difference: float, known: Known, held: Finding) -> Finding:
    """The finding on a sum whose printed numbers differ so much, or whose total is not printed; ``held`` where it may
    be said to hold."""
    gaps, total_gaps = _gaps(equation.parts, known), _gaps(equation.total, known)
    if len(gaps) + len(total_gaps) == len(equation.cells):
        return Finding(rule.id, equation.subject, Outcome.NOT_APPLICABLE, rule.severity, None, None, equation.cells)
    if abs(difference) <= rule.tolerance:
        return held
    fillable = gaps if difference > 0 else total_gaps
    details = {
        "subject": label(rule, equation),
        "addends": Terms(tuple(zip(equation.parts, map(known.get, equation.parts), strict=True))),
        "totals": Terms(tuple(zip(equation.total, map(known.get, equation.total), strict=True))),
        "difference": Number(abs(difference)),
        "unknown": Cells(fillable),
    }
    return held._replace(outcome=Outcome.UNCERTAIN if fillable else Outcome.FAILED, details=details)


def added(cells: tuple[str, ...], known: Known) -> tuple[float, tuple[str, ...]]:
    """The sum of the printed numbers, and the cells without one."""
    values = list(map(known.get, cells))
    if None not in values:
        total = sum(values)  # type: ignore[arg-type]
        return total if isinstance(total, int) else exact(total), ()
    gaps = tuple([cell for cell, value in zip(cells, values, strict=True) if value is None])
    return exact(sum(filter(None, values))), gaps


def _gaps(cells: tuple[str, ...], known: Known) -> tuple[str, ...]:
    return tuple([cell for cell in cells if known.get(cell) is None])


def exact(value: float) -> int | float:
    """A sum of counts as it is, one of amounts without what binary fractions add to it."""
    return value if isinstance(value, int) else tidy(value)


def label(rule: Rule, equation: Equation) -> Label:
    """The row or column that an equation of a rule speaks of, to be named."""
    described = rule.equation or {}
    if described["each"] == "row":
        return Label("row", f"{described['table']}/{equation.subject}")
    return Label("column", equation.parts[0])
