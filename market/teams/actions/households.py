"""Households that a team writes down, and their shops: prepared, and handed over to the household's own sign-in."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from market.accounts import actions as accounts
from market.accounts import identity
from market.accounts import queries as people
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.actions import shops
from market.catalog.models import Shop
from market.catalog.queries.shops import suspended_among
from market.catalog.rules.shops import WhileSuspended
from market.db import db
from market.errors import NotFound
from market.orders.actions.transfer_orders import pass_orders_on
from market.places.actions import name_village
from market.teams import access, queries, rules
from market.teams.actions import acts, consent
from market.teams.models import ActivityLog, ConsentCode, Household, Team
from market.text import fold


def open_household(*, team: Team, fields: dict[str, Any], by: Person, now: datetime) -> Household:
    """A household of one of the team's villages, with a shop prepared for it that nobody sees before it agrees.

    Raises NoSuchPlace, NoVillageName, NotYourVillage, HouseholdKnown; WhileSuspended where its phone is that of
    somebody whose shop is suspended.
    """
    if suspended_among(set(), {fields.get("phone")}):
        raise WhileSuspended
    slug = name_village(commune_code=fields["commune_code"], name=fields["village"])
    key = f"{fields['commune_code']}/{slug}"
    if key not in {village.village_key for village in team.villages}:
        raise rules.NotYourVillage
    household = _written_down(fields, slug, by, now)
    shop = {"name": fields["shop_name"] or f"Nhà {household.name}", "about": fields["about"]}
    place = {"commune_code": household.commune_code, "village": household.village}
    given = {"id": fields["shop_id"]} if fields.get("shop_id") else {}
    owner = people.person(household.person_id)
    assert owner is not None  # noqa: S101 - just made
    shops.prepare_shop(fields={**given, **shop, **place}, owner=owner, now=now)
    acts.record_act(by_id=by.id, for_id=owner.id, subject_id=household.id, deed="open_household", now=now)
    return household


def own_household(*, person: Person, now: datetime) -> Household:
    """The household of somebody who signed in and opened a shop herself. Raises NotFound without a shop."""
    known = queries.household_of(person.id)
    if known is not None:
        return known
    shop = db.session.scalars(select(Shop).filter_by(owner_id=person.id).order_by(Shop.id).limit(1)).first()
    if shop is None:
        raise NotFound
    folded = fold(person.name)
    match = rules.match_key(name_folded=folded, village_key=shop.village_key, phone=person.phone, apart=person.id.hex)
    place = {"commune_code": shop.commune_code, "village": shop.village, "village_slug": shop.village_slug}
    told = {"name": person.name, "name_folded": folded, "phone": person.phone, "match_key": match}
    household = Household(person_id=person.id, **place, **told, created_by=person.id, created_at=now, signed_in_at=now)
    db.session.add(household)
    db.session.flush()
    return household


def hand_over(
    *, household: Household, shop: Shop, code: ConsentCode, keep_team: bool, by: Person, now: datetime
) -> Shop:
    """The household signs in with the phone its spent `code` names, and holds its shop itself from now on.

    Its open and past orders go with it. Raises PhoneInUse where the phone is another's, SecondHandNeeded.
    """
    owner, phone = people.person(household.person_id), code.new_phone or code.phone
    assert owner is not None  # noqa: S101 - `shop_to_hand_over` has seen her
    _require_two_hands(household, owner, code, by)
    holder = people.person_with_phone(phone)
    if holder is not None and holder.id != owner.id:
        _pass_on(household, owner, holder, code, now)
        owner = holder
    identity.move_to_phone(person=owner, phone=phone, now=now)
    identity.claim(person=owner, now=now)
    household.phone, household.signed_in_at = phone, household.signed_in_at or now
    shops.open_prepared_shops_of(owner_id=household.person_id, now=now)
    acts.record_act(by_id=by.id, for_id=household.person_id, subject_id=shop.id, deed="hand_over", now=now)
    if not keep_team:
        consent.withdraw_consent(household=household, by=by, now=now)
    db.session.flush()
    return shop


def recognise(*, household: Household, code: ConsentCode, now: datetime) -> None:
    """Who agreed by her own phone, and has the household's name, is the household: what was prepared is hers."""
    owner, holder = people.person(household.person_id), people.person_with_phone(code.phone)
    if owner is None or holder is None or holder.id == owner.id or fold(holder.name) != household.name_folded:
        return
    if _is_written_down(owner, code) and queries.household_of(holder.id) is None:
        _pass_on(household, owner, holder, code, now)
        household.signed_in_at = holder.signed_in_at


def _written_down(fields: dict[str, Any], slug: str, by: Person, now: datetime) -> Household:
    folded, phone = fold(fields["name"]), fields.get("phone")
    match = rules.match_key(name_folded=folded, village_key=f"{fields['commune_code']}/{slug}", phone=phone)
    if queries.household_matching(match) is not None:
        raise rules.HouseholdKnown
    person = identity.written_down(name=fields["name"], phone=phone, now=now)
    accounts.grant(person=person, role=RoleName.BUYER, now=now)
    given = {"id": fields["id"]} if fields.get("id") else {}
    household = Household(
        **given,
        person_id=person.id,
        name=fields["name"],
        name_folded=folded,
        phone=phone,
        commune_code=fields["commune_code"],
        village=fields["village"],
        village_slug=slug,
        match_key=match,
        created_by=by.id,
        created_at=now,
    )
    db.session.add(household)
    db.session.flush()
    return household


def _require_two_hands(household: Household, owner: Person, code: ConsentCode, by: Person) -> None:
    """A household that sells and never had a phone could not object: one of the team alone gives it none."""
    sells = people.has_delegated(owner.id, RoleName.TEAM_MEMBER) or owner.signed_in_at is not None
    first = queries.present_phone(household) is None
    if first and sells and (code.asked_by == by.id or not access.is_led_by(household.commune_code, by)):
        raise rules.SecondHandNeeded


def _pass_on(household: Household, owner: Person, holder: Person, code: ConsentCode, now: datetime) -> None:
    """Whom the officials wrote down is `holder`, whose own phone has received the code. Raises PhoneInUse."""
    if not _is_written_down(owner, code) or queries.household_of(holder.id) is not None:
        raise identity.PhoneInUse
    for shop in db.session.scalars(select(Shop).filter_by(owner_id=owner.id).order_by(Shop.id)).all():
        shops.hand_over_shop(shop=shop, to=holder, now=now)
        pass_orders_on(shop_id=shop.id, to=holder.id)
    if people.has_delegated(owner.id, RoleName.TEAM_MEMBER):
        accounts.end_delegation(person_id=owner.id, role=RoleName.TEAM_MEMBER)
        accounts.delegate(person_id=holder.id, role=RoleName.TEAM_MEMBER, now=now)
    db.session.execute(update(ActivityLog).where(ActivityLog.for_id == owner.id).values(for_id=holder.id))
    db.session.execute(update(Household).where(Household.id == household.id).values(person_id=holder.id))
    db.session.refresh(household)


def _is_written_down(owner: Person, code: ConsentCode) -> bool:
    """Whether she is nobody but what officials wrote, and the phone that received the code speaks for her."""
    return code.new_phone is None and owner.phone is None and identity.may_be_adopted(owner)
