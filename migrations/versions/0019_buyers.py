"""What a buyer keeps: addresses, favourites, goods to be reminded of; and orders that are looked up without signing in."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_DEFAULT = sa.text("is_default")
_SEASONAL = sa.text("from_month IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "addresses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["commune_code"], ["communes.code"], name=op.f("fk_addresses_commune_code_communes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addresses")),
    )
    op.create_index("ix_addresses_person_id_id", "addresses", ["person_id", "id"])
    op.create_index(
        "uq_addresses_default",
        "addresses",
        ["person_id"],
        unique=True,
        sqlite_where=_DEFAULT,
        postgresql_where=_DEFAULT,
    )
    op.create_table(
        "favourites",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('product', 'shop')", name=op.f("ck_favourites_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_favourites")),
    )
    op.create_index(
        "uq_favourites_person_id_kind_subject_id", "favourites", ["person_id", "kind", "subject_id"], unique=True
    )
    op.create_index("ix_favourites_person_id_kind_id", "favourites", ["person_id", "kind", "id"])
    op.create_table(
        "reminders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("told_season", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
    )
    op.create_index("uq_reminders_person_id_product_id", "reminders", ["person_id", "product_id"], unique=True)
    op.create_index("ix_reminders_product_id", "reminders", ["product_id"])
    op.create_table(
        "order_look_ups",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("asked_of", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_look_ups")),
    )
    op.create_index("ix_order_look_ups_created_at", "order_look_ups", ["created_at"])
    op.create_index(
        "ix_products_season",
        "products",
        ["slug", "category_slug", "from_month", "to_month"],
        sqlite_where=_SEASONAL,
        postgresql_where=_SEASONAL,
    )


def downgrade() -> None:
    op.drop_index("ix_products_season", "products")
    for table in ("order_look_ups", "reminders", "favourites", "addresses"):
        op.drop_table(table)
