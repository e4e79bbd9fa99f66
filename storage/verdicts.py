"""A person's verdicts on findings: confirmed, or dismissed with a reason.

A verdict holds on to the finding's stable id (report, rule, subject), so it outlives a new reading and a new rule set.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Column, DateTime, Engine, MetaData, String, Table, Text, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import connect, named_errors, url

MAX_NOTE = 500
# Databases take only so many values in one question
_AT_ONCE = 500
_MAX_SUBJECT = 200

_METADATA = MetaData()
_VERDICTS = Table(
    "verdicts",
    _METADATA,
    Column("finding", String(16), primary_key=True),
    Column("report", String(64), nullable=False, index=True),
    Column("rule", String(64), nullable=False),
    Column("subject", String(_MAX_SUBJECT), nullable=False),
    Column("decision", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("rule_set", String(16), nullable=False),
    Column("decided_at", DateTime(timezone=True), nullable=False),
)


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


class Verdicts:
    """The verdicts in one database. Every method raises StorageUnavailableError where the database fails."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        with named_errors():
            _METADATA.create_all(engine)

    def record(self, verdict: Verdict) -> None:
        """Keep a verdict in place of an earlier one on the same finding; a note is cut to MAX_NOTE characters."""
        self._keep([verdict])

    def _keep(self, verdicts: Iterable[Verdict]) -> None:
        """Keep all of these, or none where the database fails."""
        # both dialects insert or update in one statement, so two visitors cannot get in each other's way
        insert = postgresql.insert if self._engine.dialect.name == "postgresql" else sqlite.insert
        with named_errors(), self._engine.begin() as connection:
            for verdict in verdicts:
                values = verdict._asdict() | {
                    "note": storable(verdict.note)[:MAX_NOTE],
                    "subject": storable(verdict.subject)[:_MAX_SUBJECT],
                }
                statement = insert(_VERDICTS).values(values)
                connection.execute(statement.on_conflict_do_update(index_elements=["finding"], set_=values))

    def withdraw(self, finding: str) -> None:
        """Forget the verdict on a finding, if there is one."""
        with named_errors(), self._engine.begin() as connection:
            connection.execute(delete(_VERDICTS).where(_VERDICTS.c.finding == finding))

    def of_reports(self, reports: Iterable[str]) -> dict[str, Verdict]:
        """The verdicts on findings of the reports with these sha256s, by finding."""
        found: dict[str, Verdict] = {}
        with named_errors(), self._engine.connect() as connection:
            wanted = list(dict.fromkeys(reports))
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                rows = connection.execute(select(_VERDICTS).where(_VERDICTS.c.report.in_(some)))
                found |= {row.finding: _verdict(row._asdict()) for row in rows}
        return found

    def all(self) -> list[Verdict]:
        """Every verdict, the earliest first."""
        with named_errors(), self._engine.connect() as connection:
            rows = connection.execute(select(_VERDICTS).order_by(_VERDICTS.c.decided_at, _VERDICTS.c.finding))
            return [_verdict(row._asdict()) for row in rows]

    def merge(self, verdicts: Iterable[Verdict]) -> int:
        """Take in verdicts from elsewhere; of two on one finding the later stays. All are taken in or none;
        gives how many were."""
        given = {verdict.finding: verdict for verdict in sorted(verdicts, key=lambda one: one.decided_at)}
        held = self.of_reports(verdict.report for verdict in given.values())
        newer = [v for v in given.values() if v.finding not in held or held[v.finding].decided_at < v.decided_at]
        self._keep(newer)
        return len(newer)

    def close(self) -> None:
        """Close the connections to the database."""
        self._engine.dispose()


def storable(text: str) -> str:
    """The text without what no database takes: NUL, and halves of characters (surrogates), which become ``?``."""
    return text.replace("\x00", "").encode("utf-8", errors="replace").decode("utf-8")


def _verdict(row: dict[str, object]) -> Verdict:
    decided = row["decided_at"]
    assert isinstance(decided, datetime)
    # SQLite keeps no time zone; all times are UTC
    return Verdict(**{**row, "decision": Decision(str(row["decision"])), "decided_at": decided.replace(tzinfo=UTC)})  # type: ignore[arg-type]


def open_verdicts() -> Verdicts:
    """The verdicts in the configured database (see ``storage.database.url``). Raises StorageUnavailableError."""
    return Verdicts(connect(url()))
