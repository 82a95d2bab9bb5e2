"""Rates wait for a second operator, open orders are counted by phone, and who sent money to the bank does not say that it came back."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rate_proposals",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("value", sa.String(20), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", "from_day", name=op.f("pk_rate_proposals")),
    )
    op.create_index("ix_orders_recipient_phone", "orders", ["recipient_phone"])
    with op.batch_alter_table("payouts") as payouts:
        payouts.add_column(sa.Column("sent_by_id", sa.Uuid(), nullable=True))
    op.execute("UPDATE payouts SET sent_by_id = (SELECT by_id FROM payout_files WHERE payout_files.id = payouts.file_id)")


def downgrade() -> None:
    with op.batch_alter_table("payouts") as payouts:
        payouts.drop_column("sent_by_id")
    op.drop_index("ix_orders_recipient_phone", "orders")
    op.drop_table("rate_proposals")
