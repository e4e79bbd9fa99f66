"""``python -m checks.book.selfcheck``: whether the sums of the rule set agree with each other, and which follow from
others.

For each edition and table the equations are written as a matrix: a row an equation (+1 for its parts, -1 for its
totals), a column a cell. They are *feasible* together where a table with a positive number in every cell fulfils them
all, so that no rule forces a cell to be zero. An equation is *redundant* where it adds nothing to the rank of those
before it. What is redundant must be said so in ``rules.yaml``, with the reason; else the rule set is at fault.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from checks.model.rules import Redundancy, redundancies
from checks.sums.equations import Equation, sums
from parsing.form import EDITIONS, TABLES


@dataclass(frozen=True, slots=True)
class Consistency:
    """One table of one edition: its equations, their rank, those that follow from others, and whether they agree."""

    edition: str
    table: str
    equations: int
    cells: int
    rank: int
    redundant: tuple[tuple[str, str], ...]
    feasible: bool


def examine() -> list[Consistency]:
    """Every table that has equations, edition by edition."""
    tables = ((edition, table, sums(table, edition)) for edition in EDITIONS for table in TABLES)
    return [_examine(edition, table, listed) for edition, table, listed in tables if listed]


def faults(examined: Sequence[Consistency]) -> list[str]:
    """What is wrong with the rule set, in words; empty where it is sound."""
    said = {(r.table, edition, r.rule, r.subject) for r in redundancies() for edition in r.editions}
    redundant = {(c.table, c.edition, *equation) for c in examined for equation in c.redundant}
    wrong = [f"{c.edition} {c.table}: the equations force some cell to be zero" for c in examined if not c.feasible]
    wrong += [f"{' '.join(each)}: follows from others, and rules.yaml does not say so" for each in redundant - said]
    wrong += [f"{' '.join(each)}: rules.yaml calls it redundant, and it is not" for each in said - redundant]
    return sorted(wrong)


def matrix(listed: Sequence[Equation]) -> NDArray[np.float64]:
    """The equations as rows of +1 (parts) and -1 (totals) over the cells that they name, in order of first mention."""
    cells = {cell: n for n, cell in enumerate(dict.fromkeys(cell for e in listed for cell in e.cells))}
    rows = np.zeros((len(listed), len(cells)))
    for row, equation in zip(rows, listed, strict=True):
        row[[cells[cell] for cell in equation.parts]] += 1
        row[[cells[cell] for cell in equation.total]] -= 1
    return rows


def feasible(rows: NDArray[np.float64]) -> bool:
    """Whether some numbers of one or more fulfil all rows = 0, determined by a linear program."""
    solved = linprog(np.zeros(rows.shape[1]), A_eq=rows, b_eq=np.zeros(len(rows)), bounds=(1, None))
    return bool(solved.success)


def _examine(edition: str, table: str, listed: Sequence[tuple[str, Equation]]) -> Consistency:
    rows = matrix([equation for _, equation in listed])
    redundant = []
    rank = 0
    for n, (rule, equation) in enumerate(listed, start=1):
        grown = int(np.linalg.matrix_rank(rows[:n]))
        if grown == rank:
            redundant.append((rule, equation.subject))
        rank = grown
    return Consistency(edition, table, len(listed), rows.shape[1], rank, tuple(redundant), feasible(rows))


def _because(redundancy: Redundancy) -> str:
    return f"{redundancy.rule} {redundancy.subject} ({', '.join(redundancy.editions)}): {redundancy.because['en']}"


def main() -> int:
    """Print the rank of every table's equations and what is redundant; 1 where the rule set has a fault."""
    examined = examine()
    print(f"{'edition':9}{'table':12}{'equations':>10}{'cells':>7}{'rank':>6}{'redundant':>11}  feasible")
    for c in examined:
        counts = f"{c.equations:10}{c.cells:7}{c.rank:6}{len(c.redundant):11}"
        print(f"{c.edition:9}{c.table:12}{counts}  {'yes' if c.feasible else 'NO'}")
    print("\nredundant, and said to be:")
    for redundancy in redundancies():
        print(f"  {_because(redundancy)}")
    wrong = faults(examined)
    for fault in wrong:
        print(f"FAULT {fault}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
