"""A finding as a row of named columns: what it is, what it says and what it belongs to, worked out in one place.

The JSON, frames (and with them datasets, the board and downloads) and a report's workbook take their columns from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any, NamedTuple

from checks.judgement import mends
from checks.judgement.states import sort_of
from checks.model.findings import Finding, Findings, finding_id
from checks.words.causes import said
from checks.words.localise import message


class FindingRow(NamedTuple):
    """A finding of the report with this ``sha256``, among all of its findings."""

    finding: Finding
    sha256: str
    among: Findings = Findings(())


class Probable(NamedTuple):
    """The cause that a finding belongs to: its id and what it says; all empty for a finding of none."""

    probable: str = ""
    probable_zh: str = ""
    probable_en: str = ""


def _probable(row: FindingRow) -> Probable:
    cause = row.among.cause_of(row.finding)
    return Probable(cause.id(row.sha256), said(cause, "zh"), said(cause, "en")) if cause else Probable()


# Column → its value in a row; those of ``Finding`` of the same name mean the same
_COLUMNS: Mapping[str, Callable[[FindingRow], Any]] = {
    "id": lambda row: finding_id(row.sha256, row.finding.rule, row.finding.subject),
    **{
        name: attrgetter(f"finding.{name}")
        for name in ("rule", "subject", "outcome", "severity", "cells", "details", "origin", "because", "partners")
    },
    # what the rule held against what it worked out, and what is printed against what ought to be
    "compared": attrgetter("finding.reported"),
    "computed": attrgetter("finding.expected"),
    "reported": lambda row: mends.printed(row.finding),
    "expected": lambda row: mends.should_be(row.finding, row.among),
    "message_zh": lambda row: message(row.finding, "zh"),
    "message_en": lambda row: message(row.finding, "en"),
    "sort": lambda row: sort_of(row.finding),
    "probable": _probable,
}


def rows(findings: Findings, sha256: str) -> list[FindingRow]:
    """Every finding of the report with this ``sha256``."""
    return [FindingRow(finding, sha256, findings) for finding in findings.findings]


def column(name: str, of: Iterable[FindingRow]) -> list[Any]:
    """The values of a column, a row each."""
    return list(map(_COLUMNS[name], of))


def values(row: FindingRow, *names: str) -> tuple[Any, ...]:
    """What is in these columns of one row."""
    return tuple(_COLUMNS[name](row) for name in names)
