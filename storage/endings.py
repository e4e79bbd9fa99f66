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
    of_links = select(LINKS.c.collection).where(LINKS.c.id.in_(links), LINKS.c.collection.is_not(None))
    led_to = list(connection.execute(of_links.distinct()).scalars())
    gone: dict[str, Any] = {"collection": None} | ({"deleted_at": now} if action == "deleted" else {})
    connection.execute(update(LINKS).where(LINKS.c.id.in_(links)).values(gone))
    for collection in led_to:
        if connection.execute(select(LINKS.c.id).where(LINKS.c.collection == collection)).first() is None:
            _remove(connection, collection)
    for link in links:
        note(connection, action, link, actor=actor)


def _remove(connection: Connection, collection: str) -> None:
    """Remove a collection, and of its reports those that no other one holds."""
    mine = ITEMS.c.collection == collection
    named = [(row.sha256, row.name) for row in connection.execute(select(ITEMS.c.sha256, ITEMS.c.name).where(mine))]
    connection.execute(delete(ITEMS).where(mine))
    connection.execute(delete(COLLECTIONS).where(COLLECTIONS.c.id == collection))
    documents.sweep(connection, named)


def note(connection: Connection, action: str, link: str, detail: str = "", actor: str = "") -> None:
    """A line of the audit log; never what documents or people say. ``actor`` is the administrator who did it."""
    row = {"id": ids.made(), "at": datetime.now(UTC), "action": action, "link": link, "detail": detail}
    connection.execute(insert(AUDIT).values(**row, actor=actor[:MAX_NAME]))
