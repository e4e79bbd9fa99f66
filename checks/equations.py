"""Sums: the parts add up to the total. Cells without a number are unknown numbers of zero or more.

A sum is ``passed`` where it holds with the unknown cells at nothing, ``uncertain`` where it holds only if some of them
are more, and ``failed`` where no filling can save it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from typing import NamedTuple

from checks.findings import Finding, Outcome
from checks.localise import Cells, Label, Number, Terms
from checks.rules import Rule, rules
from parsing.form import table
from parsing.report import Figure, Report, Status
from parsing.values import tidy

# Sums of amounts with decimals agree to the last printed 分 (0.000001 万元)
_TOLERANCE = 1e-6


class Equation(NamedTuple):
    """Ids of the cells on both sides, and the row or column that it speaks of."""

    subject: str
    parts: tuple[str, ...]
    total: tuple[str, ...]


@cache
def equations(rule_id: str, edition: str) -> tuple[Equation, ...]:
    """The equations of a rule in one edition, in the form's order."""
    described = rules()[rule_id].equation or {}
    form = table(edition, described["table"])
    rows = [row.id for row in form.rows]
    columns = [column.id for column in form.rows[0].columns]
    if described["each"] == "row":
        return tuple(
            Equation(
                row,
                tuple(f"{form.id}/{row}/{c}" for c in described["parts"]),
                tuple(f"{form.id}/{row}/{c}" for c in described["total"]),
            )
            for row in rows
        )
    parts = [row for row in rows if any(fnmatchcase(row, pattern) for pattern in described["parts"])]
    return tuple(
        Equation(
            column,
            tuple(f"{form.id}/{row}/{column}" for row in parts),
            tuple(f"{form.id}/{row}/{column}" for row in described["total"]),
        )
        for column in columns
    )


def check(rule: Rule, report: Report, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """One finding an equation; a table that the report lacks has none."""
    described = rule.equation or {}
    edition = report.editions.get(described["table"])
    if edition is None:
        yield Finding(rule.id, "", Outcome.NOT_APPLICABLE, rule.severity)
        return
    for equation in equations(rule.id, edition):
        yield _judge(rule, equation, figures)


def _judge(rule: Rule, equation: Equation, figures: Mapping[str, Figure]) -> Finding:
    computed, gaps = _sum(equation.parts, figures)
    printed, total_gaps = _sum(equation.total, figures)
    cells = equation.parts + equation.total
    if len(gaps) + len(total_gaps) == len(cells):
        return Finding(rule.id, equation.subject, Outcome.NOT_APPLICABLE, rule.severity, None, None, cells)
    difference = printed - computed
    if abs(difference) < _TOLERANCE:
        return Finding(rule.id, equation.subject, Outcome.PASSED, rule.severity, printed, computed, cells)
    fillable = gaps if difference > 0 else total_gaps
    outcome = Outcome.UNCERTAIN if fillable else Outcome.FAILED
    return Finding(rule.id, equation.subject, outcome, rule.severity, printed, computed, cells, {
        "subject": Label(*_label(rule, equation)),
        "addends": Terms(tuple((cell, figures[cell].known) for cell in equation.parts)),
        "totals": Terms(tuple((cell, figures[cell].known) for cell in equation.total)),
        "difference": Number(abs(difference)),
        "unknown": Cells(fillable),
    })  # fmt: skip


def _label(rule: Rule, equation: Equation) -> tuple[str, str]:
    described = rule.equation or {}
    if described["each"] == "row":
        return "row", f"{described['table']}/{equation.subject}"
    return "column", equation.parts[0]


def _sum(cells: tuple[str, ...], figures: Mapping[str, Figure]) -> tuple[int | float, tuple[str, ...]]:
    """The sum of the printed numbers, and the cells without one."""
    total: int | float = 0
    gaps = []
    for cell in cells:
        figure = figures.get(cell)
        if figure is not None and figure.status is Status.REPORTED and figure.value is not None:
            total += figure.value
        else:
            gaps.append(cell)
    return tidy(total), tuple(gaps)
