"""Documents on one body and year: the newest is shown, those before it are its earlier versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from checks.across.history import year_certain
from storage import Shared
from ui.visitor.entry import Entry


class Version(NamedTuple):
    """A document of a collection, and when it was added."""

    entry: Entry
    added_at: datetime


def grouped(shared: Sequence[Shared], link: str, *, mine: bool) -> list[list[Version]]:
    """The documents of each body and year, the newest first, in the order in which each was first added; ``link`` is
    the id of the link that they were opened through, "" for none."""
    groups: dict[object, list[Version]] = {}
    for read, added_at in shared:
        entry = Entry(read.report, read.findings, read.data, mine=mine, document=read.document, link=link)
        groups.setdefault(_occasion(entry), []).append(Version(entry, added_at))
    return [sorted(versions, key=_moment)[::-1] for versions in groups.values()]


def _moment(one: Version) -> tuple[str, datetime]:
    return one.entry.report.published or "", one.added_at


def _occasion(entry: Entry) -> object:
    """What a document reports on; itself where body or year is not sure."""
    report = entry.report
    is_sure = report.agency and report.year and report.kind.is_report and year_certain(report)
    return (entry.body, report.year) if is_sure else entry.id
