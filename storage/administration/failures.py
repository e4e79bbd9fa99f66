"""How many documents could not be read, by day and reason. Of the documents themselves nothing is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Engine, func, insert, select, update

from storage.database import reading, writing
from storage.tables import FAILURES, MAX_CAUSE


class Failure(NamedTuple):
    """A reason: its code, how many documents it concerns, and the last day (UTC, ISO 8601)."""

    cause: str
    documents: int
    last: str


class Failures:
    """The counts of one database. Every method raises StorageUnavailableError where the database fails."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def count(self, causes: Iterable[str]) -> None:
        """Add documents of today, a cause each."""
        day = datetime.now(UTC).date().isoformat()
        with writing(self._engine) as connection:
            for cause, n in Counter(cause[:MAX_CAUSE] for cause in causes).items():
                here = (FAILURES.c.day == day) & (FAILURES.c.cause == cause)
                more = {"documents": FAILURES.c.documents + n}
                if not connection.execute(update(FAILURES).where(here).values(more)).rowcount:
                    connection.execute(insert(FAILURES).values(day=day, cause=cause, documents=n))

    def by_cause(self, days: int) -> list[Failure]:
        """The reasons of the last ``days`` days, the most frequent first."""
        since = (datetime.now(UTC).date() - timedelta(days=days)).isoformat()
        n = func.sum(FAILURES.c.documents)
        query = select(FAILURES.c.cause, n, func.max(FAILURES.c.day)).where(FAILURES.c.day >= since)
        with reading(self._engine) as connection:
            return [Failure(*row) for row in connection.execute(query.group_by(FAILURES.c.cause).order_by(n.desc()))]
