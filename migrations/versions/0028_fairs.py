"""Fairs: dated sales before the harvest; goods have windows, orders a fair and a day until which they are gathered."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_OF_FAIR = sa.text("fair_slug IS NOT NULL")
_FAIR_STATES = "state IN ('planned', 'open', 'closed', 'shipped', 'over', 'called_off')"


def upgrade() -> None:
    _fairs()
    _stands()
    _goods()
    with op.batch_alter_table("orders") as orders:
        orders.add_column(sa.Column("fair_slug", sa.String(60), nullable=True))
        orders.add_column(sa.Column("gathers_until", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_orders_fair_slug", "orders", ["fair_slug", "id"], postgresql_where=_OF_FAIR, sqlite_where=_OF_FAIR
    )


def _fairs() -> None:
    op.create_table(
        "fairs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(60), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("province_code", sa.String(2), nullable=False),
        sa.Column("commune_codes", sa.JSON(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ships_from", sa.Date(), nullable=False),
        sa.Column("ships_to", sa.Date(), nullable=False),
        sa.Column("minimum_packs", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(_FAIR_STATES, name=op.f("ck_fairs_state_known")),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_fairs_opens_before_it_closes")),
        sa.CheckConstraint("ships_from <= ships_to", name=op.f("ck_fairs_ships_in_order")),
        sa.CheckConstraint("minimum_packs > 0", name=op.f("ck_fairs_minimum_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fairs")),
        sa.UniqueConstraint("slug", name=op.f("uq_fairs_slug")),
    )
    op.create_index("ix_fairs_state_opens_at", "fairs", ["state", "opens_at"])
    op.create_index("ix_fairs_state_closes_at", "fairs", ["state", "closes_at"])
    op.create_index("ix_fairs_province_code", "fairs", ["province_code", "opens_at"])
    op.create_table(
        "fair_moves",
        sa.Column("fair_id", sa.Uuid(), nullable=False),
        sa.Column("move_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.String(12), nullable=True),
        sa.Column("target", sa.String(12), nullable=False),
        sa.Column("by", sa.String(20), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(500), nullable=False),
        sa.ForeignKeyConstraint(["fair_id"], ["fairs.id"], name=op.f("fk_fair_moves_fair_id_fairs")),
        sa.PrimaryKeyConstraint("fair_id", "move_no", name=op.f("pk_fair_moves")),
    )


def _stands() -> None:
    op.create_table(
        "stands",
        sa.Column("fair_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=False),
        sa.Column("shop_id", sa.Uuid(), nullable=False),
        sa.Column("packs", sa.Integer(), nullable=False),
        sa.Column("from_stock", sa.Integer(), nullable=False),
        sa.Column("ready_on", sa.Date(), nullable=False),
        sa.Column("first_ready_on", sa.Date(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("packs_ready", sa.Integer(), nullable=True),
        sa.Column("short_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("packs > 0", name=op.f("ck_stands_packs_positive")),
        sa.CheckConstraint("from_stock BETWEEN 0 AND packs", name=op.f("ck_stands_no_more_from_stock_than_packs")),
        sa.CheckConstraint("packs_ready >= 0", name=op.f("ck_stands_ready_not_negative")),
        sa.ForeignKeyConstraint(["fair_id"], ["fairs.id"], name=op.f("fk_stands_fair_id_fairs")),
        sa.PrimaryKeyConstraint("fair_id", "product_id", name=op.f("pk_stands")),
        sa.UniqueConstraint("product_id", name=op.f("uq_stands_product_id")),
    )
    op.create_index("uq_stands_fair_id_parent_id", "stands", ["fair_id", "parent_id"], unique=True)
    op.create_index("ix_stands_shop_id", "stands", ["shop_id", "fair_id"])
    op.create_index("ix_stands_parent_id", "stands", ["parent_id"])


def _goods() -> None:
    with op.batch_alter_table("products") as products:
        products.add_column(sa.Column("parent_id", sa.Uuid(), nullable=True))
        products.add_column(sa.Column("fair_slug", sa.String(60), nullable=True))
        products.add_column(sa.Column("sale_opens_at", sa.DateTime(timezone=True), nullable=True))
        products.add_column(sa.Column("sale_closes_at", sa.DateTime(timezone=True), nullable=True))
        products.add_column(sa.Column("ships_on", sa.Date(), nullable=True))
        products.create_check_constraint(
            op.f("ck_products_stand_of_a_fair"), "(parent_id IS NULL) = (fair_slug IS NULL)"
        )
        products.create_check_constraint(
            op.f("ck_products_sale_opens_before_it_closes"), "sale_opens_at < sale_closes_at"
        )
    for name in ("fair_slug", "parent_id"):
        op.create_index(f"ix_products_{name}", "products", [name], postgresql_where=_OF_FAIR, sqlite_where=_OF_FAIR)


def downgrade() -> None:
    for name in ("parent_id", "fair_slug"):
        op.drop_index(f"ix_products_{name}", table_name="products")
    with op.batch_alter_table("products") as products:
        products.drop_constraint(op.f("ck_products_sale_opens_before_it_closes"), type_="check")
        products.drop_constraint(op.f("ck_products_stand_of_a_fair"), type_="check")
        for name in ("ships_on", "sale_closes_at", "sale_opens_at", "fair_slug", "parent_id"):
            products.drop_column(name)
    op.drop_index("ix_orders_fair_slug", table_name="orders")
    with op.batch_alter_table("orders") as orders:
        orders.drop_column("gathers_until")
        orders.drop_column("fair_slug")
    for name in ("stands", "fair_moves", "fairs"):
        op.drop_table(name)
