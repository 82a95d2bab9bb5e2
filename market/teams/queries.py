"""Reads of teams and households, by who looks: what they may not see is not there."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, or_, select, true

from market.accounts import identity
from market.accounts import queries as accounts
from market.accounts.models import Person
from market.accounts.people.rules import PhoneAsked
from market.accounts.rules import RoleName
from market.catalog.models import Product, Shop
from market.db import db
from market.errors import NotFound
from market.orders import queries as orders
from market.places.models import Commune
from market.reviews.rules import HandsAsked
from market.teams import access, models, rules


def teams_seen_by(viewer: Person) -> Select[Any]:
    """The teams `viewer` leads or is of."""
    own = select(models.TeamMember.team_id).where(models.TeamMember.person_id == viewer.id)
    return select(models.Team).where(or_(models.Team.id.in_(own), led_by(models.Team.commune_code, viewer)))


def members_of(team: models.Team) -> list[dict[str, Any]]:
    people = accounts.people({member.person_id for member in team.members})
    return [
        {"id": member.person_id, "name": people[member.person_id].name, "phone": people[member.person_id].phone}
        for member in team.members
        if member.person_id in people
    ]


def invitation_of(team: models.Team, invitation_id: UUID) -> models.TeamInvitation:
    """Raises NotFound."""
    invitation = db.session.get(models.TeamInvitation, invitation_id)
    if invitation is None or invitation.team_id != team.id:
        raise NotFound
    return invitation


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


def helper_of(person_id: UUID) -> Person | None:
    """Who of the team of her household's village may be called for help: the first to have joined it."""
    village = select(models.Household.commune_code + "/" + models.Household.village_slug).filter_by(person_id=person_id)
    wanted = (
        select(Person)
        .join(models.TeamMember, models.TeamMember.person_id == Person.id)
        .join(models.TeamVillage, models.TeamVillage.team_id == models.TeamMember.team_id)
        .where(models.TeamVillage.village_key.in_(village), Person.id != person_id, Person.phone.is_not(None))
        .order_by(models.TeamMember.joined_at)
    )
    return db.session.scalars(wanted.limit(1)).first()


def helpers_of(village_keys: Collection[str]) -> dict[str, dict[str, str]]:
    """Village → the name and phone of who of its team may be called for help: the first to have joined it."""
    wanted = (
        select(models.TeamVillage.village_key, Person.name, Person.phone)
        .join(models.TeamMember, models.TeamMember.team_id == models.TeamVillage.team_id)
        .join(Person, models.TeamMember.person_id == Person.id)
        .where(models.TeamVillage.village_key.in_(village_keys), Person.phone.is_not(None))
        .order_by(models.TeamMember.joined_at.desc())
    )
    return {row.village_key: {"name": row.name, "phone": row.phone} for row in db.session.execute(wanted)}


def household_matching(match: str) -> UUID | None:
    return db.session.scalar(select(models.Household.id).where(models.Household.match_key == match))


def shop_to_hand_over(shop_id: UUID, by: Person) -> tuple[models.Household, Shop]:
    """A shop that was opened for a household, and the household, to those who see it. Raises NotFound."""
    shop = db.session.get(Shop, shop_id)
    household = household_of(shop.owner_id) if shop is not None else None
    if shop is None or household is None or not access.sees(by, household):
        raise NotFound
    owner = accounts.person(household.person_id)
    if owner is None or owner.erased_at is not None:
        raise NotFound
    return household, shop


def present_phone(household: models.Household) -> str | None:
    """The phone that speaks for a household: what its person signs in with, or else the one it left as a contact."""
    person = accounts.person(household.person_id)
    return (person.phone if person is not None else None) or household.phone


def known_phones(household_id: UUID) -> list[str]:
    """What it signs in with, and what it left as a contact."""
    household = db.session.get(models.Household, household_id)
    if household is None:
        return []
    person = accounts.person(household.person_id)
    return sorted({phone for phone in (household.phone, person.phone if person else None) if phone})


def add_contacts(asked: PhoneAsked) -> None:
    """Whose household left this phone as its contact."""
    left = select(models.Household.person_id).where(models.Household.phone == asked.phone)
    asked.person_ids.update(db.session.scalars(left))


def add_hands(asked: HandsAsked) -> None:
    """Whether somebody has ever done something for a household, or uses the phone that it left as its own."""
    deeds = select(models.ActivityLog.deed).where(
        models.ActivityLog.for_id == asked.owner_id,
        models.ActivityLog.by_id == asked.person_id,
        ~models.ActivityLog.by_operator,
    )
    asked.how.extend(db.session.scalars(deeds.limit(1)))
    left = select(models.Household.phone).where(
        models.Household.person_id == asked.owner_id, models.Household.phone == asked.phone
    )
    asked.how.extend(db.session.scalars(left.limit(1)) if asked.phone else [])


def words_about(household: models.Household, purpose: rules.Purpose, subject: str) -> dict[str, str]:
    """What a code for a price or a refund is about, as the household knows it. Raises NotFound for another's."""
    if purpose == rules.Purpose.PRICE:
        own = select(Product).join(Shop, Shop.id == Product.shop_id).where(Shop.owner_id == household.person_id)
        goods = [product for product in db.session.scalars(own) if str(product.id) == subject]
        if not goods:
            raise NotFound
        return {"name": goods[0].name}
    order = orders.with_number(subject)
    if order is None or order.seller_id != household.person_id:
        raise NotFound
    return {"number": order.number}


def consent_of(household_id: UUID) -> models.Consent | None:
    """The consent in force."""
    wanted = select(models.Consent).filter_by(household_id=household_id, withdrawn_at=None)
    return db.session.scalars(wanted).first()


def agrees_by_itself_only(household: models.Household) -> bool:
    """Whether no paper speaks for the household: it, or who has its phone, signs in; or once took back or refused."""
    speaking = _speaking_for(household)
    if household.signed_in_at is not None or not all(identity.may_be_adopted(person) for person in speaking):
        return True
    withdrawn = select(models.Consent.id).filter_by(household_id=household.id)
    refused = select(models.PaperConsent.id).filter_by(household_id=household.id, state=rules.PaperState.REFUSED)
    by_itself = models.PaperConsent.decided_by.in_([person.id for person in speaking])
    said_no = (withdrawn.where(models.Consent.withdrawn_at.is_not(None)), refused.where(by_itself))
    return any(db.session.scalars(wanted.limit(1)).first() is not None for wanted in said_no)


def newest_code(household_id: UUID, purpose: rules.Purpose) -> models.ConsentCode | None:
    wanted = select(models.ConsentCode).filter_by(household_id=household_id, purpose=purpose)
    return db.session.scalars(wanted.order_by(models.ConsentCode.id.desc()).limit(1)).first()


def waiting_code(household_id: UUID, purpose: rules.Purpose, *, now: datetime) -> models.ConsentCode | None:
    """The code that the household may be reading out just now."""
    code = newest_code(household_id, purpose)
    return code if code is not None and code.used_at is None and code.expires_at > now else None


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
        {name: getattr(household, name) for name in (*names, "version")}
        | {"consent": consents.get(household.id), "shop_id": shops.get(household.person_id)}
        for household in households
    ]


def household_shown(household: models.Household) -> dict[str, Any]:
    return households_shown([household])[0]


def _speaking_for(household: models.Household) -> list[Person]:
    """Her own person, and who signs in with the phone that the household left."""
    own = accounts.person(household.person_id)
    holder = accounts.person_with_phone(household.phone) if household.phone else None
    return [person for person in (own, holder) if person is not None]


def led_by(commune_code: Any, viewer: Person) -> ColumnElement[bool]:
    """In which communes `viewer` leads: everywhere for an operator."""
    if viewer.holds(RoleName.OPERATOR):
        return true()
    places = viewer.places(RoleName.OFFICER)
    in_province = select(Commune.code).where(Commune.province_code.in_(places))
    return or_(commune_code.in_(places), commune_code.in_(in_province)) if places else false()


def _in_village(key: str) -> ColumnElement[bool]:
    commune_code, slug = key.split("/")
    return (models.Household.commune_code == commune_code) & (models.Household.village_slug == slug)
