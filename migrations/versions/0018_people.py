"""Operators act in office, and it is written down; roles are given by two where they give power."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("acts") as acts:
        acts.alter_column("for_id", existing_type=sa.Uuid(), nullable=True)
        acts.add_column(sa.Column("by_operator", sa.Boolean(), server_default=sa.false(), nullable=False))
        acts.add_column(sa.Column("subject", sa.String(200), server_default="", nullable=False))
        acts.add_column(sa.Column("reason", sa.String(500), server_default="", nullable=False))
    with op.batch_alter_table("acts") as acts:
        for name, kind in {"by_operator": sa.Boolean(), "subject": sa.String(200), "reason": sa.String(500)}.items():
            acts.alter_column(name, existing_type=kind, server_default=None)
    op.create_index(
        "ix_acts_by_operator",
        "acts",
        ["id"],
        postgresql_where=sa.text("by_operator"),
        sqlite_where=sa.text("by_operator = 1"),
    )


def downgrade() -> None:
    op.drop_index("ix_acts_by_operator", "acts")
    op.execute("DELETE FROM acts WHERE for_id IS NULL")
    with op.batch_alter_table("acts") as acts:
        acts.drop_column("reason")
        acts.drop_column("subject")
        acts.drop_column("by_operator")
        acts.alter_column("for_id", existing_type=sa.Uuid(), nullable=False)
