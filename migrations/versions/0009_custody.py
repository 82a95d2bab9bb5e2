"""Scans say how far their hand is believed and whether they count; cash says who took it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"
branch_labels = None
depends_on = None

TRUST, STANDING = ("sure", "office", "courier", "outside"), ("counts", "waiting", "voided")


def upgrade() -> None:
    # What was recorded before counted, whoever had scanned: orders and money have long followed it.
    with op.batch_alter_table("scans") as scans:
        scans.add_column(sa.Column("trust", sa.String(length=10), nullable=False, server_default="sure"))
        scans.add_column(sa.Column("standing", sa.String(length=10), nullable=False, server_default="counts"))
        scans.add_column(sa.Column("upheld_at", sa.DateTime(timezone=True), nullable=True))
        scans.add_column(sa.Column("upheld_by", sa.Uuid(), nullable=True))
    op.execute("UPDATE scans SET standing = 'voided' WHERE voided_at IS NOT NULL")
    with op.batch_alter_table("scans") as scans:
        scans.alter_column("trust", existing_type=sa.String(length=10), existing_nullable=False, server_default=None)
        scans.alter_column("standing", existing_type=sa.String(length=10), existing_nullable=False, server_default=None)
        scans.create_check_constraint(op.f("ck_scans_trust_known"), f"trust IN {TRUST}")
        scans.create_check_constraint(op.f("ck_scans_standing_known"), f"standing IN {STANDING}")
        scans.create_check_constraint(
            op.f("ck_scans_voided_when_it_says_so"), "(standing = 'voided') = (voided_at IS NOT NULL)"
        )
        scans.create_index("ix_scans_standing", ["standing", "scan_id"], unique=False)
    with op.batch_alter_table("cash_on_delivery") as cash:
        cash.add_column(sa.Column("taken_by_id", sa.Uuid(), nullable=True))
        cash.add_column(sa.Column("is_carried", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("cash_on_delivery") as cash:
        cash.alter_column("is_carried", existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
        cash.create_index("ix_cash_on_delivery_taken_by_id", ["taken_by_id", "post_office_code"], unique=False)
    with op.batch_alter_table("till_movements") as movements:
        movements.add_column(sa.Column("from_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("till_movements") as movements:
        movements.drop_column("from_id")
    with op.batch_alter_table("cash_on_delivery") as cash:
        cash.drop_index("ix_cash_on_delivery_taken_by_id")
        cash.drop_column("is_carried")
        cash.drop_column("taken_by_id")
    with op.batch_alter_table("scans") as scans:
        scans.drop_index("ix_scans_standing")
        scans.drop_constraint(op.f("ck_scans_voided_when_it_says_so"), type_="check")
        scans.drop_constraint(op.f("ck_scans_standing_known"), type_="check")
        scans.drop_constraint(op.f("ck_scans_trust_known"), type_="check")
        for column in ("upheld_by", "upheld_at", "standing", "trust"):
            scans.drop_column(column)
