"""What the visitor says of a report that he has brought, in place of what was read: its body, region or year.

The document and its figures stay as they are; the report is checked anew, and its sources say whose word it is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from checks import run_checks
from parsing.identity.facts import level_of
from parsing.identity.places import find_region
from parsing.report import Report
from ui.visitor.entry import Entry

AGENCY, REGION, YEAR = FIELDS = ("agency", "region", "year")
# In ``Report.sources``
BY_VISITOR = "visitor"
# The regulation that asks for annual reports has been in force since 2008
EARLIEST = 2008
LONGEST_NAME = 80
_BETWEEN = " ›>/、，,\t"


def correct(entry: Entry, field: str, said: object) -> Entry | None:
    """The entry with what the visitor says of one of ``FIELDS``; None where that is no name, division or year."""
    corrected = {AGENCY: _agency, REGION: _region, YEAR: _year}[field](entry.report, said)
    if corrected is None:
        return None
    sources = {**entry.report.sources, field: BY_VISITOR}
    report = replace(entry.report, **corrected, sources=sources)
    return replace(entry, report=report, findings=run_checks(report))


def corrected(report: Report) -> tuple[str, ...]:
    """Those of ``FIELDS`` that are the visitor's word."""
    return tuple(field for field in FIELDS if report.sources.get(field) == BY_VISITOR)


def latest() -> int:
    """The latest year that there can be a report on."""
    return datetime.now(UTC).year


def _agency(_report: Report, said: object) -> dict[str, Any] | None:
    name = "".join(str(said or "").split())
    return {"agency": name, "level": level_of(name)} if 0 < len(name) <= LONGEST_NAME else None


def _region(report: Report, said: object) -> dict[str, Any] | None:
    name = str(said or "")[:LONGEST_NAME].translate(str.maketrans("", "", _BETWEEN))
    region, source = find_region(name, "", report.year)
    return {"region": region} if source == "name" and region.code else None


def _year(_report: Report, said: object) -> dict[str, Any] | None:
    if isinstance(said, bool) or not isinstance(said, int | float) or not float(said).is_integer():
        return None
    return {"year": int(said)} if EARLIEST <= said <= latest() else None
