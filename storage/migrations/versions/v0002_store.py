"""Verdicts with their history; documents, readings, collections, links and what was done to them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_VERDICT = "finding, report, rule, subject, decision, note, rule_set, decided_at"


def upgrade() -> None:
    """Make the tables; every verdict is the first of its history."""
    _verdicts()
    _documents()
    _links()


def _verdicts() -> None:
    op.drop_index("ix_verdicts_report", "verdicts")
    op.rename_table("verdicts", "verdicts_before")
    op.create_table(
        "verdicts",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("finding", sa.String(16), nullable=False),
        sa.Column("report", sa.String(64), nullable=False),
        sa.Column("rule", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("decision", sa.String(16), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("rule_set", sa.String(16), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("link", sa.String(32), nullable=False),
    )
    # before all ids that begin with a time
    op.execute(
        f"INSERT INTO verdicts (id, link, {_VERDICT}) "  # noqa: S608 - names of ours
        f"SELECT '0000000000000000' || finding, '', {_VERDICT} FROM verdicts_before"
    )
    op.drop_table("verdicts_before")
    op.create_index("ix_verdicts_finding", "verdicts", ["finding"])
    op.create_index("ix_verdicts_report", "verdicts", ["report"])


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "readings",
        sa.Column("sha256", sa.String(64), sa.ForeignKey("documents.sha256"), primary_key=True),
        sa.Column("name", sa.String(255), primary_key=True),
        sa.Column("report", sa.LargeBinary, nullable=False),
        sa.Column("findings", sa.LargeBinary, nullable=False),
        sa.Column("lines", sa.LargeBinary, nullable=False),
        sa.Column("reader", sa.String(16), nullable=False),
        sa.Column("rule_set", sa.String(16), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "collections",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("title", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "items",
        sa.Column("collection", sa.String(32), sa.ForeignKey("collections.id"), primary_key=True),
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["sha256", "name"], ["readings.sha256", "readings.name"]),
    )


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("token", sa.String(64), nullable=False, unique=True),
        sa.Column("key", sa.String(128), nullable=False),
        sa.Column("collection", sa.String(32), sa.ForeignKey("collections.id")),
        sa.Column("can_decide", sa.Boolean, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True)),
        sa.Column("deleted_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_links_collection", "links", ["collection"])
    op.create_table(
        "audit",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("link", sa.String(32), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )
