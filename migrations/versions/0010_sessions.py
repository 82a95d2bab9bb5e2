"""Sessions that end when nobody uses them and are for the API or for pages; codes that know where they were asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("tokens") as tokens:
        tokens.add_column(sa.Column("scope", sa.String(length=10), nullable=False, server_default="api"))
        tokens.add_column(sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True))
        tokens.add_column(sa.Column("signed_in_from", sa.String(length=64), nullable=False, server_default=""))
    # Whoever is signed in today is given the whole of the days that a session may lie idle.
    op.execute(sa.text("UPDATE tokens SET last_seen_at = CURRENT_TIMESTAMP"))
    with op.batch_alter_table("tokens") as tokens:
        tokens.alter_column("last_seen_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        tokens.alter_column("scope", existing_type=sa.String(length=10), server_default=None)
        tokens.alter_column("signed_in_from", existing_type=sa.String(length=64), server_default=None)
        tokens.create_check_constraint(op.f("ck_tokens_scope_known"), "scope IN ('api', 'pages')")
    with op.batch_alter_table("sign_in_codes") as codes:
        codes.add_column(sa.Column("asked_from", sa.String(length=64), nullable=False, server_default=""))
        codes.add_column(sa.Column("tries_elsewhere", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("sign_in_codes") as codes:
        codes.alter_column("asked_from", existing_type=sa.String(length=64), server_default=None)
        codes.alter_column("tries_elsewhere", existing_type=sa.Integer(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("sign_in_codes") as codes:
        codes.drop_column("tries_elsewhere")
        codes.drop_column("asked_from")
    with op.batch_alter_table("tokens") as tokens:
        tokens.drop_constraint(op.f("ck_tokens_scope_known"), type_="check")
        tokens.drop_column("signed_in_from")
        tokens.drop_column("last_seen_at")
        tokens.drop_column("scope")
