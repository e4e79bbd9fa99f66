"""How links end, and the log of what was done to them. Everything here is part of the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from storage import documents, ids
from storage.tables import AUDIT, COLLECTIONS, ITEMS, LINKS, MAX_NAME


def over(connection: Connection, now: datetime) -> list[str]:
    """The links whose time is over and that lead to a collection yet."""
    query = select(LINKS.c.id).where(LINKS.c.collection.is_not(None), LINKS.c.expires_at <= now)
    return list(connection.execute(query).scalars())


def expire(connection: Connection, now: datetime) -> int:
    """Remove what no link that still holds leads to; how many links that ends."""
    if ended := over(connection, now):
        end(connection, ended, now, "expired")
    return len(ended)


def end(connection: Connection, links: Sequence[str], now: datetime, action: str, actor: str = "") -> None:
    """End these links, and remove the collections, readings and documents that no other one leads to."""
    gone: dict[str, Any] = {"collection": None} | ({"deleted_at": now} if action == "deleted" else {})
    connection.execute(update(LINKS).where(LINKS.c.id.in_(links)).values(gone))
    without = ~select(LINKS.c.id).where(LINKS.c.collection == COLLECTIONS.c.id).exists()
    empty = select(COLLECTIONS.c.id).where(without)
    connection.execute(delete(ITEMS).where(ITEMS.c.collection.in_(empty)))
    connection.execute(delete(COLLECTIONS).where(without))
    documents.sweep(connection)
    for link in links:
        note(connection, action, link, actor=actor)


def note(connection: Connection, action: str, link: str, detail: str = "", actor: str = "") -> None:
    """A line of the audit log; never what documents or people say. ``actor`` is the administrator who did it."""
    row = {"id": ids.made(), "at": datetime.now(UTC), "action": action, "link": link, "detail": detail}
    connection.execute(insert(AUDIT).values(**row, actor=actor[:MAX_NAME]))
