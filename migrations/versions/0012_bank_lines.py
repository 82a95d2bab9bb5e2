"""A bank line keeps its number, its columns and what they said of its way; one told again says of which it tells."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What was read before is not read anew: of it none of this is known, and the audit says so where it matters.
    with op.batch_alter_table("bank_transfers") as transfers:
        transfers.add_column(sa.Column("number", sa.String(60), nullable=True))
        transfers.add_column(sa.Column("layout", sa.String(400), nullable=True))
        transfers.add_column(sa.Column("marks", sa.String(200), nullable=True))
        transfers.add_column(sa.Column("same_as_id", sa.Uuid(), nullable=True))
        transfers.add_column(sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_bank_transfers_booked_on", "bank_transfers", ["booked_on"])
    op.create_index("ix_bank_transfers_same_as_id", "bank_transfers", ["same_as_id"])


def downgrade() -> None:
    # Before, every row was booked.
    op.execute("DELETE FROM bank_transfers WHERE queue IN ('perhaps', 'known')")
    op.drop_index("ix_bank_transfers_same_as_id", "bank_transfers")
    op.drop_index("ix_bank_transfers_booked_on", "bank_transfers")
    with op.batch_alter_table("bank_transfers") as transfers:
        for name in ("verified_at", "same_as_id", "marks", "layout", "number"):
            transfers.drop_column(name)
