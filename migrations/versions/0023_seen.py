"""By which link a buyer came stands on the order; looks are counted by day, and figures by source."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_VIA = "ck_orders_via_known"
_SOURCES = ("household", "team", "poster", "fair", "feed")
_COUNTS = ("store_opens", "good_looks", "basket_adds")
# Nobody came by a link until now: what was ordered is all of one source, in communes and provinces.
_DIRECT = """
    INSERT INTO figure_cells (place, slice, grain, day, key, within, opened, listed, sold, activated, lapsed,
        orders, goods_vnd, repeats, cancelled, delivered, on_time, paid, paid_minutes,
        store_opens, good_looks, basket_adds)
    SELECT place, 'source', grain, day, 'direct', within, 0, 0, 0, 0, 0,
        orders, goods_vnd, repeats, cancelled, delivered, on_time, paid, paid_minutes, 0, 0, 0
    FROM figure_cells WHERE slice = 'all' AND length(place) < 6 AND orders > 0
"""


def upgrade() -> None:
    with op.batch_alter_table("orders") as orders:
        orders.add_column(sa.Column("via", sa.String(length=10), nullable=True))
        orders.create_check_constraint(op.f(_VIA), f"via IN {_SOURCES}")
    with op.batch_alter_table("figure_cells") as cells:
        for name in _COUNTS:
            cells.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("figure_cells") as cells:
        for name in _COUNTS:
            cells.alter_column(name, existing_type=sa.Integer(), existing_nullable=False, server_default=None)
    op.execute(_DIRECT)
    op.create_table(
        "seen_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("shop_id", sa.Uuid(), nullable=False),
        sa.Column("commune", sa.String(length=5), nullable=False),
        sa.Column("village_key", sa.String(length=90), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("looked", sa.Integer(), nullable=False),
        sa.Column("basket", sa.Integer(), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("day", "subject_id", "source", name=op.f("pk_seen_days")),
    )
    op.create_index("ix_seen_days_shop_id", "seen_days", ["shop_id", "day"])
    op.create_index("ix_seen_days_commune", "seen_days", ["commune", "day"])
    op.create_index(
        "ix_seen_days_is_new",
        "seen_days",
        ["village_key", "day"],
        postgresql_where=sa.text("is_new"),
        sqlite_where=sa.text("is_new"),
    )
    op.create_table(
        "seen_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seen_files")),
    )


def downgrade() -> None:
    op.drop_table("seen_files")
    op.drop_table("seen_days")
    op.execute("DELETE FROM figure_cells WHERE slice = 'source'")
    with op.batch_alter_table("figure_cells") as cells:
        for name in reversed(_COUNTS):
            cells.drop_column(name)
    with op.batch_alter_table("orders") as orders:
        orders.drop_constraint(op.f(_VIA), type_="check")
        orders.drop_column("via")
