"""Teams and their villages, households and their consent, and who typed what for whom."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.db import Dong, Model
from market.ids import new_id


class Team(Model):
    """A community digital team (tổ công nghệ số cộng đồng): a village head and a few others, serving villages."""

    __tablename__ = "teams"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(120))
    commune_code: Mapped[str] = mapped_column(ForeignKey("communes.code"), index=True)
    created_by: Mapped[UUID]
    created_at: Mapped[datetime]

    villages: "Mapped[list[TeamVillage]]" = relationship(lazy="selectin", order_by="TeamVillage.village_key")
    members: "Mapped[list[TeamMember]]" = relationship(lazy="selectin", order_by="TeamMember.joined_at")


class TeamVillage(Model):
    """A village is served by one team: that is what lets a role at the village stand for its team."""

    __tablename__ = "team_villages"

    village_key: Mapped[str] = mapped_column(String(90), primary_key=True)
    team_id: Mapped[UUID] = mapped_column(ForeignKey("teams.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))


class TeamMember(Model):
    __tablename__ = "team_members"

    team_id: Mapped[UUID] = mapped_column(ForeignKey("teams.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
    joined_at: Mapped[datetime]


class TeamInvitation(Model):
    """Somebody is asked to join, by a one-time code sent to her phone: until it is shown nobody learns who she is."""

    __tablename__ = "team_invitations"
    __table_args__ = (Index("ix_team_invitations_phone", "phone", "created_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    team_id: Mapped[UUID] = mapped_column(ForeignKey("teams.id"))
    phone: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(120))
    asked_by: Mapped[UUID]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]


class Household(Model):
    """A household as officials or a team wrote it down. Its person may sign in once, and then holds its own shop.

    Of an identity number only a keyed hash is kept: it tells two households apart, and nothing else.
    """

    __tablename__ = "households"
    __table_args__ = (
        Index("ix_households_village", "commune_code", "village_slug", "id"),
        Index("ix_households_phone", "phone"),
        Index("ix_households_name", "name_folded", "commune_code"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(120))
    name_folded: Mapped[str] = mapped_column(String(120))
    # A contact: neighbours share phones. What one signs in with stands at the person, and is hers alone.
    phone: Mapped[str | None] = mapped_column(String(16))
    identity_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    commune_code: Mapped[str] = mapped_column(ForeignKey("communes.code"))
    village: Mapped[str] = mapped_column(String(80))
    village_slug: Mapped[str] = mapped_column(String(80))
    # The last guard against the same household twice, whoever writes it at the same moment.
    match_key: Mapped[str] = mapped_column(String(64), unique=True)
    people_count: Mapped[int | None]
    is_leading: Mapped[bool] = mapped_column(default=False)
    has_account: Mapped[bool] = mapped_column(default=False)
    registered_on: Mapped[date | None]
    signed_in_at: Mapped[datetime | None]
    import_id: Mapped[UUID | None] = mapped_column(index=True)
    # Counts corrections, so that two of the same writing are not both made.
    version: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime]

    @property
    def village_key(self) -> str:
        return f"{self.commune_code}/{self.village_slug}"


class Consent(Model):
    """What a household agreed to: how and when it was given, by whom it was written down, and until when it held."""

    __tablename__ = "consents"
    __table_args__ = (
        # One at a time.
        Index(
            "uq_consents_household_id",
            "household_id",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
            sqlite_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    household_id: Mapped[UUID] = mapped_column(ForeignKey("households.id"), index=True)
    team_id: Mapped[UUID | None]
    method: Mapped[str] = mapped_column(String(10))
    given_by: Mapped[str] = mapped_column(String(120))
    given_at: Mapped[datetime]
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime]
    # The photo of the signed paper, by its content; or the one-time code that was used.
    paper: Mapped[str | None] = mapped_column(String(64))
    code_id: Mapped[UUID | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[UUID | None]


class PaperConsent(Model):
    """The photo of a signed paper that one of the team sent; it is no consent before an officer has looked at it."""

    __tablename__ = "paper_consents"
    __table_args__ = (
        Index(
            "uq_paper_consents_household_id",
            "household_id",
            unique=True,
            postgresql_where=text("state = 'waiting'"),
            sqlite_where=text("state = 'waiting'"),
        ),
        CheckConstraint("state IN ('waiting', 'agreed', 'refused')", name="state_known"),
        CheckConstraint("state != 'agreed' OR decided_by != sent_by", name="looked_at_by_another"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    household_id: Mapped[UUID] = mapped_column(ForeignKey("households.id", ondelete="CASCADE"), index=True)
    paper: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(10))
    sent_by: Mapped[UUID]
    sent_at: Mapped[datetime]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(500), default="")


class ConsentCode(Model):
    """A one-time code sent to a household's phone. The code itself is an HMAC of this row's id."""

    __tablename__ = "consent_codes"
    __table_args__ = (Index("ix_consent_codes_household_id", "household_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    household_id: Mapped[UUID]
    purpose: Mapped[str] = mapped_column(String(10))
    phone: Mapped[str] = mapped_column(String(16))
    # For a hand-over: the phone that the household moves to, where it is not the one that received the code.
    new_phone: Mapped[str | None] = mapped_column(String(16))
    asked_by: Mapped[UUID | None]
    # What just this code lets one do: the good whose price, or the order of which money goes back, and how much.
    subject: Mapped[str | None] = mapped_column(String(40))
    amount_vnd: Mapped[Dong | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]


class ActivityLog(Model):
    """One thing done for a household by somebody else: who typed, for whom, what, and when (by her own clock, too).

    Or by an operator in office, or by anybody whose look is recorded (`by_operator`): then also at which address and
    why, and perhaps for nobody in particular.
    """

    __tablename__ = "acts"
    __table_args__ = (
        Index("ix_acts_for_id", "for_id", "id"),
        Index(
            "ix_acts_by_operator",
            "id",
            postgresql_where=text("by_operator"),
            sqlite_where=text("by_operator = 1"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    by_id: Mapped[UUID] = mapped_column(index=True)
    for_id: Mapped[UUID | None]
    subject_id: Mapped[UUID | None]
    deed: Mapped[str] = mapped_column(String(60))
    by_operator: Mapped[bool] = mapped_column(default=False)
    # The address of the deed, below /api/v1.
    subject: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(String(500), default="")
    # Of what was sent, when it came in a batch: the same id with another content is refused.
    digest: Mapped[str | None] = mapped_column(String(64))
    typed_at: Mapped[datetime]
    at: Mapped[datetime]
