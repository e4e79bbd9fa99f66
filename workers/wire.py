"""Reports, findings and documents as msgpack and back, equal to what they were; strings and numbers only, no code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from sys import intern
from typing import Any

import msgspec

from checks.across import Digest
from checks.model.findings import Finding, Findings
from checks.sums.unknowns import Conflict
from checks.words import across as words
from checks.words.localise import Cells, Label, Number, Terms, Words
from parsing.document import Document
from parsing.report import Figures, Place, Report, Status

# Types that details of findings are made of, by the names that kept findings know them by
_TYPES: dict[str, type[Any]] = {
    "Label": Label,
    "Cells": Cells,
    "Words": Words,
    "Number": Number,
    "Terms": Terms,
    "Conflict": Conflict,
    "Term": words.Term,
    "Value": words.PhraseValue,
    "Steps": words.Steps,
    "Years": words.Years,
    "Bodies": words.Bodies,
    "Phrase": words.AcrossPhrase,
    "Notes": words.Notes,
    "tuple": tuple,
}
_NAMES = {kind: name for name, kind in _TYPES.items()}
_TYPE, _ITEMS = "type", "items"
# Most details are one of these, and what cells they name always is
_PLAIN = (str, int, float)


def encode_report(report: Report) -> bytes:
    """A report as bytes."""
    remarks = tuple(replace(r, details=_packed(r.details)) if r.details else r for r in report.remarks)
    return _encoder.encode(replace(report, remarks=remarks))


def decode_report(data: bytes) -> Report:
    """The report that ``encode_report`` was given. Raises msgspec.DecodeError."""
    report = _report.decode(data)
    remarks = tuple(replace(r, details=_unpacked(r.details)) if r.details else r for r in report.remarks)
    return replace(report, remarks=remarks)


def encode_findings(findings: Findings) -> bytes:
    """Findings as bytes."""
    return _encoder.encode(replace(findings, findings=tuple(_with_details(f, _packed) for f in findings.findings)))


def decode_findings(data: bytes) -> Findings:
    """The findings that ``encode_findings`` was given. Raises msgspec.DecodeError."""
    findings = _findings.decode(data)
    return replace(findings, findings=tuple(_with_details(f, _unpacked) for f in findings.findings))


def encode_digest(digest: Digest) -> bytes:
    """The digest of a report as bytes."""
    return _encoder.encode(digest)


def decode_digest(data: bytes) -> Digest:
    """The digest that ``encode_digest`` was given, for comparisons. Raises msgspec.DecodeError."""
    digest = _digest.decode(data)
    # thousands of them have the same cells
    return replace(digest, known=dict(zip(_interned(tuple(digest.known)), digest.known.values(), strict=True)))


@lru_cache(maxsize=64)
def _interned(cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(intern, cells))


def encode_document(document: Document) -> bytes:
    """A document as bytes."""
    return _encoder.encode(document)


def decode_document(data: bytes) -> Document:
    """The document that ``encode_document`` was given. Raises msgspec.DecodeError."""
    return _document.decode(data)


def _with_details(finding: Finding, change: Any) -> Finding:
    return finding._replace(details=change(finding.details)) if finding.details else finding


def _packed(value: Any) -> Any:
    """A detail without types of its own: what msgpack cannot distinguish is wrapped with its type's name."""
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, tuple):
        return {_TYPE: _NAMES[type(value)], _ITEMS: [_packed(each) for each in value]}
    if isinstance(value, list):
        return [_packed(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _packed(each) for key, each in value.items()}
    return value


def _unpacked(value: Any) -> Any:
    if isinstance(value, list):
        return [_unpacked(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() != {_TYPE, _ITEMS}:
        return {key: _unpacked(each) for key, each in value.items()}
    kind, items = _TYPES[value[_TYPE]], map(_unpacked, value[_ITEMS])
    return tuple(items) if kind is tuple else kind(*items)


def _encode_hook(value: Any) -> Any:
    """Figures go field by field."""
    if isinstance(value, Figures):
        return value.fields
    raise NotImplementedError(type(value).__name__)


_Fields = tuple[
    tuple[str, ...],
    tuple[str, ...],
    tuple[str, ...],
    tuple[int | float | None, ...],
    tuple[Status, ...],
    tuple[str, ...],
    tuple[Place | None, ...],
]


def _decode_hook(kind: type[Any], value: Any) -> Any:
    if kind is Figures:
        return Figures(msgspec.convert(value, _Fields))
    raise NotImplementedError(kind.__name__)


_encoder = msgspec.msgpack.Encoder(enc_hook=_encode_hook)
_report = msgspec.msgpack.Decoder(Report, dec_hook=_decode_hook)
_findings = msgspec.msgpack.Decoder(Findings)
_digest = msgspec.msgpack.Decoder(Digest)
_document = msgspec.msgpack.Decoder(Document)
