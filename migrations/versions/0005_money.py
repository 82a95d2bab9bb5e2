"""Refunds by bank go out in transfer files; money that is given up above a set sum waits for a second operator."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "write_offs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_by_id", sa.Uuid(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount_vnd > 0", name=op.f("ck_write_offs_amount_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_write_offs")),
        sa.UniqueConstraint("subject", name=op.f("uq_write_offs_subject")),
    )
    with op.batch_alter_table("refunds") as refunds:
        refunds.add_column(sa.Column("file_id", sa.Uuid(), nullable=True))
        refunds.add_column(sa.Column("sealed_account", sa.LargeBinary(), nullable=True))
        refunds.create_index("ix_refunds_file_id", ["file_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("refunds") as refunds:
        refunds.drop_index("ix_refunds_file_id")
        refunds.drop_column("sealed_account")
        refunds.drop_column("file_id")
    op.drop_table("write_offs")
