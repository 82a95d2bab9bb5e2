"""A household that was written down wrongly: put right, or taken away again, while it has not yet spoken for itself."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from market import events
from market.accounts import actions as accounts
from market.accounts import identity
from market.accounts import queries as people
from market.accounts.models import Person
from market.catalog.actions import shops
from market.catalog.models import Product, Shop
from market.catalog.queries.shops import suspended_among
from market.catalog.rules.shops import WhileSuspended
from market.db import db
from market.places.actions import name_village
from market.teams import access, queries, rules
from market.teams.actions import acts
from market.teams.models import Consent, ConsentCode, Household
from market.text import fold


def require_correctable(*, household: Household, fields: set[str], by: Person) -> None:
    """Look before a code is spent.

    Raises HouseholdSpeaks once it has signed in or answered a code, and for all but its phone once a paper speaks for
    it; SecondHandNeeded where it sells by its paper: then an officer confirms the phone that another asked for.
    """
    methods = _methods(household)
    if speaks_for_itself(household) or (methods and fields != {"phone"}):
        raise rules.HouseholdSpeaks
    code = queries.newest_code(household.id, rules.Purpose.CORRECTION) if methods else None
    if methods and (code is None or code.asked_by == by.id or not access.is_led_by(household.commune_code, by)):
        raise rules.SecondHandNeeded


def speaks_for_itself(household: Household) -> bool:
    """Whether it has signed in or answered a code, so that nobody else says who it is."""
    owner = people.person(household.person_id)
    signs_in = owner is None or not identity.may_be_adopted(owner) or household.signed_in_at is not None
    return signs_in or bool(_methods(household) - {rules.Method.PAPER})


def correct(
    *, household: Household, changes: dict[str, Any], code: ConsentCode | None, by: Person, now: datetime
) -> None:
    """Its name, village, or phone, which has received the spent `code`. What went to the former phone counts no more.

    Raises WrongConsentCode for another phone's, NotYourVillage, NoVillageName, HouseholdKnown, WhileSuspended.
    """
    phone = changes.get("phone", household.phone)
    if code is not None and code.phone != phone:
        raise rules.WrongConsentCode
    if suspended_among(set(), {phone}):
        raise WhileSuspended
    former = household.name
    _write(household, changes, by)
    _rename_shops(household, changes, former, now)
    if code is not None:
        _move_phone(household, code.phone, now)
    household.version += 1
    acts.record_act(by_id=by.id, for_id=household.person_id, subject_id=household.id, deed="correct_household", now=now)
    db.session.flush()


def remove(*, household: Household, by: Person, now: datetime) -> None:
    """It should not have been written down: it and its empty shop are gone, its person is nobody.

    Raises HouseholdInUse.
    """
    mine = select(Shop.id).where(Shop.owner_id == household.person_id)
    if db.session.scalar(select(Product.id).where(Product.shop_id.in_(mine)).limit(1)) is not None:
        raise rules.HouseholdInUse
    acts.record_act(by_id=by.id, for_id=household.person_id, subject_id=household.id, deed="remove_household", now=now)
    owner, shop_ids = people.person(household.person_id), list(db.session.scalars(mine))
    assert owner is not None  # noqa: S101 - `require_correctable` has seen her
    accounts.erase(person=owner, now=now)  # codes, papers and rows of files speak of her as well
    events.publish(rules.HouseholdRemoved(at=now, ids=frozenset([household.id, *shop_ids])))
    db.session.execute(delete(Shop).where(Shop.id.in_(shop_ids)))
    db.session.delete(household)


def _methods(household: Household) -> set[str]:
    """How it has ever agreed."""
    return set(db.session.scalars(select(Consent.method).filter_by(household_id=household.id)))


def _write(household: Household, changes: dict[str, Any], by: Person) -> None:
    """As it would have been written down rightly. Raises HouseholdKnown where that is written down already."""
    if "name" in changes:
        household.name, household.name_folded = changes["name"], fold(changes["name"])
    if "village" in changes:
        slug = name_village(commune_code=household.commune_code, name=changes["village"])
        key = f"{household.commune_code}/{slug}"
        if not (access.serves(by, village_key=key) or access.is_led_by(household.commune_code, by)):
            raise rules.NotYourVillage
        household.village, household.village_slug = changes["village"], slug
    written = {"name_folded": household.name_folded, "village_key": household.village_key}
    match = rules.match_key(**written, phone=changes.get("phone", household.phone))
    if queries.household_matching(match) not in (None, household.id):
        raise rules.HouseholdKnown
    household.match_key = match


def _rename_shops(household: Household, changes: dict[str, Any], former: str, now: datetime) -> None:
    owner = people.person(household.person_id)
    if owner is not None and "name" in changes:
        owner.name = changes["name"]
    for shop in db.session.scalars(select(Shop).filter_by(owner_id=household.person_id).order_by(Shop.id)).all():
        named = {"name": f"Nhà {household.name}"} if shop.name == f"Nhà {former}" else {}
        moved = {"village": changes["village"]} if "village" in changes else {}
        shops.change_shop(shop=shop, changes=named | moved, now=now)


def _move_phone(household: Household, phone: str, now: datetime) -> None:
    owner = people.person(household.person_id)
    assert owner is not None  # noqa: S101 - `require_correctable` has seen her
    identity.correct_phone(person=owner, phone=phone, now=now)
    household.phone = phone
    unused = ConsentCode.household_id == household.id, ConsentCode.used_at.is_(None)
    db.session.execute(delete(ConsentCode).where(*unused))
