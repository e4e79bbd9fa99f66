"""Sums: the parts add up to the total. Cells without a number are unknown numbers of zero or more.

A sum is ``passed`` where it holds with the unknown cells at nothing, ``uncertain`` where it holds only if some of them
are more, and ``failed`` where no filling can save it. Each is judged alone here; ``checks.unknowns`` then judges those
that wait for a filling together.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import NamedTuple

from checks.findings import Finding, Outcome
from checks.kinds import Known
from checks.localise import Cells, Label, Number, Terms
from checks.rules import Rule, rules
from parsing.form import table
from parsing.report import Report
from parsing.values import tidy


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


def check(rule: Rule, report: Report, known: Known) -> Iterator[Finding]:
    """One finding an equation; a table that the report lacks has none."""
    described = rule.equation or {}
    edition = report.editions.get(described["table"])
    if edition is None:
        yield Finding(rule.id, "", Outcome.NOT_APPLICABLE, rule.severity)
        return
    for equation in equations(rule.id, edition):
        yield _judge(rule, equation, known)


def _judge(rule: Rule, equation: Equation, known: Known) -> Finding:
    computed, gaps = _sum(equation.parts, known)
    printed, total_gaps = _sum(equation.total, known)
    cells = equation.cells
    if len(gaps) + len(total_gaps) == len(cells):
        return Finding(rule.id, equation.subject, Outcome.NOT_APPLICABLE, rule.severity, None, None, cells)
    difference = printed - computed
    if abs(difference) <= rule.tolerance:
        return Finding(rule.id, equation.subject, Outcome.PASSED, rule.severity, printed, computed, cells)
    fillable = gaps if difference > 0 else total_gaps
    outcome = Outcome.UNCERTAIN if fillable else Outcome.FAILED
    return Finding(rule.id, equation.subject, outcome, rule.severity, printed, computed, cells, {
        "subject": label(rule, equation),
        "addends": Terms(tuple((cell, known.get(cell)) for cell in equation.parts)),
        "totals": Terms(tuple((cell, known.get(cell)) for cell in equation.total)),
        "difference": Number(abs(difference)),
        "unknown": Cells(fillable),
    })  # fmt: skip


def label(rule: Rule, equation: Equation) -> Label:
    """The row or column that an equation of a rule speaks of, to be named."""
    described = rule.equation or {}
    if described["each"] == "row":
        return Label("row", f"{described['table']}/{equation.subject}")
    return Label("column", equation.parts[0])


def _sum(cells: tuple[str, ...], known: Known) -> tuple[float, tuple[str, ...]]:
    """The sum of the printed numbers, and the cells without one."""
    values = list(map(known.get, cells))
    if None not in values:
        return _exact(sum(values)), ()  # type: ignore[arg-type]
    gaps = tuple(cell for cell, value in zip(cells, values, strict=True) if value is None)
    return _exact(sum(value for value in values if value is not None)), gaps


def _exact(value: float) -> int | float:
    """A sum of counts as it is, one of amounts without what binary fractions add to it."""
    return value if isinstance(value, int) else tidy(value)
