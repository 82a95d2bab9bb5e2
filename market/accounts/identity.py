"""Identity: nothing ties, moves or re-phones an existing person without a code that her present phone received.

Every way in asks here: opening a household, handing a shop over, an import's row, joining a team, a lost phone.
"""

from datetime import datetime

from sqlalchemy import delete, update

from market import errors, events
from market.accounts import models, queries, rules
from market.db import db
from market.language import Sentence
from market.places.queries import province_of

# What a person holds through a household that others wrote down, before anybody has signed in.
_WRITTEN_DOWN = {rules.RoleName.BUYER, rules.RoleName.SELLER}


class PhoneInUse(errors.Conflict):
    type = "phone-in-use"
    title = Sentence("Số đã có người dùng", en="Phone in use")
    detail = Sentence("Số điện thoại này đã thuộc về người khác.", en="This phone already belongs to somebody else.")


class LeadsThere(errors.Conflict):
    type = "leads-there"
    title = Sentence("Đã phụ trách nơi này", en="Leads there already")
    detail = Sentence(
        "Cán bộ và người quản trị không làm trong tổ mà mình phụ trách: họ không được xem tên và số của khách.",
        en="Officers and operators are of no team that they lead: they are not to see buyers' names and phones.",
    )


def may_be_adopted(person: models.Person) -> bool:
    """Whether officials may still correct whom they wrote down: she never signed in and has no duty."""
    untouched = person.signed_in_at is None and person.password_hash is None and person.erased_at is None
    return untouched and all(held.role in _WRITTEN_DOWN for held in person.roles)


def require_apart(person: models.Person, role: rules.RoleName, place: str) -> None:
    """Raises LeadsThere where `role` at `place` would make somebody of a team lead herself."""
    helps, leads = person.places(rules.RoleName.TEAM_MEMBER), person.places(rules.RoleName.OFFICER)
    operates = person.holds(rules.RoleName.OPERATOR) or role == rules.RoleName.OPERATOR
    if role == rules.RoleName.TEAM_MEMBER:
        helps = {place}
    elif role == rules.RoleName.OFFICER:
        leads = {place}
    elif role != rules.RoleName.OPERATOR:
        return
    if any(operates or leads & _leading(village) for village in helps):
        raise LeadsThere


def _leading(place: str) -> set[str]:
    """The places whose officers lead a team of this village or commune."""
    return {place[:5], province_of(place[:5])}


def written_down(*, name: str, phone: str | None, now: datetime) -> models.Person:
    """Somebody new, as others write her down. A phone that is somebody's already stays theirs: here it ties nobody."""
    taken = phone is not None and queries.person_with_phone(phone) is not None
    person = models.Person(name=name, phone=None if taken else phone, created_at=now)
    db.session.add(person)
    db.session.flush()
    return person


def claim(*, person: models.Person, now: datetime) -> None:
    """She has shown to hold her phone: from now on nobody else changes who she is; again changes nothing."""
    if person.signed_in_at is not None:
        return
    first = update(models.Person).where(models.Person.id == person.id, models.Person.signed_in_at.is_(None))
    db.session.execute(first.values(signed_in_at=now))


def correct_phone(*, person: models.Person, phone: str, now: datetime) -> None:
    """Whom others wrote down with a wrong phone is reached by another, which has received a code.

    One that is somebody's already stays theirs: it is her contact, and ties nobody.
    """
    if queries.person_with_phone(phone) in (None, person):
        move_to_phone(person=person, phone=phone, now=now)
    else:
        person.phone = None
        db.session.flush()


def move_to_phone(*, person: models.Person, phone: str, now: datetime) -> None:
    """She signs in with `phone` from now on, as the code of her present phone said, or two operators in its place.

    Whoever still holds the former phone, or a token of before, is signed out. Raises PhoneInUse.
    """
    former = person.phone
    if former == phone:
        return
    if queries.person_with_phone(phone) is not None:
        raise PhoneInUse
    person.phone = phone
    db.session.flush()  # a phone taken meanwhile must show now
    if former is not None:
        db.session.execute(delete(models.SignInCode).where(models.SignInCode.phone == former))
        live = update(models.Token).where(models.Token.person_id == person.id, models.Token.revoked_at.is_(None))
        db.session.execute(live.values(revoked_at=now))
    events.publish(rules.PhoneMoved(at=now, person_id=person.id, former=former, phone=phone))
