"""Days that an officer makes working days, or days off; what is counted of complaints."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_COUNTS = (
    "received", "owed", "on_time", "answered", "refused", "satisfied", "acceptable", "unsatisfied", "reopened",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "working_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_working_days")),
    )
    op.create_table(
        "heard_cells",
        sa.Column("place", sa.String(length=5), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("within", sa.String(length=5), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
        sa.Column("waits", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("place", "kind", "month", name=op.f("pk_heard_cells")),
    )
    op.create_index("ix_heard_cells_within", "heard_cells", ["within", "kind", "month"])


def downgrade() -> None:
    op.drop_table("heard_cells")
    op.drop_table("working_days")
