"""Figures on which every sum of the form holds, whatever numbers are drawn: the parts in, the derived cells out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from parsing.form import APPLICANTS, PROCEDURES, TOTAL, table

# Rows of requests that are no outcomes
DERIVED = ("received", "carried_in", TOTAL, "carried_out")


def outcomes(edition: str) -> list[str]:
    """Rows of the table of requests that say how a request ended, as the form goes."""
    return [row.id for row in table(edition, "requests").rows if row.id not in DERIVED]


def applicant(ended: Mapping[str, int], carried_in: int, carried_out: int) -> dict[str, int]:
    """One applicant's column of the table of requests by row, from how many requests ended in which way.

    What was received follows; no more can have been carried in than was handled or carried on.
    """
    handled = sum(ended.values())
    carried_in = min(carried_in, handled + carried_out)
    received = handled + carried_out - carried_in
    return {**ended, "received": received, "carried_in": carried_in, TOTAL: handled, "carried_out": carried_out}


def row_totals(cells: Mapping[str, int], rows: Iterable[str]) -> dict[str, int]:
    """The totals of these rows of requests over all applicants."""
    return {f"requests/{row}/{TOTAL}": sum(cells[f"requests/{row}/{who}"] for who in APPLICANTS) for row in rows}


def disputes(endings: Callable[[str], Mapping[str, int]]) -> dict[str, int]:
    """The table of reviews and lawsuits, from how many of each procedure ended in which way."""
    cells: dict[str, int] = {}
    for procedure in PROCEDURES:
        ended = endings(procedure)
        cells |= {f"disputes/{procedure}/{outcome}": count for outcome, count in ended.items()}
        cells[f"disputes/{procedure}/{TOTAL}"] = sum(ended.values())
    return cells
