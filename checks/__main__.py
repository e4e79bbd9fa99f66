"""``python -m checks [--json] [--language zh|en] FILE...``: read and check reports from the command line."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checks import Findings, message, run_checks
from checks.localise import flagged_first
from parsing import Report, UnreadableError, parse_report, unpack
from parsing.form import TABLES

_WORDS = {
    "zh": {
        "error": "无法读取",
        "fine": "没有发现问题",
        "failed": "不符",
        "uncertain": "待定",
        "counts": "{reported} 个数字，{blank} 空白，{missing} 缺失，{unclear} 不明",
    },
    "en": {
        "error": "not read",
        "fine": "nothing flagged",
        "failed": "failed",
        "uncertain": "uncertain",
        "counts": "{reported} figures, {blank} blank, {missing} missing, {unclear} unclear",
    },
}


def main(arguments: list[str] | None = None) -> int:
    """Print one JSON object or one summary a file, in order; 0 unless a file could not be read."""
    parser = argparse.ArgumentParser(prog="python -m checks", description=__doc__)
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--language", choices=("zh", "en"), default=_language())
    options = parser.parse_args(arguments)
    unread = 0
    for name in options.files:
        for line, ok in _file(name, options.language, as_json=options.json):
            unread += not ok
            print(line, flush=True)
    return 1 if unread else 0


def _language() -> str:
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if spoken.lower().startswith("zh") else "en"


def _file(path: str, language: str, *, as_json: bool) -> Iterator[tuple[str, bool]]:
    """A line for the file, or for each report in an archive, and whether it was read."""
    name = Path(path).name
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        yield _unread(name, None, error.strerror or str(error), language, as_json=as_json), False
        return
    try:
        for inner, content in unpack(data, name):
            yield _one(inner, content, language, as_json=as_json)
    except UnreadableError as error:
        yield _unread(name, data, error.message(language), language, as_json=as_json), False


def _one(name: str, data: bytes, language: str, *, as_json: bool) -> tuple[str, bool]:
    try:
        report = parse_report(data, name)
    except UnreadableError as error:
        return _unread(name, data, error.message(language), language, as_json=as_json), False
    findings = run_checks(report)
    if as_json:
        return json.dumps(as_dict(report, findings, language), ensure_ascii=False), True
    return summary(report, findings, language), True


def _unread(name: str, data: bytes | None, why: str, language: str, *, as_json: bool) -> str:
    if not as_json:
        return f"{name}: {_WORDS[language]['error']}: {why}"
    empty: dict[str, Any] = {
        "source": name,
        "sha256": hashlib.sha256(data).hexdigest() if data is not None else None,
        "title": None,
        "agency": None,
        "region": dict.fromkeys(("province", "prefecture", "county", "township", "code")),
        "year": None,
        "published": None,
        "editions": dict.fromkeys(TABLES),
        "cells": [],
        "findings": [],
        "explanations": [],
        "error": why,
    }
    return json.dumps(empty, ensure_ascii=False)


def as_dict(report: Report, findings: Findings, language: str) -> dict[str, Any]:
    """The report and its findings in the shape of the JSON contract."""
    region = report.region
    return {
        "source": report.source,
        "sha256": report.sha256,
        "title": report.title,
        "agency": report.agency,
        "region": {
            "province": region.province,
            "prefecture": region.prefecture,
            "county": region.county,
            "township": region.township,
            "code": region.code,
        },
        "year": report.year,
        "published": report.published,
        "editions": dict(report.editions),
        "cells": [
            {
                "table": f.table,
                "row": f.row,
                "column": f.column,
                "value": f.value,
                "status": f.status.value,
                "text": f.text,
                "place": f.place.as_dict() if f.place else None,
            }
            for f in report.figures
        ],
        "findings": [
            {
                "rule": f.rule,
                "subject": f.subject,
                "outcome": f.outcome.value,
                "severity": f.severity.value,
                "reported": f.reported,
                "expected": f.expected,
                "cells": list(f.cells),
                "message": message(f, language),
            }
            for f in findings.findings
        ],
        "explanations": [[change._asdict() for change in changes] for changes in findings.explanations],
        "error": None,
    }


def summary(report: Report, findings: Findings, language: str) -> str:
    """A few lines for people."""
    words = _WORDS[language]
    counts = {
        status: sum(f.status.value == status for f in report.figures)
        for status in ("reported", "blank", "missing", "unclear")
    }
    lines = [
        f"{report.source}: {report.title or report.agency or '?'} ({report.year or '?'})",
        f"  {' › '.join(report.region.path) or '?'}  ·  {words['counts'].format(**counts)}",
    ]
    flagged = flagged_first(findings.findings)
    lines += [f"  [{f.severity.value}] {words[f.outcome.value]}: {message(f, language)}  ({f.rule})" for f in flagged]
    return "\n".join(lines if flagged else [*lines, f"  {words['fine']}"])


if __name__ == "__main__":
    sys.exit(main())
