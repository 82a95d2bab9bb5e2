"""Complaints: what must be answered, by whom, by when; the order and its money wait meanwhile."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_WAITS = sa.text("state IN ('received', 'assigned', 'reopened', 'escalated')")
_OPEN_STATES = "state IN ('received', 'assigned', 'reopened', 'escalated', 'answered')"
_OPEN = sa.text(_OPEN_STATES)
_OPEN_OF_ORDER = sa.text(f"order_id IS NOT NULL AND {_OPEN_STATES}")
_CONTESTED = sa.text("contested_at IS NOT NULL")


def upgrade() -> None:
    _complaints()
    _parts()
    with op.batch_alter_table("orders") as orders:
        orders.add_column(sa.Column("complained_since", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("sales") as sales:
        sales.add_column(sa.Column("contested_at", sa.DateTime(timezone=True), nullable=True))
        sales.add_column(sa.Column("contested_vnd", sa.BigInteger(), nullable=False, server_default="0"))
        sales.add_column(sa.Column("withheld_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("sales") as sales:
        sales.alter_column("contested_vnd", existing_type=sa.BigInteger(), existing_nullable=False, server_default=None)
        sales.create_check_constraint(
            op.f("ck_sales_contested_meanwhile"), "contested_vnd = 0 OR contested_at IS NOT NULL"
        )
    op.create_index("ix_sales_contested", "sales", ["shop_id"], postgresql_where=_CONTESTED, sqlite_where=_CONTESTED)


def _complaints() -> None:
    op.create_table(
        "complaints",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("about", sa.String(10), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("order_number", sa.String(12), nullable=True),
        sa.Column("tracking_number", sa.String(13), nullable=True),
        sa.Column("shop_id", sa.Uuid(), nullable=True),
        sa.Column("seller_id", sa.Uuid(), nullable=True),
        sa.Column("reference", sa.String(80), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=True),
        sa.Column("reporter_id", sa.Uuid(), nullable=True),
        sa.Column("side", sa.String(10), nullable=False),
        sa.Column("words", sa.String(500), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waits_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("holder", sa.String(10), nullable=False),
        sa.Column("holder_code", sa.String(36), nullable=False),
        sa.Column("moves_on_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_by_id", sa.Uuid(), nullable=True),
        sa.Column("shop_asked", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=True),
        sa.Column("answer", sa.String(500), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_again_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_from", sa.String(10), nullable=True),
        sa.Column("refund_id", sa.Uuid(), nullable=True),
        sa.Column("refund_vnd", sa.BigInteger(), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rating", sa.String(12), nullable=True),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_because", sa.String(500), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.Column("refusal", sa.String(20), nullable=True),
        sa.Column("cause", sa.String(80), nullable=True),
        sa.CheckConstraint(
            "(state = 'merged') = (merged_into IS NOT NULL)", name=op.f("ck_complaints_merged_into_another")
        ),
        sa.CheckConstraint(
            "(state = 'refused') = (refusal IS NOT NULL)", name=op.f("ck_complaints_refused_with_reason")
        ),
        sa.CheckConstraint("about IN ('order', 'parcel', 'shop', 'nothing')", name=op.f("ck_complaints_about_known")),
        sa.CheckConstraint(
            "holder IN ('shop', 'office', 'commune', 'province', 'operators')", name=op.f("ck_complaints_holder_known")
        ),
        sa.CheckConstraint("holder_code <> '' OR holder = 'operators'", name=op.f("ck_complaints_somebody_holds_it")),
        sa.CheckConstraint(
            "kind IN ('not_come', 'spoilt', 'wrong', 'not_as_described', 'unsafe', 'money', 'conduct', 'other')",
            name=op.f("ck_complaints_kind_known"),
        ),
        sa.CheckConstraint(
            "outcome IN ('explained', 'replaced', 'refund', 'claim', 'reversal', 'unfounded')",
            name=op.f("ck_complaints_outcome_known"),
        ),
        sa.CheckConstraint("rating IN ('satisfied', 'acceptable', 'not')", name=op.f("ck_complaints_rating_known")),
        sa.CheckConstraint(
            "refusal IN ('not_ours', 'nothing_said', 'abusive', 'settled', 'for_the_courts')",
            name=op.f("ck_complaints_refusal_known"),
        ),
        sa.CheckConstraint("side IN ('buyer', 'recipient', 'seller', 'other')", name=op.f("ck_complaints_side_known")),
        sa.CheckConstraint(
            "state IN ('received', 'assigned', 'answered', 'reopened', 'escalated', 'closed', 'merged', 'refused', "
            "'withdrawn')",
            name=op.f("ck_complaints_state_known"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (answered_at IS NULL)", name=op.f("ck_complaints_answered_with_outcome")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
        sa.UniqueConstraint("cause", name=op.f("uq_complaints_cause")),
        sa.UniqueConstraint("number", name=op.f("uq_complaints_number")),
    )
    op.create_index("ix_complaints_closes_at", "complaints", ["closes_at"], postgresql_where=_OPEN, sqlite_where=_OPEN)
    op.create_index("ix_complaints_commune_code", "complaints", ["commune_code", "received_at"])
    op.create_index(
        "ix_complaints_holder",
        "complaints",
        ["holder", "holder_code", "waits_until"],
        postgresql_where=_WAITS,
        sqlite_where=_WAITS,
    )
    op.create_index("ix_complaints_merged_into", "complaints", ["merged_into"])
    op.create_index(
        "ix_complaints_moves_on_at", "complaints", ["moves_on_at"], postgresql_where=_WAITS, sqlite_where=_WAITS
    )
    op.create_index("ix_complaints_order_id_id", "complaints", ["order_id", "id"])
    op.create_index("ix_complaints_received_at", "complaints", ["received_at"])
    op.create_index("ix_complaints_reporter_id_id", "complaints", ["reporter_id", "id"])
    op.create_index("ix_complaints_shop_id_id", "complaints", ["shop_id", "id"])
    op.create_index(
        "uq_complaints_open_of_order",
        "complaints",
        ["order_id", "side", "kind"],
        unique=True,
        postgresql_where=_OPEN_OF_ORDER,
        sqlite_where=_OPEN_OF_ORDER,
    )


def _parts() -> None:
    op.create_table(
        "complaint_moves",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("move_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.String(12), nullable=True),
        sa.Column("target", sa.String(12), nullable=False),
        sa.Column("by", sa.String(20), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("holder", sa.String(10), nullable=False),
        sa.Column("holder_code", sa.String(36), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_moves_complaint_id")),
        sa.PrimaryKeyConstraint("complaint_id", "move_no", name=op.f("pk_complaint_moves")),
    )
    op.create_table(
        "complaint_photos",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("n BETWEEN 1 AND 4", name=op.f("ck_complaint_photos_few")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_photos_complaint_id")),
        sa.PrimaryKeyConstraint("complaint_id", "n", name=op.f("pk_complaint_photos")),
    )


def downgrade() -> None:
    op.drop_index("ix_sales_contested", table_name="sales")
    with op.batch_alter_table("sales") as sales:
        sales.drop_constraint(op.f("ck_sales_contested_meanwhile"), type_="check")
    with op.batch_alter_table("sales") as sales:
        for name in ("withheld_at", "contested_vnd", "contested_at"):
            sales.drop_column(name)
    with op.batch_alter_table("orders") as orders:
        orders.drop_column("complained_since")
    for table in ("complaint_photos", "complaint_moves", "complaints"):
        op.drop_table(table)
