"""Collections of kept reports, and the links by which they are opened.

A link is unlisted: whoever has its token sees the collection, whoever has its key may change or delete it. What is
acknowledged is kept: each call is one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Row, insert, select, update

from storage import documents, endings, ids, secret
from storage.database import reading, storable, writing
from storage.tables import COLLECTIONS, ITEMS, LINKS, MAX_TITLE
from workers import ReadDocument

_MB = 1024 * 1024


class Refusal(StrEnum):
    """Why a link does not open, or is not changed."""

    MISTYPED = "mistyped"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    DELETED = "deleted"
    WRONG_KEY = "wrong_key"
    LINK_FULL = "link_full"
    STORE_FULL = "store_full"
    NOTHING = "nothing"


class LinkError(Exception):
    """A link was refused; ``why`` says for what reason."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


class LinkTerms(NamedTuple):
    """For how many days a link holds (None: for good), and whether whoever opens it may give verdicts."""

    days: int | None
    can_decide: bool


class Limits(NamedTuple):
    """How many megabytes the reports of one link and of all of them may take, compressed."""

    link_mb: int
    store_mb: int


class Given(NamedTuple):
    """What whoever has kept reports gets, once: the token of the link, and the key to change it."""

    token: str
    key: str


class Link(NamedTuple):
    """A link that opens: its id, its collection and the version of that, the title ("" for none), whether verdicts may
    be given, when it was made, when it ends (None: never), and since when it is public (None: it is not)."""

    id: str
    collection: str
    version: int
    title: str
    can_decide: bool
    made_at: datetime
    expires_at: datetime | None
    published_at: datetime | None


class Shared(NamedTuple):
    """A report of a collection, and when it was added."""

    read: ReadDocument
    added_at: datetime


class Links:
    """The links of one database. Every method raises StorageUnavailableError where the database fails, and LinkError
    where it refuses."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, reads: Iterable[ReadDocument], title: str, terms: LinkTerms, limits: Limits) -> Given:
        """Keep these reports as a collection and make a link to it."""
        given, link, collection, now = Given(secret.made(), secret.made()), ids.made(), ids.made(), datetime.now(UTC)
        parts = [documents.packed(read) for read in reads]
        seal = secret.sealed(given.key)
        row = {"id": link, "token": secret.hashed(given.token), "key": seal, "collection": collection, "made_at": now}
        title = storable(title).strip()[:MAX_TITLE]
        with writing(self._engine) as connection:
            endings.expire(connection, now)
            connection.execute(insert(COLLECTIONS).values(id=collection, title=title, version=0, made_at=now))
            _add(connection, collection, parts, limits, now)
            connection.execute(insert(LINKS).values(**row, **_columns(terms, now)))
            endings.note(connection, "kept", link, f"{len(parts)} reports")
        return given

    def look(self, token: str) -> Link:
        """The link of a token."""
        with reading(self._engine) as connection:
            return _link(connection, token)

    def reports(self, token: str) -> tuple[Link, list[Shared]]:
        """The link of a token, and the reports of its collection in the order in which they were added."""
        with reading(self._engine) as connection:
            link = _link(connection, token)
            kept = documents.of_collection(connection, link.collection)
        return link, [Shared(one.read, one.added_at) for one in kept]

    def add(self, token: str, key: str, reads: Iterable[ReadDocument], limits: Limits) -> None:
        """Put more reports into the collection of a link."""
        parts, now = [documents.packed(read) for read in reads], datetime.now(UTC)
        self._unlock(token, key)
        with writing(self._engine) as connection:
            link = _link(connection, token)
            _add(connection, link.collection, parts, limits, now)
            endings.note(connection, "added", link.id, f"{len(parts)} reports")

    def change(self, token: str, key: str, terms: LinkTerms) -> None:
        """Let a link hold on other terms, from now on."""
        self._unlock(token, key)
        with writing(self._engine) as connection:
            link, columns = _link(connection, token), _columns(terms, datetime.now(UTC))
            connection.execute(update(LINKS).where(LINKS.c.id == link.id).values(columns))
            endings.note(connection, "changed", link.id, f"days {terms.days}, verdicts {terms.can_decide}")

    def delete(self, token: str, key: str) -> None:
        """Remove a link, and its reports where no other link leads to them."""
        now = datetime.now(UTC)
        self._unlock(token, key)
        with writing(self._engine) as connection:
            link = _link(connection, token)
            endings.end(connection, [link.id], now, "deleted")

    def _unlock(self, token: str, key: str) -> None:
        """Raises LinkError for another key than the link's. It never gets another one, so no transaction waits for what
        takes a while."""
        with reading(self._engine) as connection:
            _link(connection, token)
            seal = _row(connection, token).key
        if not secret.fits(key, seal):
            raise LinkError(Refusal.WRONG_KEY)

    def purge(self) -> int:
        """Remove what only links lead to whose time is over; how many of them there were."""
        now = datetime.now(UTC)
        with reading(self._engine) as connection:
            if not endings.over(connection, now):
                return 0
        with writing(self._engine) as connection:
            return endings.expire(connection, now)


def _columns(terms: LinkTerms, now: datetime) -> dict[str, Any]:
    until = None if terms.days is None else now + timedelta(days=terms.days)
    return {"expires_at": until, "can_decide": terms.can_decide}


def _link(connection: Connection, token: str) -> Link:
    row = _row(connection, token)
    if row.collection is None or (row.expires_at is not None and row.expires_at <= datetime.now(UTC)):
        raise LinkError(Refusal.EXPIRED if row.deleted_at is None else Refusal.DELETED)
    return Link(*(getattr(row, field) for field in Link._fields))


def _row(connection: Connection, token: str) -> Row[Any]:
    if not secret.is_whole(token):
        raise LinkError(Refusal.MISTYPED)
    columns = [*(column for column in LINKS.c if column is not LINKS.c.token), COLLECTIONS.c.title]
    columns += [COLLECTIONS.c.version, COLLECTIONS.c.published_at]
    query = select(*columns).join_from(LINKS, COLLECTIONS, LINKS.c.collection == COLLECTIONS.c.id, isouter=True)
    row = connection.execute(query.where(LINKS.c.token == secret.hashed(token))).first()
    if row is None:
        raise LinkError(Refusal.UNKNOWN)
    return row


def _add(
    connection: Connection, collection: str, parts: Sequence[documents.Packed], limits: Limits, now: datetime
) -> None:
    """Put reports into a collection, each document once."""
    held = {row.sha256 for row in connection.execute(select(ITEMS.c.sha256).where(ITEMS.c.collection == collection))}
    new = [one for one in {one.sha256: one for one in parts}.values() if one.sha256 not in held]
    if not new:
        raise LinkError(Refusal.NOTHING)
    for one in new:
        documents.put(connection, one, now)
        item = {"collection": collection, "sha256": one.sha256, "name": one.name, "added_at": now}
        connection.execute(insert(ITEMS).values(item))
    later = {"version": COLLECTIONS.c.version + 1}
    connection.execute(update(COLLECTIONS).where(COLLECTIONS.c.id == collection).values(later))
    if documents.bytes_of(connection, collection) > limits.link_mb * _MB:
        raise LinkError(Refusal.LINK_FULL)
    if documents.kept_bytes(connection) > limits.store_mb * _MB:
        raise LinkError(Refusal.STORE_FULL)
