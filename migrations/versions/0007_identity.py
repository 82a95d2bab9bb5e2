"""A person says since when she signs in: from then on nobody but herself changes who she is."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE people SET signed_in_at = coalesce("
        "(SELECT min(tokens.created_at) FROM tokens WHERE tokens.person_id = people.id),"
        " (SELECT households.signed_in_at FROM households WHERE households.person_id = people.id))"
    )


def downgrade() -> None:
    with op.batch_alter_table("people") as people:
        people.drop_column("signed_in_at")
