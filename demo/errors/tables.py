"""Errors in single figures, rows and sums of a table."""

from __future__ import annotations

from random import Random

from demo.consistent import outcomes
from demo.errors.register import Cells, add, busy, error, outcome
from demo.paper import Paper
from parsing import form


@error("requests.row_sum")
def row_total(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """The total of an outcome is mistyped."""
    rows = [row for row in outcomes(paper.edition) if paper.number(f"requests/{row}/total")]
    return (add(paper, f"requests/{rng.choice(rows)}/total", rng.randint(1, 3)),) if rows else None


@error("requests.outcome_sum")
def outcome_cell(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """A single figure of an outcome is mistyped: its row and its column break."""
    if not busy(paper):
        return None
    row, who = outcome(rng, paper), rng.choice(("natural_person", "business"))
    return (add(paper, f"requests/{row}/{who}", rng.randint(1, 4)),)


@error("requests.balance")
def carried_out(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """More is carried over than there is: the row adds up, the balance does not."""
    if not busy(paper):
        return None
    more = rng.randint(1, 3)
    return tuple(add(paper, f"requests/carried_out/{who}", more) for who in ("natural_person", "total"))


@error("disputes.sum")
def dispute_total(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """The total of a procedure is mistyped."""
    cells = [f"disputes/{procedure}/total" for procedure in form.PROCEDURES]
    busy = [cell for cell in cells if paper.number(cell)]
    return (add(paper, rng.choice(busy), 1),) if busy else None


@error("figures.domain")
def negative_count(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """A count below zero."""
    cell = f"requests/{outcome(rng, paper)}/business"
    paper.texts[cell] = "-1"
    return (cell,)


@error("figures.domain")
def decimal_count(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """A count with decimals."""
    cell = f"requests/{outcome(rng, paper)}/natural_person"
    paper.texts[cell] = f"{paper.number(cell)}.5"
    return (cell,)


@error("figures.blank")
def blank_row(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """A row of zeros is left empty."""
    rows = [row for row in outcomes(paper.edition) if not paper.number(f"requests/{row}/total")]
    if not rows:
        return None
    row = rng.choice(rows)
    cells = tuple(f"requests/{row}/{who}" for who in (*form.APPLICANTS, form.TOTAL))
    paper.texts |= dict.fromkeys(cells, "")
    return cells


@error("figures.blank")
def dashed_table(_rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """Zeros of reviews and lawsuits are printed as dashes."""
    cells = tuple(cell for cell in form.table(paper.edition, "disputes").cells if not paper.number(cell))
    paper.texts |= dict.fromkeys(cells, "—")
    return cells or None


@error("figures.unit")
def fee_in_yuan(_rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """Fees in 元 under a head in 万元."""
    cell = "disclosure/fees/amount"
    if paper.edition != "2021" or not paper.figures[cell]:
        return None
    paper.texts[cell] = f"{round(paper.figures[cell] * 10_000)}元"
    return (cell,)


@error("figures.split_number")
def split_number(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """A number of two digits is split over two cells."""
    rows = [row for row in ("received", "granted", "total") if paper.number(f"requests/{row}/natural_person") > 10]  # noqa: PLR2004
    if not rows:
        return None
    row = f"requests/{rng.choice(rows)}"
    first, *others = paper.row(*row.split("/")).values()
    # where others are asking too, or in 1 1 for 11, joining another pair may do as well
    if any(int(text) for text in others[:-1]) or int(first[:1]) + 10 * int(first[1:]) == int(first):
        return None
    paper.rows[row] = [first[:1], first[1:], *others]
    return (f"{row}/natural_person",)


@error("disclosure.decisions_are_stock")
def decisions_as_stock(rng: Random, paper: Paper, _before: Paper | None) -> Cells | None:
    """Items on a list where decisions are asked for."""
    rows = ("licensing", "penalties", "coercion")
    before = {row: paper.number(f"disclosure/{row}/previous_items") for row in rows}
    items = {row: count + paper.number(f"disclosure/{row}/change") for row, count in before.items() if count}
    fit = [row for row, count in items.items() if count]
    if paper.edition != "2019" or not fit:
        return None
    chosen = rng.choice(fit)
    row = f"disclosure/{chosen}"
    paper.texts[f"{row}/decisions"] = str(items[chosen])
    return (f"{row}/decisions",)
