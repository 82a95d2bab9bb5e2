"""Who may be told of what: the household of its shop, operators and officers of their place, and services likewise.

What somebody may hear is asked again for each piece of news: who has lost a role, or a shop, hears no more of it.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from market import errors
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.access import shop_for
from market.db import db, locked
from market.http import Json
from market.places.queries import directory, no_such_commune, province_of
from market.subscriptions.models import Subscription

SHOP, COMMUNE, PROVINCE, EVERYWHERE = "shop", "commune", "province", ""


def may_hear(person: Person, place_kind: str, place_code: str) -> bool:
    """Whether `person` may be told of what happens at a place."""
    if person.holds(RoleName.OPERATOR):
        return True
    if place_kind == SHOP:
        return person.holds(RoleName.SELLER, place_code)
    around = {place_code, province_of(place_code)} if place_kind == COMMUNE else {place_code}
    return place_kind != EVERYWHERE and not around.isdisjoint(person.places(RoleName.OFFICER))


def require_hearing(person: Person, place_kind: str, place_code: str) -> None:
    """Raises NotAllowed."""
    if not may_hear(person, place_kind, place_code):
        raise errors.NotAllowed


def place_in(asked: Json, person: Person, *, now: datetime) -> tuple[str, str]:
    """The kind and the code of the place that is asked for, if `person` may see it. Raises NotFound, NoSuchPlace."""
    if "shop_id" in asked:
        return SHOP, str(shop_for(asked["shop_id"], person, now=now).id)
    code = asked.get("place_code", "")
    if code == "":
        return EVERYWHERE, code
    if directory().place(code) is None:
        raise no_such_commune(code, field="place_code")
    return (COMMUNE if len(code) > 2 else PROVINCE), code


def seen_by(person: Person) -> ColumnElement[bool]:
    """Her own subscriptions, those of her shops, whoever made them; to an operator all."""
    if person.holds(RoleName.OPERATOR):
        return Subscription.id.is_not(None)
    hers = (Subscription.place_kind == SHOP) & Subscription.place_code.in_(person.places(RoleName.SELLER))
    return or_(Subscription.owner_id == person.id, hers)


def subscription_for(id: UUID, person: Person, *, lock: bool = False) -> Subscription:
    """The subscription, if `person` may see it. Raises NotFound."""
    wanted = select(Subscription).where(Subscription.id == id, seen_by(person))
    return errors.found(db.session.scalars(locked(wanted) if lock else wanted).first())
