"""Reads of teams and households, by who looks: what they may not see is not there."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, or_, select, true

from market.accounts import queries as accounts
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.models import Shop
from market.db import db
from market.errors import NotFound
from market.places.models import Commune
from market.teams import access, models, rules


def teams_seen_by(viewer: Person) -> Select[Any]:
    """The teams `viewer` leads or is of."""
    own = select(models.TeamMember.team_id).where(models.TeamMember.person_id == viewer.id)
    return select(models.Team).where(or_(models.Team.id.in_(own), _led(viewer)))


def members_of(team: models.Team) -> list[dict[str, Any]]:
    people = accounts.people({member.person_id for member in team.members})
    return [
        {"id": member.person_id, "name": people[member.person_id].name, "phone": people[member.person_id].phone}
        for member in team.members
        if member.person_id in people
    ]


def team_of(village_key: str) -> UUID | None:
    """The team that serves a village."""
    return db.session.scalar(select(models.TeamVillage.team_id).where(models.TeamVillage.village_key == village_key))


def households_of(team: models.Team, *, village: str | None = None, consent: bool | None = None) -> Select[Any]:
    """The households of a team's villages: one village's, or only those that have agreed or not."""
    keys = [served.village_key for served in team.villages]
    wanted = select(models.Household).where(or_(*(_in_village(key) for key in keys), false()))
    if village is not None:
        wanted = wanted.where(models.Household.village_slug == village)
    if consent is not None:
        agreed = select(models.Consent.household_id).where(models.Consent.withdrawn_at.is_(None))
        wanted = wanted.where(models.Household.id.in_(agreed) if consent else models.Household.id.not_in(agreed))
    return wanted


def household_of(person_id: UUID) -> models.Household | None:
    return db.session.scalars(select(models.Household).filter_by(person_id=person_id)).first()


def household_matching(match: str) -> UUID | None:
    return db.session.scalar(select(models.Household.id).where(models.Household.match_key == match))


def shop_to_hand_over(shop_id: UUID, by: Person) -> tuple[models.Household, Shop]:
    """A shop that was opened for a household, and the household, to those who see it. Raises NotFound."""
    shop = db.session.get(Shop, shop_id)
    household = household_of(shop.owner_id) if shop is not None else None
    if shop is None or household is None or not access.sees(by, household):
        raise NotFound
    return household, shop


def consent_of(household_id: UUID) -> models.Consent | None:
    """The consent in force."""
    wanted = select(models.Consent).filter_by(household_id=household_id, withdrawn_at=None)
    return db.session.scalars(wanted).first()


def newest_code(household_id: UUID, purpose: rules.Purpose) -> models.ConsentCode | None:
    wanted = select(models.ConsentCode).filter_by(household_id=household_id, purpose=purpose)
    return db.session.scalars(wanted.order_by(models.ConsentCode.id.desc()).limit(1)).first()


def shops_by_owner(owner_ids: set[UUID]) -> dict[UUID, UUID]:
    """Owner → their first shop that is not closed."""
    wanted = select(Shop.owner_id, Shop.id).where(Shop.owner_id.in_(owner_ids), Shop.status != "closed")
    return {row.owner_id: row.id for row in db.session.execute(wanted.order_by(Shop.id.desc()))}


def households_shown(households: list[models.Household]) -> list[dict[str, Any]]:
    """As their team sees them: with phone, consent and shop."""
    ids = {household.id for household in households}
    in_force = select(models.Consent).where(models.Consent.household_id.in_(ids), models.Consent.withdrawn_at.is_(None))
    consents = {consent.household_id: consent for consent in db.session.scalars(in_force)}
    shops = shops_by_owner({household.person_id for household in households})
    names = ("id", "person_id", "name", "phone", "commune_code", "village", "is_leading", "has_account", "signed_in_at")
    return [
        {name: getattr(household, name) for name in names}
        | {"consent": consents.get(household.id), "shop_id": shops.get(household.person_id)}
        for household in households
    ]


def household_shown(household: models.Household) -> dict[str, Any]:
    return households_shown([household])[0]


def acts_for(household: models.Household) -> Select[Any]:
    """What others did for a household, newest first."""
    return select(models.ActivityLog).where(models.ActivityLog.for_id == household.person_id)


def acts_shown(acts: list[models.ActivityLog]) -> list[dict[str, Any]]:
    people = accounts.people({act.by_id for act in acts})
    names = ("id", "deed", "subject_id", "typed_at", "at")
    return [
        {name: getattr(act, name) for name in names} | {"by": people[act.by_id].name if act.by_id in people else ""}
        for act in acts
    ]


def _led(viewer: Person) -> ColumnElement[bool]:
    if viewer.holds(RoleName.OPERATOR):
        return true()
    places = viewer.places(RoleName.OFFICER)
    in_province = select(Commune.code).where(Commune.province_code.in_(places))
    return or_(models.Team.commune_code.in_(places), models.Team.commune_code.in_(in_province)) if places else false()


def _in_village(key: str) -> ColumnElement[bool]:
    commune_code, slug = key.split("/")
    return (models.Household.commune_code == commune_code) & (models.Household.village_slug == slug)
