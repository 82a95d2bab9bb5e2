"""Reads of people and their tokens."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload

from market.accounts.models import Attempt, Delegation, Person, Role, SignInCode, Token
from market.accounts.rules import Limit, RoleName, token_hash
from market.db import db

# Asked by nearly every request: built once, and the roles come in the same statement.
_WITH_TOKEN = (
    select(Person)
    .join(Token, Token.person_id == Person.id)
    .where(Token.token_hash == bindparam("hash"), Token.revoked_at.is_(None), Token.expires_at > bindparam("now"))
    .where(Person.erased_at.is_(None))
    .options(joinedload(Person.roles))
)


def person_with_token(token: str, *, now: datetime) -> Person | None:
    """Whose unexpired, unrevoked token this is."""
    return db.session.scalars(_WITH_TOKEN, {"hash": token_hash(token), "now": now}).unique().first()


def person_with_phone(phone: str) -> Person | None:
    return db.session.scalars(select(Person).filter_by(phone=phone)).first()


def person(person_id: UUID) -> Person | None:
    return db.session.get(Person, person_id)


def people(person_ids: set[UUID]) -> dict[UUID, Person]:
    return {found.id: found for found in db.session.scalars(select(Person).where(Person.id.in_(person_ids)))}


def holders(role: RoleName, place_codes: set[str]) -> list[UUID]:
    """The people who hold `role` at any of `place_codes`."""
    wanted = select(Role.person_id).where(Role.role == role, Role.place_code.in_(place_codes)).distinct()
    return list(db.session.scalars(wanted))


def has_delegated(person_id: UUID, role: RoleName) -> bool:
    """Whether the person lets the holders of `role` at her place act for her."""
    return db.session.get(Delegation, (person_id, role)) is not None


def newest_code(phone: str) -> SignInCode | None:
    wanted = select(SignInCode).filter_by(phone=phone).order_by(SignInCode.created_at.desc(), SignInCode.id.desc())
    return db.session.scalars(wanted.limit(1)).first()


def tries(limit: Limit, subject: str, *, now: datetime) -> int:
    """How many tries `subject` (a keyed hash) has had in the window of `limit`."""
    counted = select(func.count()).select_from(Attempt)
    return (
        db.session.scalar(
            counted.where(Attempt.subject == subject, Attempt.kind == limit.kind, Attempt.at > now - limit.window)
        )
        or 0
    )


def has_people() -> bool:
    return db.session.scalars(select(Person.id).limit(1)).first() is not None
