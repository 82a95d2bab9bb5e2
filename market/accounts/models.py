"""People and how they prove who they are. Codes and passwords are never stored as given."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.db import Model
from market.ids import new_id


class Person(Model):
    __tablename__ = "people"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(120), default="")
    # E.164, such as +84912345678; empty once the person has been erased.
    phone: Mapped[str | None] = mapped_column(String(16), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(120))
    version: Mapped[int] = mapped_column()
    created_at: Mapped[datetime]
    # Since when she has been known to hold her phone: from then on nobody but herself changes who she is.
    signed_in_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]

    # Two edits of the same version cannot both be written.
    __mapper_args__ = {"version_id_col": version}

    roles: Mapped[list["Role"]] = relationship(
        primaryjoin="Person.id == foreign(Role.person_id)", lazy="selectin", order_by="Role.granted_at"
    )

    def holds(self, role: str, place_code: str | None = None) -> bool:
        """Whether the person holds `role` at `place_code`, or anywhere when none is given."""
        return any(held.role == role and place_code in (None, held.place_code) for held in self.roles)

    def places(self, role: str) -> set[str]:
        """The codes of the places at which the person holds `role`."""
        return {held.place_code for held in self.roles if held.role == role}


class Role(Model):
    """What a person is, and where. The place is a kind and a code, as text; both empty for a buyer or operator."""

    __tablename__ = "roles"
    __table_args__ = (Index("ix_roles_place_code", "place_code", "role"),)

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    place_code: Mapped[str] = mapped_column(String(90), primary_key=True, default="")
    place_kind: Mapped[str] = mapped_column(String(20), default="")
    granted_at: Mapped[datetime]

    @property
    def place(self) -> str | None:
        return self.place_code or None


class Delegation(Model):
    """A person lets the holders of `role` at her own place act for her, for as long as the row stands.

    Who may hold that role, and what the person was asked, is the business of the package that keeps the consent.
    """

    __tablename__ = "delegations"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    given_at: Mapped[datetime]


class Token(Model):
    """A bearer token, kept as its SHA-256."""

    __tablename__ = "tokens"
    __table_args__ = (CheckConstraint("scope IN ('api', 'pages')", name="scope_known"),)

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    # Where it may be used: the API, or our own pages only.
    scope: Mapped[str] = mapped_column(String(10), default="api")
    # By the day: whoever has not been here for long signs in anew.
    last_seen_at: Mapped[datetime]
    # A keyed hash of where the person signed in: strangers elsewhere never use up what she may do from there.
    signed_in_from: Mapped[str] = mapped_column(String(64), default="")


class SignInCode(Model):
    """A one-time code sent to a phone. The code itself is an HMAC of this row's id, derived again when needed."""

    __tablename__ = "sign_in_codes"
    __table_args__ = (Index("ix_sign_in_codes_phone", "phone", "created_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    phone: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    # A keyed hash of where it was asked from: tries from anywhere else are counted apart.
    asked_from: Mapped[str] = mapped_column(String(64), default="")
    tries_elsewhere: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]


class Attempt(Model):
    """One try at something that may be tried only so often. `subject` is a keyed hash of a phone or an address."""

    __tablename__ = "attempts"
    __table_args__ = (Index("ix_attempts_subject", "subject", "kind", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(30))
    subject: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
