"""What ``python -m checks --json`` prints of a document: the names that others read and measure by, in one place."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from checks.model.findings import Finding, Findings
from checks.model.rules import version
from checks.words.localise import message
from parsing.form import TABLES
from parsing.report import Figure, Region, Report


def of_report(report: Report, findings: Findings, language: str) -> dict[str, Any]:
    """A report and its findings. ``kind`` is one of ``parsing.report.Genre``; ``sources`` says how agency, region, year
    and date of publication were found; ``implied`` names the cells without a number that can hold one number only."""
    return {
        "source": report.source,
        "sha256": report.sha256,
        "kind": report.kind.value,
        "title": report.title,
        "agency": report.agency,
        "level": report.level,
        "region": asdict(report.region),
        "year": report.year,
        "published": report.published,
        "sources": dict(report.sources),
        "editions": dict(report.editions),
        "cells": [_cell(figure) for figure in report.figures],
        "findings": [of_finding(finding, language) for finding in findings.findings],
        "explanations": [[change._asdict() for change in changes] for changes in findings.explanations],
        "implied": [change._asdict() for change in findings.implied],
        "rule_set": version(),
        "error": None,
    }


def of_unread(name: str, sha256: str | None, why: str) -> dict[str, Any]:
    """A file that could not be read, with what is wrong and what to do; the same keys, and nothing in them."""
    return {
        "source": name,
        "sha256": sha256,
        "kind": None,
        "title": None,
        "agency": None,
        "level": None,
        "region": asdict(Region()),
        "year": None,
        "published": None,
        "sources": {},
        "editions": dict.fromkeys(TABLES),
        "cells": [],
        "findings": [],
        "explanations": [],
        "implied": [],
        "rule_set": version(),
        "error": why,
    }


def of_finding(finding: Finding, language: str) -> dict[str, Any]:
    """A finding, its message in this language."""
    return {
        "rule": finding.rule,
        "subject": finding.subject,
        "outcome": finding.outcome.value,
        "severity": finding.severity.value,
        "reported": finding.reported,
        "expected": finding.expected,
        "cells": list(finding.cells),
        "message": message(finding, language),
        "cause": finding.cause.value if finding.cause else None,
        "because": finding.because or None,
    }


def _cell(figure: Figure) -> dict[str, Any]:
    return {
        "table": figure.table,
        "row": figure.row,
        "column": figure.column,
        "value": figure.value,
        "status": figure.status.value,
        "text": figure.text,
        "place": figure.place.as_dict() if figure.place else None,
    }
