"""What fairs came to, in figures; who agreed to hear of the next season."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_COUNTS = ("orders", "packs_ordered", "packs_delivered", "delivered", "on_day", "buyers", "buyers_back", "first_sales")


def upgrade() -> None:
    op.create_table(
        "fair_cells",
        sa.Column("slug", sa.String(60), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
        sa.Column("goods_vnd", sa.BigInteger(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_fair_cells")),
    )
    _wishes()
    _ready()


def _wishes() -> None:
    """Who wishes to hear when a household sells again, from which order, and of which season she was told."""
    op.create_table(
        "season_wishes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("shop_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_season", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_season_wishes")),
    )
    op.create_index("uq_season_wishes_person_id_shop_id", "season_wishes", ["person_id", "shop_id"], unique=True)
    op.create_index("ix_season_wishes_shop_id", "season_wishes", ["shop_id"])


def _ready() -> None:
    """Which shops were ready at the end of a month, and what is counted of them."""
    op.create_table(
        "ready_shops",
        sa.Column("shop_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("commune", sa.String(5), nullable=False),
        sa.PrimaryKeyConstraint("shop_id", "month", name=op.f("pk_ready_shops")),
    )
    op.create_index("ix_ready_shops_commune", "ready_shops", ["commune", "month"])
    op.create_table(
        "ready_cells",
        sa.Column("commune", sa.String(5), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("province", sa.String(2), nullable=False),
        sa.Column("ready", sa.Integer(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("sold", sa.Integer(), nullable=False),
        sa.Column("waits", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("commune", "month", name=op.f("pk_ready_cells")),
    )
    op.create_index("ix_ready_cells_province", "ready_cells", ["province", "month"])
    op.create_table(
        "ready_counts",
        sa.Column("commune", sa.String(5), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("commune", name=op.f("pk_ready_counts")),
    )


def downgrade() -> None:
    for name in ("ready_counts", "ready_cells", "ready_shops", "season_wishes", "fair_cells"):
        op.drop_table(name)
