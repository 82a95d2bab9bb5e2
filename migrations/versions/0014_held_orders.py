"""Orders of a suspended shop or good are held until an operator says what becomes of them."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("orders") as orders:
        orders.add_column(sa.Column("held_since", sa.DateTime(timezone=True), nullable=True))
    held = sa.text("held_since IS NOT NULL")
    op.create_index("ix_orders_held", "orders", ["shop_id"], postgresql_where=held, sqlite_where=held)


def downgrade() -> None:
    op.drop_index("ix_orders_held", "orders")
    with op.batch_alter_table("orders") as orders:
        orders.drop_column("held_since")
