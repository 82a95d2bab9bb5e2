"""The word lists as rows; searches counted whatever they find; goods off sale by their category."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0030"
branch_labels = None
depends_on = None

_KINDS = ("same", "use", "filler", "measure", "opening", "closing", "head", "category")
_DEEDS = ("added", "changed", "withdrawn", "restored")
_OFF_SALE = sa.text("status = 'unlisted'")


def upgrade() -> None:
    _words()
    op.create_table(
        "counted_searches",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.String(60), nullable=False),
        sa.Column("folded", sa.String(60), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("asked", "empty", "filtered", "relaxed", "opened")
        ),
        sa.PrimaryKeyConstraint("day", "text", name=op.f("pk_counted_searches")),
    )
    op.execute(
        "INSERT INTO counted_searches (day, text, folded, asked, empty, filtered, relaxed, opened) "
        "SELECT day, text, text, count, count, 0, 0, 0 FROM empty_searches"
    )
    op.drop_table("empty_searches")
    op.create_index(
        "ix_products_off_sale",
        "products",
        ["category_slug", "id"],
        postgresql_where=_OFF_SALE,
        sqlite_where=_OFF_SALE,
    )


def _words() -> None:
    """What `market migrate` then fills from the files that are shipped."""
    op.create_table(
        "word_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("phrases", sa.JSON(), nullable=False),
        sa.Column("goods", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("shipped_as", sa.String(64), nullable=True),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"kind IN {_KINDS}", name=op.f("ck_word_entries_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_entries")),
        sa.UniqueConstraint("key", name=op.f("uq_word_entries_key")),
        sa.UniqueConstraint("shipped_as", name=op.f("uq_word_entries_shipped_as")),
    )
    op.create_index("ix_word_entries_kind", "word_entries", ["kind", "id"])
    op.create_table(
        "word_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("deed", sa.String(10), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("phrases", sa.JSON(), nullable=False),
        sa.Column("goods", sa.JSON(), nullable=False),
        sa.CheckConstraint(f"deed IN {_DEEDS}", name=op.f("ck_word_changes_deed_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_changes")),
    )
    op.create_index("ix_word_changes_entry_id", "word_changes", ["entry_id", "id"])
    op.create_table(
        "word_lists",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_lists")),
    )


def downgrade() -> None:
    op.drop_index("ix_products_off_sale", "products")
    op.create_table(
        "empty_searches",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.String(60), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "text", name=op.f("pk_empty_searches")),
    )
    op.execute(
        "INSERT INTO empty_searches (day, text, count) "
        "SELECT day, folded, sum(empty) FROM counted_searches WHERE empty > 0 GROUP BY day, folded"
    )
    for name in ("counted_searches", "word_lists", "word_changes", "word_entries"):
        op.drop_table(name)
