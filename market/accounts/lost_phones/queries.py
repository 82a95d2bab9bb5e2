"""Reads of changes of phone: all to operators, one's own to oneself."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from market import errors
from market.accounts.lost_phones import models, rules
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.db import db, locked


def changes_seen_by(viewer: Person) -> Select[Any]:
    wanted = select(models.PhoneChange)
    return wanted if viewer.holds(RoleName.OPERATOR) else wanted.filter_by(person_id=viewer.id)


def change_for(change_id: UUID, viewer: Person) -> models.PhoneChange:
    """Held until this transaction ends. Raises NotFound for a stranger."""
    found = db.session.scalars(locked(changes_seen_by(viewer).where(models.PhoneChange.id == change_id))).first()
    if found is None:
        raise errors.NotFound
    return found


def change_of(change_id: UUID, person: Person) -> models.PhoneChange:
    """A change of her own phone, held. Raises NotFound."""
    mine = select(models.PhoneChange).filter_by(id=change_id, person_id=person.id)
    return errors.found(db.session.scalars(locked(mine)).first())


def open_change(person_id: UUID) -> models.PhoneChange | None:
    wanted = select(models.PhoneChange).where(models.PhoneChange.state.in_(rules.OPEN))
    return db.session.scalars(locked(wanted.filter_by(person_id=person_id))).first()


def waiting_change(person_id: UUID) -> models.PhoneChange | None:
    """The one that waits to move somebody to another phone, for her to see."""
    wanted = select(models.PhoneChange).where(models.PhoneChange.state.in_(rules.OPEN))
    return db.session.scalars(wanted.filter_by(person_id=person_id)).first()


def due(now: datetime, *, limit: int) -> list[UUID]:
    """Agreed, and the waiting time is over."""
    agreed = select(models.PhoneChange.id).filter_by(state=rules.ChangeState.AGREED)
    return list(db.session.scalars(agreed.where(models.PhoneChange.due_at <= now).limit(limit)))
