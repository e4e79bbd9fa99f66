"""The tables of the store, as the latest revision in ``migrations`` makes them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

MAX_NAME, MAX_SUBJECT, MAX_TITLE, MAX_CAUSE = 255, 200, 100, 64
METADATA = MetaData()


class Moment(TypeDecorator[datetime]):
    """A time in UTC; SQLite keeps no time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's
        """As it is kept."""
        return value and value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - as above
        """As it was given."""
        if value is None:
            return None
        if not isinstance(value, datetime):
            raise ValueError(f"{value!r} is no time")  # noqa: TRY004 - the row is wrong, not the program
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


# A row a decision: the last one on a finding holds, `withdrawn` means that none holds. Ids sort by time.
VERDICTS = Table(
    "verdicts",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("finding", String(16), nullable=False, index=True),
    Column("report", String(64), nullable=False, index=True),
    Column("rule", String(64), nullable=False),
    Column("subject", String(MAX_SUBJECT), nullable=False),
    Column("decision", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("rule_set", String(16), nullable=False),
    Column("decided_at", Moment, nullable=False),
    # through which it was given; "" for one of somebody who brought the report himself
    Column("link", String(32), nullable=False),
    # as a provider calls whoever was signed in; "" for anybody else
    Column("actor", String(MAX_NAME), nullable=False, server_default=""),
)
# A document as it came: `size` bytes, `data` them compressed
DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("kept_at", Moment, nullable=False),
)
# What was read in it under a name, for there are rules about names; blobs as `workers.wire` encodes them, compressed
READINGS = Table(
    "readings",
    METADATA,
    Column("sha256", String(64), ForeignKey("documents.sha256"), primary_key=True),
    Column("name", String(MAX_NAME), primary_key=True),
    Column("report", LargeBinary, nullable=False),
    Column("findings", LargeBinary, nullable=False),
    Column("lines", LargeBinary, nullable=False),
    Column("reader", String(16), nullable=False),
    Column("rule_set", String(16), nullable=False),
    Column("read_at", Moment, nullable=False),
)
# How many bytes all documents and readings take, in the one row ``KEPT``: nobody is to count them with every save
TOTALS = Table(
    "totals",
    METADATA,
    Column("name", String(16), primary_key=True),
    Column("bytes", BigInteger, nullable=False),
)
KEPT = "kept"
# A named list of reports; `version` is another one after every change. One that an administrator has published is among
# the public reports.
COLLECTIONS = Table(
    "collections",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("title", String(MAX_TITLE), nullable=False),
    Column("version", Integer, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("published_at", Moment),
)
ITEMS = Table(
    "items",
    METADATA,
    Column("collection", String(32), ForeignKey("collections.id"), primary_key=True),
    Column("sha256", String(64), primary_key=True, index=True),
    Column("name", String(MAX_NAME), nullable=False),
    Column("added_at", Moment, nullable=False),
    ForeignKeyConstraint(["sha256", "name"], ["readings.sha256", "readings.name"]),
)
# A way to a collection. `token` and `key` are hashes; without a collection it was deleted or has run out.
LINKS = Table(
    "links",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("token", String(64), nullable=False, unique=True),
    Column("key", String(128), nullable=False),
    Column("collection", String(32), ForeignKey("collections.id"), index=True),
    Column("can_decide", Boolean, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, index=True),
    Column("deleted_at", Moment),
)
# What was done, to which link, by which administrator ("" for whoever has the key); never what documents say
AUDIT = Table(
    "audit",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("action", String(32), nullable=False),
    Column("link", String(32), nullable=False),
    Column("detail", Text, nullable=False),
    Column("actor", String(MAX_NAME), nullable=False, server_default=""),
)
# How many documents could not be read on a day (UTC, ISO 8601), by the code of the reason; of the documents nothing
FAILURES = Table(
    "failures",
    METADATA,
    Column("day", String(10), primary_key=True),
    Column("cause", String(MAX_CAUSE), primary_key=True),
    Column("documents", Integer, nullable=False),
)
# A document that could not be read and was handed over by whoever brought it, for administrators; `cause` as above
REFUSED = Table(
    "refused",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("name", String(MAX_NAME), nullable=False),
    Column("cause", String(MAX_CAUSE), nullable=False),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("given_at", Moment, nullable=False),
)
