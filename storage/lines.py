"""Verdicts as JSON lines, in which they move from one database to another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from checks.findings import finding_id
from storage.verdicts import Decision, Verdict

_SHA256 = re.compile(r"[0-9a-f]{64}")
_TEXTS = ("report", "rule", "subject", "note", "rule_set")


class InvalidLineError(Exception):
    """A line that holds no verdict; the text says which line and what is wrong with it."""


def dumps(verdicts: Iterable[Verdict]) -> str:
    """One JSON object a line, the fields of ``Verdict``; ``decided_at`` in ISO 8601, UTC."""
    rows = (verdict._asdict() | {"decided_at": verdict.decided_at.isoformat()} for verdict in verdicts)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def loads(text: str) -> list[Verdict]:
    """The verdicts of such lines, each with the id that its report, rule and subject give. Raises InvalidLineError."""
    found = []
    # not splitlines: a note may hold other separators of lines than this one
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found.append(_verdict(json.loads(line)))
        except (ValueError, TypeError, KeyError) as error:
            raise InvalidLineError(f"line {number} holds no verdict: {type(error).__name__}: {error}") from error
    return found


def _verdict(row: Mapping[str, object]) -> Verdict:
    texts = {name: row[name] for name in _TEXTS}
    if not all(isinstance(text, str) for text in texts.values()):
        raise TypeError(f"{', '.join(_TEXTS)} have to be texts")
    report, rule, subject, note, rule_set = (str(text) for text in texts.values())
    if not _SHA256.fullmatch(report):
        raise ValueError("report has to be a sha256")
    decided = datetime.fromisoformat(str(row["decided_at"]))
    if decided.tzinfo is None:
        raise ValueError("decided_at has to name its time zone")
    decision = Decision(str(row["decision"]))
    finding = finding_id(report, rule, subject)
    return Verdict(finding, report, rule, subject, decision, note, rule_set, decided.astimezone(UTC))
