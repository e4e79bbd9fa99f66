"""A report of the dataset with what was found in it, and its findings across reports as words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from checks import Finding, Findings, Outcome, Severity
from checks.model.findings import Origin
from checks.words.localise import localised
from parsing.report import Region, Report


@dataclass(frozen=True, slots=True)
class Filed:
    """A report, what was found in it alone and across reports, and its document."""

    report: Report
    findings: Findings
    across: Findings
    data: bytes


def identified(report: Report, agency: str, level: str, region: Region) -> Report:
    """The report with its invented body in place of what the reader made of the name.

    The reader knows the real divisions only, and must not learn others. This is the only thing in which an invented
    report is treated otherwise than any other.
    """
    return replace(report, agency=agency, level=level, region=region)


class Said(NamedTuple):
    """A detail of a message in both languages."""

    zh: str
    en: str

    def said(self, language: str) -> str:
        """The words in this language."""
        return self.zh if language == "zh" else self.en


def spoken(finding: Finding) -> dict[str, Any]:
    """A finding as JSON, its details in words; ``heard`` reads it."""
    return {
        "rule": finding.rule,
        "subject": finding.subject,
        "outcome": finding.outcome.value,
        "severity": finding.severity.value,
        "reported": finding.reported,
        "expected": finding.expected,
        "cells": finding.cells,
        "details": {name: _words(value) for name, value in finding.details.items()},
        "report": finding.report,
        "partners": finding.partners,
        "cause": finding.origin.value if finding.origin else None,
        "because": finding.because,
    }


def heard(stored: Mapping[str, Any]) -> Finding:
    """The finding that ``spoken`` has written."""
    details = {name: Said(**value) if isinstance(value, dict) else value for name, value in stored["details"].items()}
    return Finding(
        **{
            **{name: value for name, value in stored.items() if name != "cause"},
            "outcome": Outcome(stored["outcome"]),
            "severity": Severity(stored["severity"]),
            "cells": tuple(stored["cells"]),
            "partners": tuple(stored["partners"]),
            "origin": Origin(stored["cause"]) if stored["cause"] else None,
            "details": details,
        }
    )


def _words(value: object) -> object:
    if value is None or isinstance(value, str | int | float):
        return value
    return {"zh": localised(value, "zh"), "en": localised(value, "en")}
