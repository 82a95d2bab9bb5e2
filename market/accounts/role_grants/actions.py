"""Roles given at once or by two, and taken away. None commits."""

from datetime import datetime

from sqlalchemy import update

from market import errors, events
from market.accounts import actions as accounts
from market.accounts.models import Person
from market.accounts.people.queries import person_for
from market.accounts.role_grants import models, places, queries, rules
from market.accounts.rules import PersonErased, RoleName
from market.db import db


def ask(*, person: Person, role: RoleName, place: str, reason: str, by: Person, now: datetime) -> models.RoleGrant:
    """Give a role, or ask a second operator to.

    Raises InvalidInput for a place that is not, SameOperator for oneself, RoleHeld, GrantOpen, LeadsThere.
    """
    places.require_place(role, place, now=now)
    if person.id == by.id:
        raise errors.SameOperator
    if holds(person, role, place):
        raise rules.RoleHeld
    if queries.open_grant(person.id, role, place) is not None:
        raise rules.GrantOpen
    about = {"person_id": person.id, "role": role, "place_code": place, "reason": reason}
    grant = models.RoleGrant(**about, state=rules.GrantState.ASKED, asked_by=by.id, asked_at=now)
    if role not in rules.BY_TWO:
        _done(grant, by, now)
        give(person=person, role=role, place=place, now=now)
    db.session.add(grant)
    db.session.flush()  # one asked meanwhile must show now
    return grant


def agree(*, grant: models.RoleGrant, by: Person, now: datetime) -> None:
    """A second operator agrees, and she has the role; again changes nothing. Raises SameOperator, WrongState."""
    if by.id in (grant.asked_by, grant.person_id):
        raise errors.SameOperator
    if grant.state == rules.GrantState.DONE:
        return
    _check(grant, rules.GrantState.DONE)
    grant.agreed_by = by.id
    _done(grant, by, now)
    give(person=person_for(grant.person_id), role=RoleName(grant.role), place=grant.place_code, now=now)


def refuse(*, grant: models.RoleGrant, by: Person, now: datetime) -> None:
    """It is not given; again changes nothing. Raises WrongState."""
    if grant.state == rules.GrantState.REFUSED:
        return
    _check(grant, rules.GrantState.REFUSED)
    grant.state, grant.ended_by, grant.ended_at = rules.GrantState.REFUSED, by.id, now


def give(*, person: Person, role: RoleName, place: str, now: datetime) -> None:
    """From now on she holds the role, and is told so. Raises LeadsThere."""
    accounts.grant(person=person, role=role, place=place, now=now)
    db.session.flush()
    events.publish(rules.RoleMoved(at=now, person_id=person.id, role=role, place=place, given=True))


def take(*, person: Person, role: RoleName, place: str, now: datetime) -> None:
    """From now on she does not hold the role, and is told so.

    Raises NotFound where she does not, RoleElsewhere for what comes with a shop or a team, LastOperator.
    """
    if not holds(person, role, place):
        raise errors.NotFound
    if role not in rules.GIVEN:
        raise rules.RoleElsewhere
    if role == RoleName.OPERATOR and queries.operators() == 1:
        raise rules.LastOperator
    accounts.revoke(person=person, role=role, place=place)
    db.session.flush()
    events.publish(rules.RoleMoved(at=now, person_id=person.id, role=role, place=place, given=False))


def holds(person: Person, role: RoleName, place: str) -> bool:
    return any(held.role == role and held.place_code == place for held in person.roles)


def erase_grants(erased: PersonErased) -> None:
    """Nobody gives her a role any more, and why it was given is forgotten."""
    mine = update(models.RoleGrant).where(models.RoleGrant.person_id == erased.person_id)
    db.session.execute(mine.values(reason=""))
    waiting = mine.where(models.RoleGrant.state == rules.GrantState.ASKED)
    db.session.execute(waiting.values(state=rules.GrantState.REFUSED, ended_at=erased.at))


def _check(grant: models.RoleGrant, wanted: rules.GrantState) -> None:
    rules.GRANT_STATES.role_for(rules.GrantState(grant.state), wanted, roles=(rules.OPERATOR,))


def _done(grant: models.RoleGrant, by: Person, now: datetime) -> None:
    grant.state, grant.ended_by, grant.ended_at = rules.GrantState.DONE, by.id, now
