"""What ``python -m checks --json`` prints of a document: the names that others read and measure by, in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from checks.judgement.states import state
from checks.model.findings import Finding, Findings, finding_id
from checks.model.mends import Cause, Explanation, Mend, Mistake
from checks.model.rules import version
from checks.words.causes import said
from checks.words.localise import Cells, Number, Terms, localised, message
from parsing.form import TABLES
from parsing.report import Figures, Place, Region, Report

_STATE = ("state", "causes")


def of_report(report: Report, findings: Findings, language: str) -> dict[str, Any]:
    """A report and its findings.

    ``kind`` is one of ``parsing.report.Genre``; ``sources`` says how agency, region, year and date of publication were
    found; ``implied`` names the cells without a number that can hold one number only; ``state`` is one of
    ``checks.judgement.states.STATES``. ``explanations`` lists the changes of each, ``explained`` beside it what else is
    known of them; ``causes`` see ``of_cause``.
    """
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
        "cells": _cells(report.figures),
        "findings": [of_finding(finding, language, report.sha256) for finding in findings.findings],
        "explanations": [[change._asdict() for change in changes] for changes in findings.explanations],
        "explained": [_explanation(one, findings, report.sha256) for one in findings.explanations],
        "implied": [change._asdict() for change in findings.implied],
        **of_state(state(report, findings), findings, report.sha256),
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
        "explained": [],
        "implied": [],
        "state": None,
        "causes": [],
        "rule_set": version(),
        "error": why,
    }


def of_state(state: str, findings: Findings, sha256: str) -> dict[str, Any]:
    """A report's state and causes: what is to be said anew once it was held against others."""
    return {"state": state, "causes": [of_cause(cause, sha256) for cause in findings.causes]}


def of_finding(finding: Finding, language: str, sha256: str) -> dict[str, Any]:
    """A finding of the report with this sha256, its message and the words among its details in this language.

    ``origin`` is what it comes from, also under its older name ``cause``; ``partners`` are the sha256 of the reports
    that it was held against.
    """
    origin = finding.origin or None
    return {
        "id": finding.id(sha256),
        "rule": finding.rule,
        "subject": finding.subject,
        "outcome": finding.outcome,
        "severity": finding.severity,
        "reported": finding.reported,
        "expected": finding.expected,
        "cells": list(finding.cells),
        "message": message(finding, language),
        "details": {name: _detail(value, language) for name, value in finding.details.items()},
        "partners": list(finding.partners),
        "origin": origin,
        "cause": origin,
        "because": finding.because or None,
    }


def of_cause(cause: Cause, sha256: str) -> dict[str, Any]:
    """What is probably wrong: ``sentence`` by language, ``mends`` in order with the ``evidence`` for and against each,
    the ids of its ``findings``. Where ``only`` is true there is certainly one mend; ``complete`` is false where there
    may be others than those listed."""
    return {
        "id": cause.id(sha256),
        "kind": cause.kind,
        "sentence": {language: said(cause, language) for language in ("zh", "en")},
        "cells": list(cause.cells),
        "mends": [_mend(mend) for mend in cause.mends],
        "only": cause.only is not None,
        "complete": cause.complete,
        "findings": [finding_id(sha256, *key) for key in cause.findings],
    }


def _mend(mend: Mend) -> dict[str, Any]:
    return {
        "changes": [change._asdict() for change in mend.changes],
        "fills": [change._asdict() for change in mend.fills],
        "mistakes": [_mistake(mistake) for mistake in mend.mistakes],
        "evidence": list(mend.evidence),
    }


def _explanation(one: Explanation, findings: Findings, sha256: str) -> dict[str, Any]:
    cells = {change.cell for change in (*one.changes, *one.fills)}
    mended = [f.id(sha256) for f in findings.flagged if "totals" in f.details and not cells.isdisjoint(f.cells)]
    return {
        "tables": list(dict.fromkeys(change.table for change in one.changes)),
        "fills": [change._asdict() for change in one.fills],
        "mistakes": [_mistake(mistake) for mistake in one.mistakes],
        "complete": findings.searched,
        "findings": mended,
    }


def _mistake(mistake: Mistake) -> dict[str, Any]:
    return {"kind": mistake.kind, "cells": list(mistake.cells)}


def _detail(value: Any, language: str) -> Any:
    """A detail as JSON: terms of a sum by cell, cells by id, all else in words."""
    if isinstance(value, Terms):
        return [{"cell": cell, "value": number} for cell, number in value.terms]
    if isinstance(value, Cells):
        return list(value.ids)
    if isinstance(value, Number):
        return value.value
    said = localised(value, language)
    return list(said) if isinstance(said, tuple) else said


class Line(NamedTuple):
    """An object of the output as bytes, cut where findings across reports join it and where they may change it:
    ``head`` ends with the report's own findings, ``state`` holds its state and causes."""

    head: bytes
    middle: bytes
    state: bytes
    tail: bytes


def line(report: Report, findings: Findings, language: str) -> Line:
    """``of_report`` as it is printed."""
    whole = of_report(report, findings, language)
    names = list(whole)
    behind, state = names.index("findings") + 1, names.index(_STATE[0])
    head, middle = ({name: whole[name] for name in part} for part in (names[:behind], names[behind:state]))
    tail = {name: whole[name] for name in names[state + len(_STATE) :]}
    # without the brackets of the list and of the object
    return Line(printed(head)[:-2], _inside(middle), _inside({name: whole[name] for name in _STATE}), _inside(tail))


def joined(cut: Line, findings: Sequence[Finding], language: str, sha256: str) -> bytes:
    """The object of the report with this sha256, with these findings behind its own."""
    more = printed([of_finding(finding, language, sha256) for finding in findings])[1:-1]
    between = b", " if more and not cut.head.endswith(b"[") else b""
    return cut.head + between + more + b"], " + b", ".join(cut[1:]) + b"}"


def printed_state(state: str, findings: Findings, sha256: str) -> bytes:
    """A report's state and causes as they stand in a ``Line``."""
    return _inside(of_state(state, findings, sha256))


def printed(value: object) -> bytes:
    """JSON in UTF-8, a blank behind each comma and colon. Raises ValueError for a text that cannot be encoded."""
    return msgspec.json.format(msgspec.json.encode(value), indent=0)


def _inside(value: Mapping[str, Any]) -> bytes:
    return printed(value)[1:-1]


def _cells(figures: Figures) -> list[dict[str, Any]]:
    return [
        {
            "table": table,
            "row": row,
            "column": column,
            "value": value,
            "status": status,
            "text": text,
            "place": place and _place(place),
        }
        for table, row, column, value, status, text, place in zip(*figures.fields, strict=True)
    ]


# Numbers only, and reports have their cells in the same places
@lru_cache(maxsize=16384)
def _place(place: Place) -> dict[str, int]:
    return place.as_dict()
