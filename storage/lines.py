"""Verdicts as JSON lines, in which they move from one database to another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from checks.model.findings import finding_id
from storage.database import storable
from storage.verdicts import Decision, Verdict

_SHA256 = re.compile(r"[0-9a-f]{64}")
# How long each text may be; a note and a subject are cut where they are kept
_TEXTS = {"report": 64, "rule": 64, "subject": None, "note": None, "rule_set": 16}


class InvalidLineError(Exception):
    """A line that holds no verdict; the text says which line and what is wrong with it."""


def dumps(verdicts: Iterable[Verdict]) -> str:
    """One JSON object a line, the fields of ``Verdict``; ``decided_at`` in ISO 8601, UTC."""
    rows = (verdict._asdict() | {"decided_at": verdict.decided_at.isoformat()} for verdict in verdicts)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def loads(text: str) -> list[Verdict]:
    """The verdicts of such lines, each with the id that its report, rule and subject give. Raises InvalidLineError."""
    verdicts = []
    # not splitlines: a note may hold other separators of lines than this one
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            verdicts.append(_verdict(json.loads(line)))
        except (ValueError, TypeError, OverflowError) as error:
            raise InvalidLineError(f"line {number} holds no verdict: {error}") from error
        except RecursionError as error:
            raise InvalidLineError(f"line {number} holds no verdict: it is nested too deeply") from error
    return verdicts


def _verdict(row: object) -> Verdict:
    if not isinstance(row, Mapping):
        raise TypeError("it is not a JSON object")
    if missing := {*_TEXTS, "decision", "decided_at"} - set(row):
        raise ValueError(f"{', '.join(sorted(missing))} missing")
    report, rule, subject, note, rule_set = (_text(row, name, longest) for name, longest in _TEXTS.items())
    if not _SHA256.fullmatch(report):
        raise ValueError("report has to be a sha256")
    decision = row["decision"]
    if decision not in list(Decision):
        raise ValueError(f"decision has to be one of {', '.join(Decision)}")
    finding = finding_id(report, rule, subject)
    return Verdict(finding, report, rule, subject, Decision(decision), note, rule_set, _moment(row["decided_at"]))


def _text(row: Mapping[str, object], name: str, longest: int | None) -> str:
    text = row[name]
    if not isinstance(text, str):
        raise TypeError(f"{name} has to be a text")
    if longest is not None and len(text) > longest:
        raise ValueError(f"{name} is longer than {longest} characters")
    if storable(text) != text:
        raise ValueError(f"{name} holds what is no character: a NUL, or half of a pair (surrogate)")
    return text


def _moment(text: object) -> datetime:
    """A time in UTC, from ISO 8601 with its time zone."""
    try:
        decided = datetime.fromisoformat(str(text))
        if decided.tzinfo is None:
            raise ValueError("decided_at has to name its time zone")
        return decided.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("decided_at is out of range") from error
