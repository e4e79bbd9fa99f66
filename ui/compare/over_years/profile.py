"""One body at a glance: which years there are and their state, what changed in the last of them, how it compares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from checks.across import CarryOver, Edit, prose_changes
from checks.model.findings import Outcome
from checks.narrative import statements_of
from metrics import Metric
from parsing.report import Report
from ui.compare.course import change, course
from ui.texts import number

# What a body is looked at by first
MULTIPLES = ("received", "granted_rate", "refused_rate", "review_count", "litigation_count", "documents_in_force")


# By which of these it is said where a body is among its peers
RANKED = ("received", "granted_rate", "refused_rate", "carried_out_rate", "review_rate", "litigation_rate")


class Year(NamedTuple):
    """A year of a body: its report and that report's state, or "" where there is none."""

    year: int
    report: str
    state: str


class StatedChange(NamedTuple):
    """A number that two years' prose states of one quantity: the first of the cells that hold it, and both numbers."""

    cell: str
    before: int
    after: int


class Multiple(NamedTuple):
    """A metric over the years, a frame a body (``course.course``) by its id; of the first the latest value in words,
    and the change of that."""

    metric: Metric
    frames: Mapping[str, pd.DataFrame]
    latest: str
    change: str


class Peers(NamedTuple):
    """Where a body is among those of its level and year by a metric: its rank from the highest of ``n``, and their
    median."""

    metric: str
    rank: int
    n: int
    median: float


def strip(rows: pd.DataFrame) -> list[Year]:
    """A body's years from the first to the last, also those without a report. ``rows`` are its described reports."""
    known = (
        rows.dropna(subset=["year"]).sort_values(["year", "mine"], kind="stable").drop_duplicates("year", keep="last")
    )
    by_year = {int(row["year"]): row for row in known.to_dict("records")}
    span = range(min(by_year), max(by_year) + 1) if by_year else ()
    return [Year(year, *_of(by_year.get(year))) for year in span]


def prose_counts(old: Report, new: Report) -> Counter[Edit]:
    """How many sentences of two years' prose were kept, changed, added and dropped."""
    return Counter(piece.kind for changed in prose_changes(old, new) for piece in changed.pieces)


def stated(old: Report, new: Report) -> list[StatedChange]:
    """The quantities of which the prose of both years states one certain number each, and not the same."""
    before, after = _stated(old), _stated(new)
    return [
        StatedChange(cell, before[quantity][1], value)
        for quantity, (cell, value) in after.items()
        if quantity in before and before[quantity][1] != value
    ]


def multiples(rows: pd.DataFrame, every: Sequence[Metric]) -> list[Multiple]:
    """These metrics over the years; a body without one is left out of it, and one that no body has altogether. ``rows``
    have the metrics' rows beside the reports."""
    multiples = []
    for metric in every:
        own = rows[rows["metric"] == metric.id]
        courses = {str(body): course(part, metric) for body, part in own.groupby("body", sort=False)}
        frames = {body: frame for body, frame in courses.items() if frame["value"].notna().any()}
        if frames:
            last = next(iter(frames.values())).iloc[-1].to_dict()
            multiples.append(Multiple(metric, frames, number(last["value"], metric.unit), change(last, metric)))
    return multiples


def without_value(frame: pd.DataFrame) -> dict[str, list[int]]:
    """The years of a course that have a report but no value, by the reason why not."""
    lacking = frame[frame["value"].isna()]
    return {str(reason): [int(year) for year in own["year"]] for reason, own in lacking.groupby("reason", sort=False)}


def peers(rows: pd.DataFrame) -> list[Peers]:
    """Where a report is among its peers, of the rows of the query ``peers``, where there are enough of them."""
    by_metric = {row["metric"]: row for row in rows.to_dict("records") if row["n"] >= _FEWEST_PEERS}
    return [
        Peers(name, int(row["rank"]), int(row["n"]), float(row["median"]))
        for name in RANKED
        if (row := by_metric.get(name))
    ]


# A rank among fewer says nothing
_FEWEST_PEERS = 5


def handed_on(links: Iterable[CarryOver]) -> dict[int, Counter[Outcome]]:
    """How often a year's figures go on from the year before, by that year."""
    by_year: dict[int, Counter[Outcome]] = {}
    for link in links:
        by_year.setdefault(link.after.year or 0, Counter())[link.outcome] += 1
    return by_year


def carried(links: Iterable[CarryOver]) -> Counter[Outcome]:
    """How often one year's figures go on from the year before."""
    return Counter(link.outcome for link in links)


def _of(row: Mapping[Any, Any] | None) -> tuple[str, str]:
    return (str(row["report"]), str(row["state"])) if row else ("", "")


def _stated(report: Report) -> dict[str, tuple[str, int]]:
    """Quantities that the prose states one certain number of, with the first cell that holds it."""
    values: dict[str, set[tuple[str, int]]] = {}
    for one in statements_of(report):
        if one.certain and one.cells:
            values.setdefault(one.quantity, set()).add((one.cells[0], one.value))
    return {quantity: next(iter(stated)) for quantity, stated in values.items() if len(stated) == 1}
