"""An order says nothing of its money but what its table of payment states names."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KNOWN = (
    "due", "collected", "waived", "awaiting", "paid", "cancelled", "refunding", "partly_refunded", "refunded",
)  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table("orders") as orders:
        orders.create_check_constraint(op.f("ck_orders_payment_status_known"), f"payment_status IN {KNOWN}")


def downgrade() -> None:
    with op.batch_alter_table("orders") as orders:
        orders.drop_constraint(op.f("ck_orders_payment_status_known"), type_="check")
