"""What must always hold of people and how they sign in; each line names what is broken. For `market audit`."""

from collections.abc import Iterator

from sqlalchemy import or_, select

from market.accounts.lost_phones.models import PhoneChange
from market.accounts.lost_phones.rules import ChangeState
from market.accounts.models import Person, Role, Token
from market.db import db


def audit() -> Iterator[str]:
    """One plain line for each broken invariant."""
    yield from _sessions()
    yield from _erased()
    yield from _phones_moved()


def _sessions() -> Iterator[str]:
    wanted = select(Token.person_id).join(Person, Person.id == Token.person_id, isouter=True)
    unproved = or_(Person.id.is_(None), Person.signed_in_at.is_(None), Person.erased_at.is_not(None))
    for person_id in db.session.scalars(wanted.where(Token.revoked_at.is_(None), unproved).distinct()):
        yield f"person {person_id}: has a session, but never showed to hold a phone"


def _erased() -> Iterator[str]:
    holds = Person.id.in_(select(Role.person_id)) | Person.phone.is_not(None) | Person.password_hash.is_not(None)
    for person_id in db.session.scalars(select(Person.id).where(Person.erased_at.is_not(None), holds)):
        yield f"person {person_id}: was erased, and holds a role, a phone or a password"


def _phones_moved() -> Iterator[str]:
    own = or_(PhoneChange.asked_by == PhoneChange.person_id, PhoneChange.agreed_by == PhoneChange.person_id)
    hasty = or_(PhoneChange.due_at.is_(None), PhoneChange.ended_at.is_(None), PhoneChange.ended_at < PhoneChange.due_at)
    wanted = select(PhoneChange.id).where(PhoneChange.state == ChangeState.DONE, or_(own, hasty))
    for change_id in db.session.scalars(wanted):
        yield f"phone change {change_id}: was not asked and agreed by two others, or did not wait"
