"""Reads of people for operators."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select

from market import errors, events
from market.accounts.models import Person
from market.accounts.people import rules
from market.db import db


def known_by(phone: str, *, now: datetime) -> Select[Any]:
    """Who signs in with a phone, and who left it as a contact."""
    asked = rules.PhoneAsked(at=now, phone=phone)
    events.ask(asked)
    return select(Person).where(or_(Person.phone == phone, Person.id.in_(asked.person_ids)))


def person_for(person_id: UUID) -> Person:
    """Somebody who is still there. Raises NotFound."""
    person = errors.found(db.session.get(Person, person_id))
    if person.erased_at is not None:
        raise errors.NotFound
    return person
