"""Orders are polled by what has changed; a household's own are found by it; cash that nobody owed was not waived."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_KNOWN = "ck_orders_payment_status_known"
_OTHERS = ("due", "collected", "awaiting", "paid", "cancelled", "refunding", "partly_refunded", "refunded")


def _rename(former: str, present: str) -> None:
    with op.batch_alter_table("orders") as orders:
        orders.drop_constraint(op.f(_KNOWN), type_="check")
    op.execute(f"UPDATE orders SET payment_status = '{present}' WHERE payment_status = '{former}'")  # noqa: S608
    with op.batch_alter_table("orders") as orders:
        orders.create_check_constraint(op.f(_KNOWN), f"payment_status IN {(*_OTHERS, present)}")


def upgrade() -> None:
    with op.batch_alter_table("orders") as orders:
        orders.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE orders SET changed_at = state_since")
    with op.batch_alter_table("orders") as orders:
        orders.alter_column("changed_at", existing_type=sa.DateTime(timezone=True), nullable=False)
    _rename("waived", "not_due")
    op.create_index("ix_orders_changed_at", "orders", ["changed_at"])
    op.create_index("ix_orders_seller_id_id", "orders", ["seller_id", "id"])


def downgrade() -> None:
    op.drop_index("ix_orders_seller_id_id", "orders")
    op.drop_index("ix_orders_changed_at", "orders")
    _rename("not_due", "waived")
    with op.batch_alter_table("orders") as orders:
        orders.drop_column("changed_at")
