"""A certificate may be refused, with a reason, and shown on a photo; a target says what its percents are of."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("certificates") as certificates:
        certificates.add_column(sa.Column("refused_by", sa.Uuid(), nullable=True))
        certificates.add_column(sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True))
        certificates.add_column(sa.Column("refusal_reason", sa.String(500), nullable=True))
        certificates.add_column(sa.Column("photo", sa.String(64), nullable=True))
    with op.batch_alter_table("targets") as targets:
        targets.add_column(sa.Column("base", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.execute(sa.text("UPDATE certificates SET state = 'declared' WHERE state = 'refused'"))
    with op.batch_alter_table("certificates") as certificates:
        for column in ("photo", "refusal_reason", "refused_at", "refused_by"):
            certificates.drop_column(column)
    with op.batch_alter_table("targets") as targets:
        targets.drop_column("base")
