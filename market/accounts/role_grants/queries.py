"""Reads of roles and of those that wait for a second operator."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select

from market import errors
from market.accounts.models import Person, Role
from market.accounts.role_grants.models import RoleGrant
from market.accounts.role_grants.rules import GrantState
from market.accounts.rules import RoleName
from market.db import db, locked
from market.http import pack_cursor, unpack_cursor
from market.http.pages import broken_cursor

_KEY = (Role.place_code, Role.role, Role.person_id)


def holders(*, place: str | None, role: str | None, limit: int, cursor: str | None = None) -> dict[str, Any]:
    """One page of who holds which role where, by place, role and person."""
    wanted = select(Role, Person.name).join(Person, Person.id == Role.person_id)
    if place is not None:
        wanted = wanted.where(Role.place_code == place)
    if role is not None:
        wanted = wanted.where(Role.role == role)
    if cursor is not None:
        wanted = wanted.where(_beyond(*_after(cursor)))
    rows = db.session.execute(wanted.order_by(*_KEY).limit(limit + 1)).all()
    items = [{"name": name, **_shown(held)} for held, name in rows[:limit]]
    last = rows[limit - 1][0] if len(rows) > limit else None
    following = pack_cursor([last.place_code, last.role, str(last.person_id)]) if last else None
    return {"items": items, "next": following}


def grants(*, state: str | None) -> Select[Any]:
    """Roles that were asked for."""
    return select(RoleGrant).where(RoleGrant.state == state) if state else select(RoleGrant)


def grant_for(grant_id: UUID, *, lock: bool = False) -> RoleGrant:
    """Held until this transaction ends, with `lock`. Raises NotFound."""
    wanted = select(RoleGrant).filter_by(id=grant_id)
    return errors.found(db.session.scalars(locked(wanted) if lock else wanted).first())


def open_grant(person_id: UUID, role: str, place: str) -> RoleGrant | None:
    wanted = select(RoleGrant).filter_by(person_id=person_id, role=role, place_code=place, state=GrantState.ASKED)
    return db.session.scalars(locked(wanted)).first()


def operators() -> int:
    """How many there are, each held until this transaction ends, so that two do not take each other's role away."""
    held = select(Role.person_id).where(Role.role == RoleName.OPERATOR).order_by(Role.person_id)
    return len(db.session.scalars(held.with_for_update()).all())


def _beyond(place: str, role: str, person_id: UUID) -> ColumnElement[bool]:
    later = Role.role > role, (Role.role == role) & (Role.person_id > person_id)
    return or_(Role.place_code > place, (Role.place_code == place) & or_(*later))


def _shown(held: Role) -> dict[str, Any]:
    return {"person_id": held.person_id, "role": held.role, "place": held.place, "granted_at": held.granted_at}


def _after(cursor: str) -> tuple[str, str, UUID]:
    content = unpack_cursor(cursor)
    try:
        place, role, person_id = content
        return str(place), str(role), UUID(person_id)
    except (ValueError, TypeError, AttributeError):
        raise broken_cursor() from None
