"""Reads of people and their tokens."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from market.accounts import models, rules
from market.db import db

# Asked by nearly every request: built once, and the roles come in the same statement.
_WITH_TOKEN = (
    select(models.Person, models.Token.last_seen_at)
    .join(models.Token, models.Token.person_id == models.Person.id)
    .where(
        models.Token.token_hash == bindparam("hash"),
        models.Token.revoked_at.is_(None),
        models.Token.expires_at > bindparam("now"),
        models.Token.last_seen_at > bindparam("not_idle_since"),
        models.Token.scope == bindparam("scope"),
    )
    .where(models.Person.erased_at.is_(None))
    .options(joinedload(models.Person.roles))
)


def signed_in(
    token: str, *, now: datetime, scope: rules.Scope = rules.Scope.API
) -> tuple[models.Person, datetime] | None:
    """Whose live token of this scope this is, and when it was last seen; None if it lay idle too long."""
    asked = {"hash": rules.token_hash(token), "now": now, "not_idle_since": now - rules.IDLE, "scope": scope}
    found = db.session.execute(_WITH_TOKEN, asked).unique().first()
    return (found[0], found[1]) if found else None


def person_with_token(token: str, *, now: datetime, scope: rules.Scope = rules.Scope.API) -> models.Person | None:
    """Whose token this is, as `signed_in`."""
    found = signed_in(token, now=now, scope=scope)
    return found[0] if found else None


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


def working(role: rules.RoleName, place_code: str) -> Select[models.Person]:
    """The people who hold `role` at one place."""
    held = select(models.Role.person_id).where(models.Role.role == role, models.Role.place_code == place_code)
    return select(models.Person).where(models.Person.id.in_(held))


def has_delegated(person_id: UUID, role: rules.RoleName) -> bool:
    """Whether the person lets the holders of `role` at her place act for her."""
    return db.session.get(models.Delegation, (person_id, role)) is not None


def delegations_of(person_ids: set[UUID]) -> list[models.Delegation]:
    """What these people have agreed to; `has_delegated` asks for none of it again while it is held."""
    return list(db.session.scalars(select(models.Delegation).where(models.Delegation.person_id.in_(person_ids))))


def live_codes(phone: str, origin: str, *, now: datetime) -> list[models.SignInCode]:
    """The newest code of a phone, and the newest that was asked for at `origin`: what works at `now` of the two.

    A stranger who keeps asking elsewhere does not make void what the phone's holder is about to type.
    """
    newest = models.SignInCode.created_at.desc(), models.SignInCode.id.desc()
    wanted = select(models.SignInCode).filter_by(phone=phone).order_by(*newest).limit(1)
    found = {row.id: row for each in (wanted, wanted.filter_by(asked_from=origin)) for row in db.session.scalars(each)}
    return [row for row in found.values() if row.used_at is None and row.expires_at > now]


def has_signed_in_from(phone: str, origin: str) -> bool:
    """Whether the person with this phone has signed in at `origin` (a keyed hash) before."""
    there = select(models.Token.token_hash).join(models.Person, models.Person.id == models.Token.person_id)
    wanted = there.where(models.Person.phone == phone, models.Token.signed_in_from == origin)
    return db.session.scalars(wanted.limit(1)).first() is not None


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
