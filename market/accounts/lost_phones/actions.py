"""Changes of phone: asked by an operator, agreed by another, refused by whom it is about, carried out. None commits."""

from datetime import datetime
from typing import Any

from sqlalchemy import update

from market import errors, events
from market.accounts import identity
from market.accounts import queries as people
from market.accounts.lost_phones import models, queries, rules
from market.accounts.models import Person
from market.accounts.rules import PersonErased, RoleName
from market.db import db


def ask(*, phone: str, new_phone: str, reason: str, by: Person, now: datetime) -> models.PhoneChange:
    """Raises NotFound for a phone nobody has, SameOperator for one's own, PhoneInUse, ChangeOpen."""
    person = people.person_with_phone(phone)
    if person is None:
        raise errors.NotFound
    if person.id == by.id:
        raise errors.SameOperator
    if people.person_with_phone(new_phone) is not None:
        raise identity.PhoneInUse
    if queries.open_change(person.id) is not None:
        raise rules.ChangeOpen
    about = {"person_id": person.id, "former": phone, "phone": new_phone, "reason": reason}
    change = models.PhoneChange(**about, state=rules.ChangeState.ASKED, asked_by=by.id, asked_at=now)
    db.session.add(change)
    db.session.flush()  # one asked meanwhile must show now
    events.publish(rules.PhoneChangeMoved(at=now, change_id=change.id, state=rules.ChangeState.ASKED))
    return change


def agree(*, change: models.PhoneChange, by: Person, now: datetime) -> None:
    """A second operator agrees; from now on three days run. Raises SameOperator, WrongState."""
    if by.id in (change.asked_by, change.person_id):
        raise errors.SameOperator
    told = {"agreed_by": by.id, "agreed_at": now, "due_at": now + rules.WAIT}
    if not _move(change, rules.ChangeState.AGREED, rules.OPERATOR, **told):
        return
    events.publish(rules.PhoneChangeMoved(at=now, change_id=change.id, state=rules.ChangeState.AGREED))


def refuse(*, change: models.PhoneChange, by: Person, now: datetime) -> None:
    """Whoever signs in with the phone that is called lost says no, or an operator does. Raises WrongState."""
    role = rules.OWNER if by.id == change.person_id or not by.holds(RoleName.OPERATOR) else rules.OPERATOR
    _move(change, rules.ChangeState.REFUSED, role, ended_by=by.id, ended_at=now)


def carry_out(*, change: models.PhoneChange, now: datetime) -> None:
    """The waiting time is over: she signs in with the new phone. Refused where that has become somebody else's."""
    person = people.person(change.person_id)
    if person is None or person.phone != change.former or change.phone is None or _in_use(change.phone):
        _move(change, rules.ChangeState.REFUSED, rules.SYSTEM, ended_at=now)
        return
    _move(change, rules.ChangeState.DONE, rules.SYSTEM, ended_at=now)
    identity.move_to_phone(person=person, phone=change.phone, now=now)
    events.publish(rules.PhoneChangeMoved(at=now, change_id=change.id, state=rules.ChangeState.DONE))


def erase_changes(erased: PersonErased) -> None:
    change = queries.open_change(erased.person_id)
    if change is not None:
        _move(change, rules.ChangeState.REFUSED, rules.SYSTEM, ended_at=erased.at)
    mine = update(models.PhoneChange).where(models.PhoneChange.person_id == erased.person_id)
    db.session.execute(mine.values(former=None, phone=None, reason=""))


def _in_use(phone: str) -> bool:
    return people.person_with_phone(phone) is not None


def _move(change: models.PhoneChange, wanted: rules.ChangeState, role: str, **told: Any) -> bool:
    """Whether the state has changed; twice the same is one. Raises WrongState."""
    current = rules.ChangeState(change.state)
    if current == wanted:
        return False
    rules.CHANGE_STATES.role_for(current, wanted, roles=(role,))
    for name, value in {"state": wanted, **told}.items():
        setattr(change, name, value)
    db.session.flush()
    return True
