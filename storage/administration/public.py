"""The reports of collections that an administrator has published, as long as their links hold."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine, Select, select

from storage import documents
from storage.database import reading
from storage.links import Shared
from storage.tables import COLLECTIONS, LINKS
from workers import ReadDocument


class Public:
    """The published reports of one database. Every method raises StorageUnavailableError where the database fails."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def key(self) -> str:
        """Another text for other published reports; "" where there are none."""
        with reading(self._engine) as connection:
            return " ".join(f"{row.id}.{row.version}" for row in connection.execute(_published()))

    def report(self, sha256: str) -> ReadDocument | None:
        """One of them whole; None where it is no longer there."""
        with reading(self._engine) as connection:
            ids = [row.id for row in connection.execute(_published())]
            kept = documents.of_collections(connection, ids, sha256)
        return kept.read if kept else None

    def reports(self) -> list[Shared]:
        """The reports, each document once, in the order in which collections were published."""
        with reading(self._engine) as connection:
            ids = [row.id for row in connection.execute(_published())]
            kept = [one for collection in ids for one in documents.of_collection(connection, collection)]
        by_sha256: dict[str, Shared] = {}
        for one in kept:
            read = one.read
            by_sha256.setdefault(read.report.sha256, Shared(read, one.added_at))
        return list(by_sha256.values())


def _published() -> Select[str, int]:
    holds = LINKS.c.expires_at.is_(None) | (LINKS.c.expires_at > datetime.now(UTC))
    leads = select(LINKS.c.id).where(LINKS.c.collection == COLLECTIONS.c.id, holds).exists()
    query = select(COLLECTIONS.c.id, COLLECTIONS.c.version).where(COLLECTIONS.c.published_at.is_not(None), leads)
    return query.order_by(COLLECTIONS.c.published_at, COLLECTIONS.c.id)
