"""Teams: made by those who lead them, joined by a code, left."""

import hmac
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from market import clock, outbox
from market.accounts import actions as accounts
from market.accounts import identity, one_time_codes
from market.accounts import queries as people
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.db import db
from market.errors import NotAllowed, NotFound, TooManyRequests
from market.places.actions import name_village
from market.places.queries import require_commune
from market.teams import access, queries, rules
from market.teams.models import Team, TeamInvitation, TeamMember, TeamVillage

SEND_CODE = "team.send_code"


def make_team(*, fields: dict[str, Any], by: Person, now: datetime) -> Team:
    """A team for villages of one commune. Raises NoSuchPlace, NotAllowed, VillageTaken."""
    commune = require_commune(fields["commune_code"])
    if not access.is_led_by(commune.code, by):
        raise NotAllowed
    names = _named(commune.code, fields["villages"])
    _check_free(names)
    given = {"id": fields["id"]} if "id" in fields else {}
    team = Team(**given, name=fields["name"], commune_code=commune.code, created_by=by.id, created_at=now)
    db.session.add(team)
    db.session.flush()
    team.villages = [TeamVillage(village_key=key, team_id=team.id, name=name) for key, name in names.items()]
    db.session.flush()  # a village taken meanwhile must show now
    return team


def set_villages(*, team: Team, villages: Collection[str], now: datetime) -> None:
    """From now on the team serves these villages of its commune, and no others. Raises VillageTaken.

    Households have agreed to the help of their village's team, whichever it is: their consent stays with the village.
    """
    _hold(team)
    names = _named(team.commune_code, villages)
    left = [village for village in team.villages if village.village_key not in names]
    new = names.keys() - {village.village_key for village in team.villages}
    _check_free(new)
    for person in people.people({member.person_id for member in team.members}).values():
        for village in left:
            accounts.revoke(person=person, role=RoleName.TEAM_MEMBER, place=village.village_key)
        for key in sorted(new):
            accounts.grant(person=person, role=RoleName.TEAM_MEMBER, place=key, now=now)
    for village in left:
        db.session.delete(village)
    db.session.add_all(TeamVillage(village_key=key, team_id=team.id, name=names[key]) for key in sorted(new))
    db.session.flush()
    db.session.refresh(team)


def invite(*, team: Team, phone: str, name: str, by: Person, now: datetime) -> TeamInvitation:
    """Have a code sent to the phone of somebody who is to join. Raises LeadsThere, TooManyRequests."""
    if phone == by.phone:
        raise identity.LeadsThere
    if queries.invitations_sent(phone, since=clock.ago(now, hours=1)) >= rules.CODES_AN_HOUR:
        raise TooManyRequests(retry_after=3600)
    told = {"phone": phone, "name": name, "asked_by": by.id}
    life = {"created_at": now, "expires_at": now + rules.CODE_LIFE}
    invitation = TeamInvitation(team_id=team.id, **told, **life)
    db.session.add(invitation)
    db.session.flush()
    outbox.put(SEND_CODE, {"invitation_id": str(invitation.id)}, now=now)
    return invitation


def take_try(*, invitation: TeamInvitation, now: datetime) -> None:
    """Take one of the code's tries. Raises WrongJoinCode when there is none. Commit before comparing."""
    if invitation.used_at is not None or invitation.expires_at <= now or not one_time_codes.take_try(invitation):
        raise rules.WrongJoinCode


def join(*, team: Team, invitation: TeamInvitation, typed: str, secret: str, now: datetime) -> Person:
    """She who read the code off her phone is of the team. Raises WrongJoinCode, LeadsThere."""
    right = hmac.compare_digest(rules.join_code(secret, invitation.id).encode(), typed.encode())
    if not right or not one_time_codes.spend_code(invitation, now=now):
        raise rules.WrongJoinCode
    person = accounts.register(phone=invitation.phone, name=invitation.name, now=now)
    identity.claim(person=person, now=now)
    add_member(team=team, person=person, now=now)
    return person


def add_member(*, team: Team, person: Person, now: datetime) -> None:
    """Let somebody work for the team's villages; again changes nothing. Raises LeadsThere."""
    _hold(team)
    for village in team.villages:
        accounts.grant(person=person, role=RoleName.TEAM_MEMBER, place=village.village_key, now=now)
    if not any(member.person_id == person.id for member in team.members):
        team.members.append(TeamMember(team_id=team.id, person_id=person.id, joined_at=now))
    db.session.flush()


def remove_member(*, team: Team, person_id: UUID) -> None:
    """From now on the person does nothing for the team's villages. Raises NotFound for one who is no member."""
    member = next((member for member in team.members if member.person_id == person_id), None)
    if member is None:
        raise NotFound
    team.members.remove(member)
    db.session.delete(member)
    person = people.person(person_id)
    for village in team.villages if person is not None else ():
        accounts.revoke(person=person, role=RoleName.TEAM_MEMBER, place=village.village_key)  # type: ignore[arg-type]


def _hold(team: Team) -> None:
    """Whoever changes members or villages does so in turn, so that each member holds her role at each village."""
    db.session.execute(select(Team.id).where(Team.id == team.id).with_for_update())
    db.session.refresh(team)


def _named(commune_code: str, villages: Collection[str]) -> dict[str, str]:
    """Key → name, each village once."""
    slugs = ((name_village(commune_code=commune_code, name=name, field="villages"), name) for name in villages)
    return {f"{commune_code}/{slug}": name for slug, name in slugs}


def _check_free(keys: Collection[str]) -> None:
    taken = db.session.scalars(select(TeamVillage.name).where(TeamVillage.village_key.in_(keys))).all()
    if taken:
        raise rules.VillageTaken(villages=", ".join(taken))
