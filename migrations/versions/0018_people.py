"""Operators act in office, and it is written down; roles are given by two where they give power."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("acts") as acts:
        acts.alter_column("for_id", existing_type=sa.Uuid(), nullable=True)
        acts.add_column(sa.Column("by_operator", sa.Boolean(), server_default=sa.false(), nullable=False))
        acts.add_column(sa.Column("subject", sa.String(200), server_default="", nullable=False))
        acts.add_column(sa.Column("reason", sa.String(500), server_default="", nullable=False))
    with op.batch_alter_table("acts") as acts:
        for name, kind in {"by_operator": sa.Boolean(), "subject": sa.String(200), "reason": sa.String(500)}.items():
            acts.alter_column(name, existing_type=kind, server_default=None)
    op.create_index(
        "ix_acts_by_operator",
        "acts",
        ["id"],
        postgresql_where=sa.text("by_operator"),
        sqlite_where=sa.text("by_operator = 1"),
    )


    with op.batch_alter_table("households") as households:
        households.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    with op.batch_alter_table("households") as households:
        households.alter_column("version", existing_type=sa.Integer(), server_default=None)
    op.create_table(
        "role_grants",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("place_code", sa.String(90), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_by", sa.Uuid(), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('asked', 'done', 'refused')", name=op.f("ck_role_grants_state_known")),
        sa.CheckConstraint("agreed_by != asked_by AND agreed_by != person_id", name=op.f("ck_role_grants_by_two")),
        sa.CheckConstraint(
            "state != 'done' OR role NOT IN ('officer', 'operator') OR agreed_by IS NOT NULL",
            name=op.f("ck_role_grants_agreed_by_somebody"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grants")),
    )
    op.create_index("ix_role_grants_person_id", "role_grants", ["person_id"])
    op.create_index(
        "uq_role_grants_asked",
        "role_grants",
        ["person_id", "role", "place_code"],
        unique=True,
        postgresql_where=sa.text("state = 'asked'"),
        sqlite_where=sa.text("state = 'asked'"),
    )


def downgrade() -> None:
    op.drop_table("role_grants")
    with op.batch_alter_table("households") as households:
        households.drop_column("version")
    op.drop_index("ix_acts_by_operator", "acts")
    op.execute("DELETE FROM acts WHERE for_id IS NULL")
    with op.batch_alter_table("acts") as acts:
        acts.drop_column("reason")
        acts.drop_column("subject")
        acts.drop_column("by_operator")
        acts.alter_column("for_id", existing_type=sa.Uuid(), nullable=False)
