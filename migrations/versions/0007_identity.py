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


    with op.batch_alter_table("consent_codes") as codes:
        codes.add_column(sa.Column("new_phone", sa.String(length=16), nullable=True))
        codes.add_column(sa.Column("asked_by", sa.Uuid(), nullable=True))
        codes.add_column(sa.Column("subject", sa.String(length=40), nullable=True))
        codes.add_column(sa.Column("amount_vnd", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("products") as products:
        products.add_column(sa.Column("agreed_price_vnd", sa.BigInteger(), nullable=True))
    op.create_table(
        "paper_consents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("paper", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'agreed', 'refused')", name=op.f("ck_paper_consents_state_known")
        ),
        sa.CheckConstraint(
            "state != 'agreed' OR decided_by != sent_by", name=op.f("ck_paper_consents_looked_at_by_another")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["households.id"],
            name=op.f("fk_paper_consents_household_id_households"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_consents")),
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index("ix_paper_consents_household_id", "paper_consents", ["household_id"])
    op.create_index(
        "uq_paper_consents_household_id",
        "paper_consents",
        ["household_id"],
        unique=True,
        postgresql_where=waiting,
        sqlite_where=waiting,
    )
    op.create_table(
        "team_invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("phone", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_team_invitations_team_id_teams")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_invitations")),
    )
    op.create_index("ix_team_invitations_phone", "team_invitations", ["phone", "created_at"])
    op.create_table(
        "phone_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("former", sa.String(length=16), nullable=True),
        sa.Column("phone", sa.String(length=16), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_by", sa.Uuid(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('asked', 'agreed', 'done', 'refused')", name=op.f("ck_phone_changes_state_known")
        ),
        sa.CheckConstraint("agreed_by != asked_by", name=op.f("ck_phone_changes_by_two")),
        sa.CheckConstraint(
            "state NOT IN ('agreed', 'done') OR agreed_by IS NOT NULL",
            name=op.f("ck_phone_changes_agreed_by_somebody"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_changes")),
    )
    is_open = sa.text("state IN ('asked', 'agreed')")
    op.create_index("ix_phone_changes_person_id", "phone_changes", ["person_id"])
    op.create_index("ix_phone_changes_due_at", "phone_changes", ["state", "due_at"])
    op.create_index(
        "uq_phone_changes_person_id",
        "phone_changes",
        ["person_id"],
        unique=True,
        postgresql_where=is_open,
        sqlite_where=is_open,
    )


def downgrade() -> None:
    op.drop_table("phone_changes")
    op.drop_table("team_invitations")
    op.drop_table("paper_consents")
    with op.batch_alter_table("products") as products:
        products.drop_column("agreed_price_vnd")
    with op.batch_alter_table("consent_codes") as codes:
        codes.drop_column("amount_vnd")
        codes.drop_column("subject")
        codes.drop_column("asked_by")
        codes.drop_column("new_phone")
    with op.batch_alter_table("people") as people:
        people.drop_column("signed_in_at")
