"""What administrators see of a store, and do with it. What one of them does is logged, with who it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, and_, func, select, update

from storage import documents, endings
from storage.database import named_errors, reading, writing
from storage.links import LinkError, Refusal
from storage.tables import AUDIT, COLLECTIONS, DOCUMENTS, ITEMS, LINKS, READINGS, VERDICTS
from workers import ReadDocument


class Listed(NamedTuple):
    """A kept collection: its id, title ("" for none), number of reports and bytes (as they are kept, compressed), when
    it was made, until when its link holds (None: for good), whether verdicts may be given through it, and when it was
    published (None: it is not)."""

    collection: str
    title: str
    reports: int
    bytes: int
    made_at: datetime
    expires_at: datetime | None
    can_decide: bool
    published_at: datetime | None


class Used(NamedTuple):
    """What a store holds: bytes of documents and readings, and how many documents, links that hold and verdicts."""

    bytes: int
    documents: int
    links: int
    verdicts: int


class VerdictGiven(NamedTuple):
    """A verdict of the history: finding, report (sha256), rule, subject, decision, note, when, through which link
    (id and title; "" for one of somebody who brought the document himself), and who was signed in ("" for nobody)."""

    finding: str
    report: str
    rule: str
    subject: str
    decision: str
    note: str
    decided_at: datetime
    link: str
    actor: str
    title: str


class AuditLine(NamedTuple):
    """A line of the audit log: when, what, to which link, more of it, and by which administrator ("" for none)."""

    at: datetime
    action: str
    link: str
    detail: str
    actor: str


class Administration:
    """One database as administrators see it. Every method raises StorageUnavailableError where the database fails, and
    those that change something LinkError for a collection that is no more."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def collections(self, limit: int) -> list[Listed]:
        """What is kept, the latest first."""
        of_reading = sum((func.length(READINGS.c[name]) for name in ("report", "findings", "lines")), 0)
        size = func.sum(of_reading + func.length(DOCUMENTS.c.data))
        named = and_(ITEMS.c.sha256 == READINGS.c.sha256, ITEMS.c.name == READINGS.c.name)
        # of these alone the bytes are counted
        latest = select(COLLECTIONS.c.id).order_by(COLLECTIONS.c.id.desc()).limit(limit).subquery()
        held = (
            select(ITEMS.c.collection, func.count().label("reports"), size.label("bytes"))
            .join_from(ITEMS, READINGS, named)
            .join(DOCUMENTS, DOCUMENTS.c.sha256 == READINGS.c.sha256)
            .where(ITEMS.c.collection.in_(select(latest.c.id)))
            .group_by(ITEMS.c.collection)
            .subquery()
        )
        columns = (COLLECTIONS.c.id, COLLECTIONS.c.title, held.c.reports, held.c.bytes, COLLECTIONS.c.made_at)
        terms = (LINKS.c.expires_at, LINKS.c.can_decide, COLLECTIONS.c.published_at)
        query = select(*columns, *terms).join_from(COLLECTIONS, held, held.c.collection == COLLECTIONS.c.id)
        query = query.join(LINKS, LINKS.c.collection == COLLECTIONS.c.id).order_by(COLLECTIONS.c.id.desc())
        with reading(self._engine) as connection:
            return [Listed(*row) for row in connection.execute(query.limit(limit))]

    def used(self) -> Used:
        """How much there is of everything."""
        with reading(self._engine) as connection:

            def count(table: Any, *where: Any) -> int:
                return int(connection.execute(select(func.count()).select_from(table).where(*where)).scalar() or 0)

            links = count(LINKS, LINKS.c.collection.is_not(None))
            return Used(documents.kept_bytes(connection), count(DOCUMENTS), links, count(VERDICTS))

    def reports(self, collection: str) -> list[ReadDocument]:
        """The reports of a collection, in the order in which they were added."""
        with reading(self._engine) as connection:
            kept = documents.of_collection(connection, collection)
        return [one.read for one in kept]

    def latest(self, limit: int) -> Iterator[ReadDocument]:
        """The reports that were read last, each document once; one after the other, for there may be many."""
        latest = select(READINGS.c.sha256, READINGS.c.name).order_by(READINGS.c.read_at.desc(), READINGS.c.sha256)
        with reading(self._engine) as connection:
            named = connection.execute(latest.order_by(READINGS.c.name).limit(limit)).all()
        query = select(READINGS.c.report, READINGS.c.findings, READINGS.c.lines, DOCUMENTS.c.data).join_from(
            READINGS, DOCUMENTS, READINGS.c.sha256 == DOCUMENTS.c.sha256
        )
        for sha256, name in named:
            # no connection is held while one is decoded and looked at
            with reading(self._engine) as connection:
                row = connection.execute(query.where(READINGS.c.sha256 == sha256, READINGS.c.name == name)).first()
            # somebody may have removed it meanwhile
            if row is not None:
                with named_errors():
                    read = documents.unpacked(*row)
                yield read

    def verdicts(self, limit: int) -> list[VerdictGiven]:
        """Verdicts with their history, those that were withdrawn too, the latest first."""
        columns = [VERDICTS.c[name] for name in VerdictGiven._fields if name != "title"]
        query = select(*columns, func.coalesce(COLLECTIONS.c.title, "")).join_from(
            VERDICTS, LINKS, VERDICTS.c.link == LINKS.c.id, isouter=True
        )
        query = query.join(COLLECTIONS, COLLECTIONS.c.id == LINKS.c.collection, isouter=True)
        with reading(self._engine) as connection:
            return [
                VerdictGiven._make(row) for row in connection.execute(query.order_by(VERDICTS.c.id.desc()).limit(limit))
            ]

    def log(self, limit: int) -> list[AuditLine]:
        """What was done, the latest first."""
        query = select(*(AUDIT.c[name] for name in AuditLine._fields)).order_by(AUDIT.c.id.desc()).limit(limit)
        with reading(self._engine) as connection:
            return [AuditLine(*row) for row in connection.execute(query)]

    def publish(self, collection: str, actor: str) -> None:
        """Put a collection among the public reports."""
        self._set(collection, actor, "published", published_at=datetime.now(UTC))

    def unpublish(self, collection: str, actor: str) -> None:
        """Take a collection out of the public reports."""
        self._set(collection, actor, "unpublished", published_at=None)

    def extend(self, collection: str, days: int | None, actor: str) -> None:
        """Let the link of a collection hold for so many days from now on (None: for good)."""
        until = None if days is None else datetime.now(UTC) + timedelta(days=days)

        def change(connection: Connection) -> None:
            connection.execute(update(LINKS).where(LINKS.c.collection == collection).values(expires_at=until))

        self._do(collection, actor, "extended", change, f"days {days}")

    def delete(self, collection: str, actor: str) -> None:
        """Remove a collection, its link, and what no other one holds."""
        with writing(self._engine) as connection:
            endings.end(connection, _links(connection, collection), datetime.now(UTC), "deleted", actor)

    def _set(self, collection: str, actor: str, action: str, **values: Any) -> None:
        def change(connection: Connection) -> None:
            connection.execute(update(COLLECTIONS).where(COLLECTIONS.c.id == collection).values(values))

        self._do(collection, actor, action, change)

    def _do(
        self, collection: str, actor: str, action: str, change: Callable[[Connection], None], detail: str = ""
    ) -> None:
        with writing(self._engine) as connection:
            links = _links(connection, collection)
            change(connection)
            for link in links:
                endings.note(connection, action, link, detail, actor)


def _links(connection: Connection, collection: str) -> list[str]:
    """The links that lead to a collection. Raises LinkError where there is none."""
    ids = list(connection.execute(select(LINKS.c.id).where(LINKS.c.collection == collection)).scalars())
    if not ids:
        raise LinkError(Refusal.UNKNOWN)
    return ids
