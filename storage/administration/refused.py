"""Documents that could not be read and that whoever brought them has handed over, for administrators to look at.

They are no kept reports: no link leads to them, no page shows them, and they are gone after ``DAYS``.
"""

from __future__ import annotations

import hashlib
import zlib
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, insert, select

from storage import endings, ids
from storage.database import reading, storable, writing
from storage.links import LinkError, Refusal
from storage.tables import MAX_CAUSE, MAX_NAME, REFUSED

# For so long one is kept, at most
DAYS = 90
_MB = 1024 * 1024


class Handed(NamedTuple):
    """A document that was handed over: its id, name, the code of the reason, its bytes (as it came), and when."""

    id: str
    name: str
    cause: str
    size: int
    given_at: datetime


class Refused:
    """What was handed over to one database. Every method raises StorageUnavailableError where the database fails."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def hand_over(self, name: str, cause: str, data: bytes, room_mb: int) -> str:
        """Keep a document with the reason why it was not read; gives the id by which it can be taken back, "" for one
        that somebody has handed over before. Raises LinkError where all of them would take more than ``room_mb``."""
        packed, sha256, now = zlib.compress(data), hashlib.sha256(data).hexdigest(), datetime.now(UTC)
        row = {"id": ids.made(), "sha256": sha256, "name": storable(name)[:MAX_NAME], "cause": cause[:MAX_CAUSE]}
        with writing(self._engine) as connection:
            _forget_old(connection, now)
            if connection.execute(select(REFUSED.c.id).where(REFUSED.c.sha256 == sha256)).first():
                return ""
            taken = connection.execute(select(func.sum(func.length(REFUSED.c.data)))).scalar() or 0
            if taken + len(packed) > room_mb * _MB:
                raise LinkError(Refusal.STORE_FULL)
            connection.execute(insert(REFUSED).values(**row, size=len(data), data=packed, given_at=now))
        return row["id"]

    def take_back(self, given: str) -> None:
        """Remove one again, as whoever handed it over wishes; nothing where it is gone already."""
        with writing(self._engine) as connection:
            connection.execute(delete(REFUSED).where(REFUSED.c.id == given))

    def delete(self, given: str, actor: str) -> None:
        """Remove one as an administrator, which the log says. Raises LinkError where it is gone already."""
        with writing(self._engine) as connection:
            if not connection.execute(delete(REFUSED).where(REFUSED.c.id == given)).rowcount:
                raise LinkError(Refusal.UNKNOWN)
            endings.note(connection, "refused_deleted", "", actor=actor)

    def listed(self, limit: int) -> list[Handed]:
        """What was handed over, the latest first."""
        query = select(*(REFUSED.c[name] for name in Handed._fields)).where(~_is_old(datetime.now(UTC)))
        with reading(self._engine) as connection:
            return [Handed._make(row) for row in connection.execute(query.order_by(REFUSED.c.id.desc()).limit(limit))]

    def document(self, given: str) -> bytes:
        """A document as it came. Raises LinkError where it is gone."""
        with reading(self._engine) as connection:
            data = connection.execute(select(REFUSED.c.data).where(REFUSED.c.id == given)).scalar()
        if data is None:
            raise LinkError(Refusal.UNKNOWN)
        return zlib.decompress(data)

    def purge(self) -> int:
        """Remove those whose time is over; how many there were."""
        now = datetime.now(UTC)
        with reading(self._engine) as connection:
            if not connection.execute(select(REFUSED.c.id).where(_is_old(now))).first():
                return 0
        with writing(self._engine) as connection:
            return _forget_old(connection, now)


def _forget_old(connection: Connection, now: datetime) -> int:
    return connection.execute(delete(REFUSED).where(_is_old(now))).rowcount


def _is_old(now: datetime) -> ColumnElement[bool]:
    return REFUSED.c.given_at <= now - timedelta(days=DAYS)
