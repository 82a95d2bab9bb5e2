"""The ledger says in whose hands a courier's cash is; bags between post offices have manifests."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_HELD = sa.text("holder_id IS NOT NULL")
# What stands of a collection names who took it in, where it was known by then. The rest stays under no name.
_COLLECTED = """
UPDATE postings SET holder_id = (
    SELECT cash.taken_by_id FROM ledger_entries AS entry
    JOIN cash_on_delivery AS cash ON cash.reference = entry.reference
    WHERE entry.id = postings.entry_id AND entry.kind = 'collection' AND cash.is_carried
    AND NOT EXISTS (SELECT 1 FROM ledger_entries AS undone WHERE undone.key = 'undo:' || entry.key)
)
WHERE kind = 'courier' AND amount_vnd > 0
"""


def upgrade() -> None:
    op.add_column("postings", sa.Column("holder_id", sa.Uuid(), nullable=True))
    op.execute(_COLLECTED)
    _name_hand_ins()
    op.create_index(
        "ix_postings_holder_id",
        "postings",
        ["holder_id", "entry_id"],
        postgresql_where=_HELD,
        sqlite_where=_HELD,
    )
    with op.batch_alter_table("cash_on_delivery") as cash:
        cash.drop_index("ix_cash_on_delivery_taken_by_id")
        cash.drop_column("is_carried")
    _make_bags()


def _name_hand_ins() -> None:
    """The entry of a movement is named by the movement's id, written with its dashes."""
    movement = sa.table("till_movements", sa.column("id", sa.Uuid()), sa.column("from_id", sa.Uuid()))
    entry = sa.table("ledger_entries", sa.column("id", sa.Uuid()), sa.column("key", sa.String()))
    posting = sa.table(
        "postings", sa.column("entry_id", sa.Uuid()), sa.column("kind", sa.String()), sa.column("holder_id", sa.Uuid())
    )
    connection = op.get_bind()
    named = connection.execute(sa.select(movement).where(movement.c.from_id.is_not(None))).all()
    for movement_id, giver in named:
        posted = sa.select(entry.c.id).where(entry.c.key == f"till:{movement_id}").scalar_subquery()
        out = (posting.c.entry_id == posted) & (posting.c.kind == "courier")
        connection.execute(sa.update(posting).where(out).values(holder_id=giver))


def _make_bags() -> None:
    op.create_table(
        "bags",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("from_office", sa.String(10), nullable=False),
        sa.Column("to_office", sa.String(10), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_by", sa.Uuid(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("from_office <> to_office", name=op.f("ck_bags_goes_elsewhere")),
        sa.CheckConstraint(
            "(received_by IS NULL) = (received_at IS NULL)", name=op.f("ck_bags_received_by_somebody")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bags")),
    )
    op.create_index("ix_bags_from_office", "bags", ["from_office", "id"])
    op.create_index("ix_bags_to_office", "bags", ["to_office", "id"])
    op.create_table(
        "bag_lines",
        sa.Column("bag_id", sa.Uuid(), nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tracking_number", sa.String(13), nullable=False),
        sa.Column("weight_g", sa.Integer(), nullable=False),
        sa.Column("cod_vnd", sa.BigInteger(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("found", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["bag_id"], ["bags.id"], name=op.f("fk_bag_lines_bag_id_bags")),
        sa.PrimaryKeyConstraint("bag_id", "line_no", name=op.f("pk_bag_lines")),
    )


def downgrade() -> None:
    op.drop_table("bag_lines")
    op.drop_table("bags")
    with op.batch_alter_table("cash_on_delivery") as cash:
        cash.add_column(sa.Column("is_carried", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(
        "UPDATE cash_on_delivery SET is_carried = true WHERE taken_by_id IS NOT NULL AND EXISTS (SELECT 1 "
        "FROM ledger_entries AS entry JOIN postings AS line ON line.entry_id = entry.id "
        "WHERE entry.reference = cash_on_delivery.reference AND line.kind = 'courier' AND line.holder_id IS NOT NULL)"
    )
    with op.batch_alter_table("cash_on_delivery") as cash:
        cash.alter_column("is_carried", existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
        cash.create_index("ix_cash_on_delivery_taken_by_id", ["taken_by_id", "post_office_code"], unique=False)
    op.drop_index("ix_postings_holder_id", "postings")
    with op.batch_alter_table("postings") as postings:
        postings.drop_column("holder_id")
