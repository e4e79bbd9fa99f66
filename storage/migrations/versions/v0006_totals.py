"""The bytes of all documents and readings, counted once; items are found by their document."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_BLOBS = "coalesce(sum(length(report)), 0) + coalesce(sum(length(findings)), 0) + coalesce(sum(length(lines)), 0)"


def upgrade() -> None:
    """Add table and index, and count what is there; an empty store stays empty."""
    op.create_table(
        "totals", sa.Column("name", sa.String(16), primary_key=True), sa.Column("bytes", sa.BigInteger, nullable=False)
    )
    op.create_index("ix_items_sha256", "items", ["sha256"])
    op.create_index("ix_links_expires_at", "links", ["expires_at"])
    op.execute(
        "INSERT INTO totals (name, bytes) SELECT 'kept', n FROM (SELECT "  # noqa: S608 - names of ours
        f"(SELECT coalesce(sum(length(data)), 0) FROM documents) + (SELECT {_BLOBS} FROM readings) AS n) AS counted "
        "WHERE n > 0"
    )
