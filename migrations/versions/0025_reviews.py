"""Reviews: what buyers say of what they had delivered, and what it comes to beside goods and shops."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_REASONS = (
    "personal_data", "insult", "not_about_goods", "advertising", "not_honest", "unlawful", "not_delivered",
)  # fmt: skip
_UNDECIDED = sa.text("decided_at IS NULL")
# A column, and what it says where nobody has spoken yet.
_SCORED = (("review_voices", "0"), ("review_tier", "1"))


def upgrade() -> None:
    for table in ("products", "shops"):
        with op.batch_alter_table(table) as scored:
            for name, unspoken in _SCORED:
                scored.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default=unspoken))
            scored.add_column(sa.Column("review_score", sa.Integer(), nullable=True))
        with op.batch_alter_table(table) as scored:
            for name, _ in _SCORED:
                scored.alter_column(name, existing_type=sa.Integer(), existing_nullable=False, server_default=None)
    _reviews()
    op.create_table(
        "review_photos",
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("n BETWEEN 1 AND 2", name=op.f("ck_review_photos_n_possible")),
        sa.PrimaryKeyConstraint("review_id", "n", name=op.f("pk_review_photos")),
    )
    op.create_table(
        "review_reports",
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("words", sa.String(500), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"reason IN {_REASONS}", name=op.f("ck_review_reports_reason_known")),
        sa.PrimaryKeyConstraint("review_id", "person_id", name=op.f("pk_review_reports")),
    )
    op.create_index(
        "ix_review_reports_undecided",
        "review_reports",
        ["review_id"],
        postgresql_where=_UNDECIDED,
        sqlite_where=_UNDECIDED,
    )
    op.create_index("ix_review_reports_person_id", "review_reports", ["person_id"])
    _scores()


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shop_id", sa.Uuid(), nullable=False),
        sa.Column("buyer_id", sa.Uuid(), nullable=False),
        sa.Column("category_slug", sa.String(40), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("from_province", sa.String(2), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(500), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(500), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("removal", sa.String(20), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("stars BETWEEN 1 AND 5", name=op.f("ck_reviews_stars_one_to_five")),
        sa.CheckConstraint(f"removal IS NULL OR removal IN {_REASONS}", name=op.f("ck_reviews_removal_known")),
        sa.CheckConstraint("(removal IS NULL) = (removed_at IS NULL)", name=op.f("ck_reviews_removal_dated")),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_reviews_answer_dated")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_reviews_order_id_orders")),
        sa.PrimaryKeyConstraint("order_id", "product_id", name=op.f("pk_reviews")),
    )
    op.create_index("uq_reviews_id", "reviews", ["id"], unique=True)
    for owner in ("product_id", "shop_id", "buyer_id"):
        op.create_index(f"ix_reviews_{owner}", "reviews", [owner, "id"])


def _scores() -> None:
    op.create_table(
        "review_scores",
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("shop_id", sa.Uuid(), nullable=False),
        sa.Column("province_code", sa.String(2), nullable=False),
        sa.Column("category_slug", sa.String(40), nullable=True),
        sa.Column("voices", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("prior", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.CheckConstraint("voices > 0 AND total > 0", name=op.f("ck_review_scores_somebody_spoke")),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_review_scores")),
    )
    op.create_index("ix_review_scores_shop_id", "review_scores", ["shop_id"])
    op.create_index("ix_review_scores_cell", "review_scores", ["province_code", "category_slug"])
    op.create_table(
        "review_priors",
        sa.Column("province_code", sa.String(2), nullable=False),
        sa.Column("category_slug", sa.String(40), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reckoned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("province_code", "category_slug", name=op.f("pk_review_priors")),
    )


def downgrade() -> None:
    for table in ("review_priors", "review_scores", "review_reports", "review_photos", "reviews"):
        op.drop_table(table)
    for table in ("products", "shops"):
        with op.batch_alter_table(table) as scored:
            scored.drop_column("review_score")
            for name, _ in reversed(_SCORED):
                scored.drop_column(name)
