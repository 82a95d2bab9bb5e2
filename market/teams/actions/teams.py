"""Teams: made by those who lead them, joined, left."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from market.accounts import actions as accounts
from market.accounts import queries as people
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.db import db
from market.errors import NotAllowed, NotFound
from market.places.actions import name_village
from market.places.queries import require_commune
from market.teams.models import Team, TeamMember, TeamVillage
from market.teams.queries import is_led_by
from market.teams.rules import VillageTaken


def make_team(*, fields: dict[str, Any], by: Person, now: datetime) -> Team:
    """A team for villages of one commune. Raises NoSuchPlace, NotAllowed, VillageTaken."""
    commune = require_commune(fields["commune_code"])
    if not is_led_by(commune.code, by):
        raise NotAllowed
    names = {f"{commune.code}/{_slug(commune.code, name)}": name for name in fields["villages"]}
    _check_free(list(names))
    given = {"id": fields["id"]} if "id" in fields else {}
    team = Team(**given, name=fields["name"], commune_code=commune.code, created_by=by.id, created_at=now)
    db.session.add(team)
    db.session.flush()
    team.villages = [TeamVillage(village_key=key, team_id=team.id, name=name) for key, name in names.items()]
    db.session.flush()  # a village taken meanwhile must show now
    return team


def add_member(*, team: Team, phone: str, name: str, now: datetime) -> Person:
    """Let somebody work for the team's villages; again changes nothing."""
    person = accounts.register(phone=phone, name=name, now=now)
    for village in team.villages:
        accounts.grant(person=person, role=RoleName.TEAM_MEMBER, place=village.village_key, now=now)
    if not any(member.person_id == person.id for member in team.members):
        team.members.append(TeamMember(team_id=team.id, person_id=person.id, joined_at=now))
    db.session.flush()
    return person


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


def _slug(commune_code: str, name: str) -> str:
    return name_village(commune_code=commune_code, name=name, field="villages")


def _check_free(keys: list[str]) -> None:
    taken = db.session.scalars(select(TeamVillage.name).where(TeamVillage.village_key.in_(keys))).all()
    if taken:
        raise VillageTaken(villages=", ".join(taken))
