"""A stand that is late or short: what its buyers are offered, and from where on another household reads a thread."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_OPEN = sa.text("state = 'open'")
_STATES = "state IN ('open', 'taken', 'declined', 'expired', 'dropped', 'none_equal', 'left_out')"


def upgrade() -> None:
    _substitutions()
    with op.batch_alter_table("stands") as stands:
        stands.add_column(sa.Column("short_by", sa.String(20), nullable=True))
        stands.add_column(sa.Column("short_by_id", sa.Uuid(), nullable=True))
    with op.batch_alter_table("message_threads") as threads:
        threads.add_column(sa.Column("household_from", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("message_threads") as threads:
        threads.alter_column("household_from", existing_type=sa.Integer(), server_default=None)


def _substitutions() -> None:
    op.create_table(
        "order_substitutions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("shop_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("to_shop_id", sa.Uuid(), nullable=True),
        sa.Column("to_shop_name", sa.String(120), nullable=True),
        sa.Column("to_product_id", sa.Uuid(), nullable=True),
        sa.Column("to_name", sa.String(120), nullable=True),
        sa.Column("price_vnd", sa.BigInteger(), nullable=True),
        sa.Column("goods_vnd", sa.BigInteger(), nullable=True),
        sa.Column("shipping_vnd", sa.BigInteger(), nullable=True),
        sa.Column("ship_on", sa.Date(), nullable=True),
        sa.Column("by", sa.String(20), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(_STATES, name=op.f("ck_order_substitutions_state_known")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_order_substitutions_quantity_positive")),
        sa.CheckConstraint(
            "state NOT IN ('open', 'taken') OR to_product_id IS NOT NULL",
            name=op.f("ck_order_substitutions_offers_something"),
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_substitutions_order_id_orders")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_substitutions")),
    )
    op.create_index(
        "uq_order_substitutions_order_id_product_id", "order_substitutions", ["order_id", "product_id"], unique=True
    )
    op.create_index(
        "uq_order_substitutions_open",
        "order_substitutions",
        ["order_id"],
        unique=True,
        postgresql_where=_OPEN,
        sqlite_where=_OPEN,
    )
    op.create_index("ix_order_substitutions_product_id", "order_substitutions", ["product_id"])
    op.create_index(
        "ix_order_substitutions_expires_at",
        "order_substitutions",
        ["expires_at"],
        postgresql_where=_OPEN,
        sqlite_where=_OPEN,
    )


def downgrade() -> None:
    with op.batch_alter_table("message_threads") as threads:
        threads.drop_column("household_from")
    with op.batch_alter_table("stands") as stands:
        stands.drop_column("short_by_id")
        stands.drop_column("short_by")
    op.drop_table("order_substitutions")
