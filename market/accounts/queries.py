"""Reads of people and their tokens."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, inspect, select
from sqlalchemy.orm.attributes import set_committed_value

from market.accounts import models, rules
from market.db import Look, as_read, db

# Asked by nearly every request: the person, and a row for each of her roles.
_person, _role, _token = (model.__table__.c for model in (models.Person, models.Role, models.Token))
_PERSON, _ROLE = (tuple(column.key for column in columns) for columns in (_person, _role))
_WITH_TOKEN = Look(
    select(*_person, _token.last_seen_at, *(column.label(f"role_{column.key}") for column in _role))
    .join(models.Token.__table__, _token.person_id == _person.id)
    .outerjoin(models.Role.__table__, _role.person_id == _person.id)
    .where(
        _token.token_hash == bindparam("hash"),
        _token.revoked_at.is_(None),
        _token.expires_at > bindparam("now"),
        _token.last_seen_at > bindparam("not_idle_since"),
        _token.scope == bindparam("scope"),
        _person.erased_at.is_(None),
    )
    .order_by(_role.granted_at)
)
_code, _attempt = models.SignInCode.__table__.c, models.Attempt.__table__.c
_WITH_PHONE = Look(select(*_person).where(_person.phone == bindparam("phone")))
_CODES = select(*_code).where(_code.phone == bindparam("phone")).order_by(_code.created_at.desc(), _code.id.desc())
_NEWEST_CODE = Look(_CODES.limit(1))
_NEWEST_CODE_THERE = Look(_CODES.where(_code.asked_from == bindparam("origin")).limit(1))
_TRIES = Look(
    select(func.count().label("tries")).where(
        _attempt.subject == bindparam("subject"),
        _attempt.kind == bindparam("kind"),
        _attempt.at > bindparam("since"),
    )
)


def signed_in(
    token: str, *, now: datetime, scope: rules.Scope = rules.Scope.API
) -> tuple[models.Person, datetime] | None:
    """Whose live token of this scope this is, and when it was last seen; None if it lay idle too long."""
    asked = {"hash": rules.token_hash(token), "now": now, "not_idle_since": now - rules.IDLE, "scope": scope}
    rows = _WITH_TOKEN.rows(**asked)
    return (_person_of(rows), rows[0].last_seen_at) if rows else None


def _person_of(rows: Sequence[Any]) -> models.Person:
    person = as_read(models.Person, {name: getattr(rows[0], name) for name in _PERSON})
    if "roles" in inspect(person).unloaded:
        held = [row for row in rows if row.role_role is not None]
        roles = [as_read(models.Role, {name: getattr(row, f"role_{name}") for name in _ROLE}) for row in held]
        set_committed_value(person, "roles", roles)
    return person


def person_with_token(token: str, *, now: datetime, scope: rules.Scope = rules.Scope.API) -> models.Person | None:
    """Whose token this is, as `signed_in`."""
    found = signed_in(token, now=now, scope=scope)
    return found[0] if found else None


def person_with_phone(phone: str) -> models.Person | None:
    row = _WITH_PHONE.first(phone=phone)
    return as_read(models.Person, row._asdict()) if row else None


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
    rows = [*_NEWEST_CODE.rows(phone=phone), *_NEWEST_CODE_THERE.rows(phone=phone, origin=origin)]
    found = {row.id: as_read(models.SignInCode, row._asdict()) for row in rows}
    return [row for row in found.values() if row.used_at is None and row.expires_at > now]


def has_signed_in_from(phone: str, origin: str) -> bool:
    """Whether the person with this phone has signed in at `origin` (a keyed hash) before."""
    there = select(models.Token.token_hash).join(models.Person, models.Person.id == models.Token.person_id)
    wanted = there.where(models.Person.phone == phone, models.Token.signed_in_from == origin)
    return db.session.scalars(wanted.limit(1)).first() is not None


def tries(limit: rules.Limit, subject: str, *, now: datetime) -> int:
    """How many tries `subject` (a keyed hash) has had in the window of `limit`."""
    counted = _TRIES.first(subject=subject, kind=limit.kind, since=now - limit.window)
    return int(counted.tries)


def has_people() -> bool:
    return db.session.scalars(select(models.Person.id).limit(1)).first() is not None
