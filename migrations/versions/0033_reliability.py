"""How reliably a shop serves its orders, and how many buy a good: both rank, and are reckoned from orders."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

# Table, column, and what it says of what nobody has ordered yet.
_COLUMNS = (("shops", "reliability", "1"), ("products", "sold_step", "0"))


def upgrade() -> None:
    for table, name, untold in _COLUMNS:
        with op.batch_alter_table(table) as changed:
            changed.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default=untold))
        with op.batch_alter_table(table) as changed:
            changed.alter_column(name, existing_type=sa.Integer(), existing_nullable=False, server_default=None)


def downgrade() -> None:
    for table, name, _ in reversed(_COLUMNS):
        with op.batch_alter_table(table) as changed:
            changed.drop_column(name)
