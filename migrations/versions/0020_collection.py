"""Goods can be fetched: where a shop hands over, and where the buyer of an order fetches it."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_FETCHED = sa.text("collect_office IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "collection_points",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shop_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("address", sa.String(120), nullable=False),
        sa.Column("hours", sa.String(60), nullable=False),
        sa.Column("post_office_code", sa.String(10), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('shop', 'market', 'post_office')", name=op.f("ck_collection_points_kind_known")
        ),
        sa.CheckConstraint(
            "(kind = 'post_office') = (post_office_code IS NOT NULL)",
            name=op.f("ck_collection_points_office_of_the_post"),
        ),
        sa.ForeignKeyConstraint(
            ["commune_code"], ["communes.code"], name=op.f("fk_collection_points_commune_code_communes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collection_points")),
    )
    op.create_index("ix_collection_points_shop_id", "collection_points", ["shop_id", "id"])
    with op.batch_alter_table("orders") as orders:
        orders.add_column(sa.Column("collect_at", sa.Uuid(), nullable=True))
        orders.add_column(sa.Column("collect_kind", sa.String(12), nullable=True))
        orders.add_column(sa.Column("collect_place", sa.String(420), nullable=True))
        orders.add_column(sa.Column("collect_office", sa.String(10), nullable=True))
    op.create_index(
        "ix_orders_collect_office",
        "orders",
        ["collect_office", "id"],
        postgresql_where=_FETCHED,
        sqlite_where=_FETCHED,
    )


def downgrade() -> None:
    op.drop_index("ix_orders_collect_office", table_name="orders")
    with op.batch_alter_table("orders") as orders:
        for name in ("collect_office", "collect_place", "collect_kind", "collect_at"):
            orders.drop_column(name)
    op.drop_table("collection_points")
