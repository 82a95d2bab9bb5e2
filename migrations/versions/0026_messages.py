"""Messages about an order, and questions under a good."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_TEAM_WAITED_FOR = sa.text("team_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "message_threads",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("latest", sa.Uuid(), nullable=False),
        sa.Column("buyer_seen", sa.Integer(), nullable=False),
        sa.Column("household_seen", sa.Integer(), nullable=False),
        sa.Column("buyer_shows", sa.Boolean(), nullable=False),
        sa.Column("household_shows", sa.Boolean(), nullable=False),
        sa.Column("buyer_blocks", sa.Boolean(), nullable=False),
        sa.Column("household_blocks", sa.Boolean(), nullable=False),
        sa.Column("team_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "buyer_seen <= messages AND household_seen <= messages",
            name=op.f("ck_message_threads_seen_what_was_sent"),
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_message_threads_order_id_orders")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_message_threads")),
        sa.UniqueConstraint("latest", name=op.f("uq_message_threads_latest")),
    )
    op.create_index(
        "ix_message_threads_team_at",
        "message_threads",
        ["team_at"],
        postgresql_where=_TEAM_WAITED_FOR,
        sqlite_where=_TEAM_WAITED_FOR,
    )
    op.create_table(
        "order_messages",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("message_no", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(10), nullable=False),
        sa.Column("by", sa.String(20), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("photo", sa.String(64), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report_reason", sa.String(500), nullable=True),
        sa.CheckConstraint("side IN ('buyer', 'household')", name=op.f("ck_order_messages_side_known")),
        sa.CheckConstraint(
            "(reported_at IS NULL) = (report_reason IS NULL)", name=op.f("ck_order_messages_reported_with_reason")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["message_threads.order_id"], name=op.f("fk_order_messages_order_id_message_threads")
        ),
        sa.PrimaryKeyConstraint("order_id", "message_no", name=op.f("pk_order_messages")),
    )
    op.create_table(
        "questions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("shop_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(500), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(20), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removal", sa.String(20), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("team_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_questions_answer_dated")),
        sa.CheckConstraint("(removal IS NULL) = (removed_at IS NULL)", name=op.f("ck_questions_removal_dated")),
        sa.CheckConstraint(
            "removal IS NULL OR removal IN "
            "('personal_data', 'insult', 'not_about_goods', 'advertising', 'unlawful')",
            name=op.f("ck_questions_removal_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
    )
    op.create_index("ix_questions_product_id", "questions", ["product_id", "id"])
    op.create_index("ix_questions_shop_id", "questions", ["shop_id", "id"])
    op.create_index("ix_questions_person_id", "questions", ["person_id", "id"])
    op.create_index(
        "ix_questions_team_at",
        "questions",
        ["team_at"],
        postgresql_where=_TEAM_WAITED_FOR,
        sqlite_where=_TEAM_WAITED_FOR,
    )


def downgrade() -> None:
    op.drop_table("questions")
    op.drop_table("order_messages")
    op.drop_table("message_threads")
