"""Reads of people and their tokens."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload

from market.accounts import models, rules
from market.db import db

# Asked by nearly every request: built once, and the roles come in the same statement.
_WITH_TOKEN = (
    select(models.Person)
    .join(models.Token, models.Token.person_id == models.Person.id)
    .where(
        models.Token.token_hash == bindparam("hash"),
        models.Token.revoked_at.is_(None),
        models.Token.expires_at > bindparam("now"),
    )
    .where(models.Person.erased_at.is_(None))
    .options(joinedload(models.Person.roles))
)


def person_with_token(token: str, *, now: datetime) -> models.Person | None:
    """Whose unexpired, unrevoked token this is."""
    return db.session.scalars(_WITH_TOKEN, {"hash": rules.token_hash(token), "now": now}).unique().first()


def person_with_phone(phone: str) -> models.Person | None:
    return db.session.scalars(select(models.Person).filter_by(phone=phone)).first()


def person(person_id: UUID) -> models.Person | None:
    return db.session.get(models.Person, person_id)


def people(person_ids: set[UUID]) -> dict[UUID, models.Person]:
    return {
        found.id: found for found in db.session.scalars(select(models.Person).where(models.Person.id.in_(person_ids)))
    }


def holders(role: rules.RoleName, place_codes: set[str]) -> list[UUID]:
    """The people who hold `role` at any of `place_codes`."""
    wanted = (
        select(models.Role.person_id)
        .where(models.Role.role == role, models.Role.place_code.in_(place_codes))
        .distinct()
    )
    return list(db.session.scalars(wanted))


def has_delegated(person_id: UUID, role: rules.RoleName) -> bool:
    """Whether the person lets the holders of `role` at her place act for her."""
    return db.session.get(models.Delegation, (person_id, role)) is not None


def newest_code(phone: str) -> models.SignInCode | None:
    wanted = (
        select(models.SignInCode)
        .filter_by(phone=phone)
        .order_by(models.SignInCode.created_at.desc(), models.SignInCode.id.desc())
    )
    return db.session.scalars(wanted.limit(1)).first()


def tries(limit: rules.Limit, subject: str, *, now: datetime) -> int:
    """How many tries `subject` (a keyed hash) has had in the window of `limit`."""
    counted = select(func.count()).select_from(models.Attempt)
    return (
        db.session.scalar(
            counted.where(
                models.Attempt.subject == subject,
                models.Attempt.kind == limit.kind,
                models.Attempt.at > now - limit.window,
            )
        )
        or 0
    )


def has_people() -> bool:
    return db.session.scalars(select(models.Person.id).limit(1)).first() is not None
