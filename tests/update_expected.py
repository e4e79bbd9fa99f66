"""Writes the .expected.json of samples that have none. A person reads it against the document before it counts."""

from __future__ import annotations

import json
from pathlib import Path

from checks import run_checks
from parsing import Report, parse_report
from parsing.form import TABLES

FOLDER = Path(__file__).parents[1] / "sample_reports"


def main() -> None:
    """Write what is missing, and say so."""
    for path in sorted(FOLDER.iterdir()):
        target = path.with_suffix(".expected.json")
        if path.suffix not in (".txt", ".html", ".md") or path.name == "SOURCES.md" or target.exists():
            continue
        target.write_text(
            json.dumps(as_expected(parse_report(path.read_bytes(), path.name)), ensure_ascii=False, indent=1)
        )
        print(f"{target.name}: read it against {path.name}, then remove the line read_by_a_person")


def as_expected(report: Report) -> dict[str, object]:
    """What the reader gives, in the shape of the files beside the samples."""
    region = report.region
    return {
        "read_by_a_person": False,
        "source": report.source,
        "title": report.title,
        "agency": report.agency,
        "region": {level: getattr(region, level) for level in ("province", "prefecture", "county", "township", "code")},
        "year": report.year,
        "published": report.published,
        "editions": {name: report.editions.get(name) for name in TABLES},
        "cells": [
            {"table": f.table, "row": f.row, "column": f.column, "value": f.value, "status": f.status, "text": f.text}
            for f in report.figures
        ],
        "findings": sorted({f"{f.rule}:{f.subject}" if f.subject else f.rule for f in run_checks(report).flagged}),
    }


if __name__ == "__main__":
    main()
