"""Reports in short, and their bodies over the years: what the rules across reports look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from sys import intern

from checks.across.bodies import Body, body
from checks.kinds import own_year
from parsing.report import Genre, Report, Section, Status


@dataclass(frozen=True, slots=True, eq=False)
class Digest:
    """What comparisons need of a report: a few kilobytes, so that thousands can be held at once.

    ``name`` is the body's as printed, else the title or the file; ``known`` holds the certain figures by cell, None for
    those without; ``missing`` the cells that the document has not got, ``doubtful`` those and the unclear ones;
    ``reported`` counts the certain ones; ``year_certain`` is False where title, period, prose and file name disagree.
    """

    sha256: str
    source: str
    name: str
    body: Body
    year: int | None
    year_certain: bool
    level: str | None
    code: str | None
    editions: Mapping[str, str | None]
    known: Mapping[str, int | float | None]
    missing: frozenset[str]
    doubtful: frozenset[str]
    reported: int
    sections: tuple[Section, ...]
    kind: Genre


def digest(report: Report | Digest) -> Digest:
    """The report in short; a digest as it is."""
    if isinstance(report, Digest):
        return report
    return Digest(
        sha256=report.sha256,
        source=report.source,
        name=report.agency or report.title or report.source,
        body=body(report),
        year=report.year,
        year_certain=year_certain(report),
        level=report.level,
        code=report.region.code,
        editions=report.editions,
        known={intern(cell): value for cell, value in report.known().items()},
        missing=frozenset(map(intern, report.cells(Status.MISSING))),
        doubtful=frozenset(map(intern, report.doubtful)),
        reported=report.figures.statuses.count(Status.REPORTED),
        sections=report.sections,
        kind=report.kind,
    )


def year_certain(report: Report) -> bool:
    """Whether title, period, prose and file name speak of one year."""
    named = [remark.details["years"].values() for remark in report.remarks if remark.kind == "years"]
    return all(len(set(years)) == 1 for years in named) and next(own_year.others(report), None) is None


@dataclass(frozen=True, slots=True)
class History:
    """One body's reports by year. ``best`` is the better-read one of each year, ``every`` all of them, each document
    once."""

    best: Mapping[int, Digest]
    every: Mapping[int, tuple[Digest, ...]]

    def before(self, report: Digest) -> Digest | None:
        """The body's report of the year before, the better-read one; None where it is missing."""
        return self.best.get((report.year or 0) - 1)

    def others(self, report: Digest) -> list[Digest]:
        """The body's reports of all other years, the better-read one each, in order."""
        return [self.best[year] for year in sorted(self.best) if year != report.year]

    def copies(self, report: Digest) -> int:
        """How many different documents are known for this report's year."""
        return len(self.every[report.year or 0])


def histories(reports: Iterable[Report | Digest]) -> list[History]:
    """The reports of each body by year; reports without a year have no history.

    Two names that a rename joins stay two bodies where they report for the same year.
    """
    bodies: dict[tuple[str, str], dict[str, Digest]] = defaultdict(dict)
    for report in map(digest, reports):
        if report.year is not None:
            bodies[report.body.key].setdefault(report.sha256, report)
    return [_history(part) for reports in bodies.values() for part in _apart(list(reports.values()))]


def _apart(reports: list[Digest]) -> Iterable[list[Digest]]:
    names: dict[str, list[Digest]] = defaultdict(list)
    for report in reports:
        names[report.body.printed].append(report)
    years = [report_year for part in names.values() for report_year in {report.year for report in part}]
    return [reports] if len(years) == len(set(years)) else names.values()


def _history(reports: list[Digest]) -> History:
    every: dict[int, list[Digest]] = defaultdict(list)
    for report in reports:
        every[report.year or 0].append(report)
    best = {year: max(reports, key=lambda d: (d.reported, d.sha256)) for year, reports in every.items()}
    return History(best, {year: tuple(reports) for year, reports in every.items()})
