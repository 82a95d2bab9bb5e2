"""An order can be put right before it is packed: what the household proposes to the buyer, and a later day of sending."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    op.create_table(
        "order_proposals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("ship_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("restock", sa.Boolean(), nullable=False),
        sa.Column("goods_vnd", sa.BigInteger(), nullable=False),
        sa.Column("shipping_vnd", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(20), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'accepted', 'refused', 'replaced', 'expired', 'dropped')",
            name=op.f("ck_order_proposals_state_known"),
        ),
        sa.CheckConstraint("goods_vnd > 0 AND shipping_vnd >= 0", name=op.f("ck_order_proposals_sums_possible")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_proposals_order_id_orders")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_proposals")),
    )
    op.create_index(
        "uq_order_proposals_open",
        "order_proposals",
        ["order_id"],
        unique=True,
        postgresql_where=_OPEN,
        sqlite_where=_OPEN,
    )
    op.create_index("ix_order_proposals_order_id", "order_proposals", ["order_id", "id"])
    op.create_index("ix_order_proposals_state", "order_proposals", ["state", "expires_at"])
    op.create_table(
        "order_proposal_lines",
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("ordered", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity >= 0 AND quantity < ordered", name=op.f("ck_order_proposal_lines_fewer")),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["order_proposals.id"],
            name=op.f("fk_order_proposal_lines_proposal_id_order_proposals"),
        ),
        sa.PrimaryKeyConstraint("proposal_id", "line_no", name=op.f("pk_order_proposal_lines")),
    )
    op.create_index("ix_order_proposal_lines_product_id", "order_proposal_lines", ["product_id"])
    with op.batch_alter_table("orders") as orders:
        orders.add_column(sa.Column("ship_on", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("orders") as orders:
        orders.drop_column("ship_on")
    op.drop_table("order_proposal_lines")
    op.drop_table("order_proposals")
