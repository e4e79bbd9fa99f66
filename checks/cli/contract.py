"""What ``python -m checks --json`` prints of a document: the names that others read and measure by, in one place."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec

from checks.judgement.states import state
from checks.model.findings import Finding, Findings, finding_id
from checks.model.mends import Cause, Explanation, Mend, Mistake
from checks.model.rules import version
from checks.rows import FindingRow, Probable, column
from checks.words.causes import said
from checks.words.localise import Cells, Number, Terms, localised
from parsing.form import TABLES
from parsing.report import Figures, Place, Region, Report

_encoder = msgspec.json.Encoder()
_REGION = tuple(field.name for field in fields(Region))


def _of_report(report: Report) -> dict[str, Any]:
    """What a report says of itself.

    ``kind`` is one of ``parsing.report.Genre``; ``sources`` says how agency, region, year and date of publication were
    determined.
    """
    return {
        "source": report.source,
        "sha256": report.sha256,
        "kind": report.kind.value,
        "title": report.title,
        "agency": report.agency,
        "level": report.level,
        "region": dict(zip(_REGION, attrgetter(*_REGION)(report.region), strict=True)),
        "year": report.year,
        "published": report.published,
        "sources": dict(report.sources),
        "editions": dict(report.editions),
    }


def _of_sums(findings: Findings, sha256: str) -> bytes:
    """Where the error may be, and what unknown cells must hold.

    ``explanations`` lists the changes of each, ``explained`` beside it what else is known of them; ``implied`` names
    the cells without a number that can hold one number only.
    """
    explanations = {
        "explanations": [[change._asdict() for change in changes] for changes in findings.explanations],
        "explained": [_explanation(one, findings, sha256) for one in findings.explanations],
    }
    implied = map(_CHANGE.__mod__, zip(*map(_each, zip(*findings.implied, strict=True)), strict=True))
    return b'%b, "implied": [%b]' % (_inside(explanations), b", ".join(implied))


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
    """A report's state, one of ``checks.judgement.states.STATES``, and its causes, see ``of_cause``: what is to be said
    anew once it was held against others."""
    return {"state": state, "causes": [of_cause(cause, sha256) for cause in findings.causes]}


_CHANGE = b'{"table": %b, "row": %b, "column": %b, "reported": %b, "implied": %b}'
# The fields of a finding's object that are columns of its row (``checks.rows``) under this name or another
_COLUMNS = {
    **{name: name for name in ("id", "rule", "subject", "outcome", "severity")},
    "reported": "compared",
    "expected": "computed",
    **{name: name for name in ("cells", "message", "details", "partners", "origin")},
    "cause": "origin",
    "because": "because",
}
_FINDING = b"{%b}" % b", ".join(b'"%b": %%b' % name.encode() for name in _COLUMNS)


def of_findings(findings: Sequence[Finding], language: str, sha256: str) -> bytes:
    """The objects of findings of the report with this sha256, parted by commas; messages and the words among their
    details in this language.

    ``origin`` is what one comes from, also under its older name ``cause``; ``partners`` are the sha256 of the reports
    that it was held against.
    """
    if not findings:
        return b""
    rows = [FindingRow(finding, sha256) for finding in findings]
    said = {
        "message": _each(column(f"message_{language}", rows)),
        "details": [_details(each, language) if each else b"{}" for each in column("details", rows)],
        "because": _each([words or None for words in column("because", rows)]),
    }
    said |= {name: _lists(column(name, rows)) for name in ("cells", "partners")}
    said |= {name: _each(column(name, rows)) for name in set(_COLUMNS.values()) - set(said)}
    columns = zip(*map(said.__getitem__, _COLUMNS.values()), strict=True)
    return b", ".join([_FINDING] * len(rows)) % tuple(chain.from_iterable(columns))


def _details(details: Mapping[str, Any], language: str) -> bytes:
    return printed({name: _detail(value, language) for name, value in details.items()})


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


def probable(causes: str) -> dict[str, Probable]:
    """The cause of each finding by its id, from the list of a report's causes as ``of_cause`` prints them."""
    return {
        finding: Probable(cause["id"], cause["sentence"]["zh"], cause["sentence"]["en"])
        for cause in msgspec.json.decode(causes)
        for finding in cause["findings"]
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


class ReportLine(NamedTuple):
    """An object of the output as bytes, cut where findings across reports join it and where they may change it:
    ``head`` ends with the report's own findings, ``state`` holds its state and causes."""

    head: bytes
    middle: bytes
    state: bytes
    tail: bytes


def line(report: Report, findings: Findings, language: str, document: bytes | None = None) -> ReportLine:
    """A report and its findings as they are printed; with its ``document``, in base64, where that is given."""
    sha256 = report.sha256
    own = of_findings(findings.findings, language, sha256)
    head = b'{%b, "cells": [%b], "findings": [%b' % (_inside(_of_report(report)), _cells(report.figures), own)
    states = printed_state(state(report, findings), findings, sha256)
    more = {} if document is None else {"document": b64encode(document).decode()}
    tail = _inside({"rule_set": version(), "error": None, **more})
    return ReportLine(head, _of_sums(findings, sha256), states, tail)


def joined(cut: ReportLine, findings: Sequence[Finding], language: str, sha256: str) -> bytes:
    """The object of the report with this sha256, with these findings behind its own."""
    more = of_findings(findings, language, sha256)
    between = b", " if more and not cut.head.endswith(b"[") else b""
    return cut.head + between + more + b"], " + b", ".join(cut[1:]) + b"}"


def printed_state(state: str, findings: Findings, sha256: str) -> bytes:
    """A report's state and causes as a ``ReportLine`` holds them."""
    return _inside(of_state(state, findings, sha256))


def printed(value: object) -> bytes:
    """JSON in UTF-8, a blank behind each comma and colon. Raises ValueError for a text that cannot be encoded."""
    return msgspec.json.format(msgspec.json.encode(value), indent=0)


def _inside(value: Mapping[str, Any]) -> bytes:
    return printed(value)[1:-1]


def _cells(figures: Figures) -> bytes:
    """The objects of all cells, parted by commas."""
    *_, values, statuses, texts, places = figures.fields
    columns = zip(_each(values), _each(statuses), _each(texts), map(_place, places), strict=True)
    return _of_cells(figures.ids) % tuple(chain.from_iterable(columns))


@lru_cache(maxsize=64)
def _of_cells(ids: tuple[str, ...]) -> bytes:
    """The objects of these cells, to be filled in with value, status, text and place of each; nearly all reports have
    the same cells."""
    named = [dict(zip(("table", "row", "column"), cell.split("/"), strict=True)) for cell in ids]
    rest = b', "value": %b, "status": %b, "text": %b, "place": %b}'
    return b", ".join([printed(name)[:-1].replace(b"%", b"%%") + rest for name in named])


def _each(values: Iterable[object]) -> list[bytes]:
    """The JSON of each of these numbers or texts."""
    return _encoder.encode_lines(values).split(b"\n")[:-1]


def _lists(values: Iterable[Sequence[str]]) -> list[bytes]:
    """The JSON of each of these lists of texts."""
    # within a text the second quotation mark would have a backslash before it
    return _encoder.encode_lines(values).replace(b'","', b'", "').split(b"\n")[:-1]


# Numbers only, and reports have their cells in the same places
@lru_cache(maxsize=16384)
def _place(place: Place | None) -> bytes:
    return printed(place.as_dict() if place else None)
