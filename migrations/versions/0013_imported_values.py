"""Of each household, shop and good is kept what files last wrote there, so that they change nothing that others have."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "imported_values",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("wrote", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_imported_values")),
    )


def downgrade() -> None:
    op.drop_table("imported_values")
