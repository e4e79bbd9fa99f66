"""A person's verdicts on findings: confirmed, or dismissed with a reason.

A verdict holds on to the finding's stable id (report, rule, subject), so it outlives a new reading and a new rule set.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, Row, insert, select

from storage.database import named_errors, storable, writing
from storage.ids import made
from storage.tables import MAX_NAME, MAX_SUBJECT, VERDICTS

MAX_NOTE = 500
# Databases take only so many values in one question
_AT_ONCE = 500
_WITHDRAWN = "withdrawn"


class Decision(StrEnum):
    """What a person says of a finding."""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


class Verdict(NamedTuple):
    """A decision on one finding: its stable id, the report's sha256, rule and subject, a note, the version of the rule
    set it was made under, and when (UTC)."""

    finding: str
    report: str
    rule: str
    subject: str
    decision: Decision
    note: str
    rule_set: str
    decided_at: datetime


# What a row of the history says
DECISIONS = (*Decision, _WITHDRAWN)
_FIELDS = [VERDICTS.c[name] for name in Verdict._fields]


class Verdicts:
    """The verdicts in one database: none is overwritten, and of several on a finding the last one holds. Every method
    raises StorageUnavailableError where the database fails."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, verdict: Verdict, link: str = "", actor: str = "") -> None:
        """Keep a verdict above earlier ones on the same finding; a note is cut to MAX_NOTE characters. ``link`` is the
        id of the link through which it was given, ``actor`` who was signed in, "" for nobody."""
        with writing(self._engine) as connection:
            _keep(connection, verdict, link, actor)

    def withdraw(self, finding: str, link: str = "", actor: str = "") -> None:
        """Let no verdict hold on a finding; those that were given stay in its history. Else as ``record``."""
        with writing(self._engine) as connection:
            held = _rows(connection, VERDICTS.c.finding == finding)[-1:]
            for row in held:
                if row.decision != _WITHDRAWN:
                    values = {**row._asdict(), "decision": _WITHDRAWN, "note": "", "decided_at": datetime.now(UTC)}
                    who = {"link": link, "actor": storable(actor)[:MAX_NAME]}
                    connection.execute(insert(VERDICTS).values(id=made(), **who, **values))

    def of_reports(self, reports: Iterable[str]) -> dict[str, Verdict]:
        """The verdicts that hold on findings of the reports with these sha256s, by finding."""
        holding: dict[str, Verdict] = {}
        with named_errors(), self._engine.connect() as connection:
            wanted = list(dict.fromkeys(reports))
            for start in range(0, len(wanted), _AT_ONCE):
                rows = _rows(connection, VERDICTS.c.report.in_(wanted[start : start + _AT_ONCE]))
                holding |= _holding(rows)
        return holding

    def history(self, finding: str) -> list[tuple[str, str, datetime]]:
        """What was decided on a finding, the earliest first: decision (``withdrawn`` too), note and time."""
        with named_errors(), self._engine.connect() as connection:
            rows = _rows(connection, VERDICTS.c.finding == finding)
            return [(row.decision, row.note, row.decided_at) for row in rows]

    def all(self) -> list[Verdict]:
        """Every verdict that holds, the earliest first."""
        with named_errors(), self._engine.connect() as connection:
            held = _holding(_rows(connection)).values()
        return sorted(held, key=lambda one: (one.decided_at, one.finding))

    def merge(self, verdicts: Iterable[Verdict]) -> int:
        """Take in verdicts from elsewhere; of two on one finding the later holds. All are taken in or none;
        gives how many were."""
        given = {verdict.finding: verdict for verdict in sorted(verdicts, key=lambda one: one.decided_at)}
        with writing(self._engine) as connection:
            latest = {row.finding: row.decided_at for row in _rows(connection)}
            newer = [v for v in given.values() if v.finding not in latest or latest[v.finding] < v.decided_at]
            for verdict in newer:
                _keep(connection, verdict)
        return len(newer)


def _keep(connection: Connection, verdict: Verdict, link: str = "", actor: str = "") -> None:
    values = verdict._asdict() | {
        "note": storable(verdict.note)[:MAX_NOTE],
        "subject": storable(verdict.subject)[:MAX_SUBJECT],
        "actor": storable(actor)[:MAX_NAME],
    }
    connection.execute(insert(VERDICTS).values(id=made(), link=link, **values))


def _rows(connection: Connection, *where: ColumnElement[bool]) -> Sequence[Row[Any]]:
    """Rows of the history in the order in which they were given."""
    return connection.execute(select(*_FIELDS).where(*where).order_by(VERDICTS.c.id)).all()


def _holding(rows: Iterable[Row[Any]]) -> dict[str, Verdict]:
    last = {row.finding: row for row in rows}
    return {finding: _verdict(row) for finding, row in last.items() if row.decision != _WITHDRAWN}


def _verdict(row: Row[Any]) -> Verdict:
    return Verdict(**{**row._asdict(), "decision": Decision(row.decision)})
