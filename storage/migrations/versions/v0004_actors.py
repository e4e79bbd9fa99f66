"""Who gave a verdict, where somebody was signed in."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column."""
    op.add_column("verdicts", sa.Column("actor", sa.String(255), nullable=False, server_default=""))
