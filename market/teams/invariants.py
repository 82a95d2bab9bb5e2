"""What must always hold of teams and consent; each line names what is broken. For `market audit`."""

from collections.abc import Iterator

from sqlalchemy import exists, select

from market.accounts.models import Delegation, Person, Role
from market.accounts.rules import RoleName
from market.catalog.models import Shop
from market.catalog.rules.shops import ShopStatus
from market.db import db
from market.teams import access, models


def audit() -> Iterator[str]:
    """One plain line for each broken invariant."""
    yield from _households()
    yield from _consents()
    yield from _seen_without_consent()
    yield from _members()
    yield from _leaders()


def _households() -> Iterator[str]:
    nobody = ~exists().where(Person.id == models.Household.person_id)
    for household_id in db.session.scalars(select(models.Household.id).where(nobody)):
        yield f"household {household_id}: its person does not exist"


def _consents() -> Iterator[str]:
    given = exists().where(Delegation.person_id == models.Household.person_id, Delegation.role == RoleName.TEAM_MEMBER)
    in_force = select(models.Consent.id).join(models.Household, models.Household.id == models.Consent.household_id)
    for consent_id in db.session.scalars(in_force.where(models.Consent.withdrawn_at.is_(None), ~given)):
        yield f"consent {consent_id}: is in force, but nobody may act for the household"


def _seen_without_consent() -> Iterator[str]:
    agreed = exists().where(models.Consent.household_id == models.Household.id, models.Consent.withdrawn_at.is_(None))
    given = exists().where(Delegation.person_id == models.Household.person_id, Delegation.role == RoleName.TEAM_MEMBER)
    silent = models.Household.signed_in_at.is_(None) & ~agreed & ~given
    shown = Shop.status.in_([ShopStatus.OPEN, ShopStatus.PAUSED])
    wanted = select(Shop.id).join(models.Household, models.Household.person_id == Shop.owner_id).where(shown, silent)
    for shop_id in db.session.scalars(wanted):
        yield f"shop {shop_id}: is seen, but its household has neither agreed nor signed in"


def _leaders() -> Iterator[str]:
    wanted = select(Person, models.Team.commune_code).join(models.TeamMember, models.TeamMember.person_id == Person.id)
    for person, commune_code in db.session.execute(
        wanted.join(models.Team, models.Team.id == models.TeamMember.team_id)
    ):
        if access.is_led_by(commune_code, person):
            yield f"member {person.id}: leads the team that she is of"


def _members() -> Iterator[str]:
    held = exists().where(
        Role.person_id == models.TeamMember.person_id,
        Role.role == RoleName.TEAM_MEMBER,
        Role.place_code == models.TeamVillage.village_key,
    )
    wanted = select(models.TeamMember.person_id, models.TeamVillage.village_key)
    for person_id, village_key in db.session.execute(
        wanted.join(models.TeamVillage, models.TeamVillage.team_id == models.TeamMember.team_id).where(~held)
    ):
        yield f"member {person_id}: does not hold her role at {village_key}"
