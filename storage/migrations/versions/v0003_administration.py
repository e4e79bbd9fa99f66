"""What administrators do: published collections, who did what, and how many documents could not be read."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns and the table."""
    op.add_column("collections", sa.Column("published_at", sa.DateTime(timezone=True)))
    op.add_column("audit", sa.Column("actor", sa.String(255), nullable=False, server_default=""))
    _failures()


def _failures() -> None:
    op.create_table(
        "failures",
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("cause", sa.String(64), primary_key=True),
        sa.Column("documents", sa.Integer, nullable=False),
    )
