"""Who may review, answer, report and take down. What you may not see does not exist."""

from collections.abc import Set
from datetime import datetime
from uuid import UUID

from market import errors, events
from market.accounts import queries as accounts
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog import access as shops
from market.catalog.models import Shop
from market.db import db
from market.orders import access as orders
from market.orders.models import Order, OrderLine
from market.places.queries import province_of
from market.reviews import queries, rules, scores
from market.reviews.models import Review


def line_of(number: str, product_id: UUID, person: Person, *, lock: bool = False) -> tuple[Order, OrderLine]:
    """A good of an order, to its buyer. Raises NotFound for a stranger or another good, NotAllowed, ActsForShop."""
    order, roles = orders.order_for(number, person, lock=lock)
    require_buyer(roles)
    line = errors.found(next((one for one in order.lines if one.product_id == product_id), None))
    return order, line


def require_buyer(roles: Set[str]) -> None:
    if RoleName.BUYER not in roles:
        raise errors.NotAllowed


def require_stranger(order: Order, person: Person, *, now: datetime) -> None:
    """Raises ActsForShop for the household, whoever acts or has acted for it, and where its own phones were used."""
    shop = errors.found(db.session.get(Shop, order.shop_id))
    owners = {order.seller_id, shop.owner_id}
    if person.id in owners or shops.acting_role(shop, person) is not None or _goes_home(order, owners):
        raise rules.ActsForShop
    for owner_id in owners:
        asked = rules.HandsAsked(at=now, person_id=person.id, owner_id=owner_id, phone=person.phone)
        events.ask(asked)
        if asked.how:
            raise rules.ActsForShop


def _goes_home(order: Order, owners: set[UUID]) -> bool:
    """Whether the parcel was for the household's own phone: it has bought from itself by another's name."""
    return order.recipient_phone in {owner.phone for owner in accounts.people(owners).values() if owner.phone}


def review_seen(review_id: UUID, viewer: Person | None, *, now: datetime) -> Review:
    """A review of a shop that `viewer` may see. Raises NotFound."""
    review = errors.found(queries.with_id(review_id))
    shops.shop_for(review.shop_id, viewer, now=now)
    return review


def review_to_answer(review_id: UUID, by: Person, *, now: datetime) -> Review:
    """A review, to whoever acts for its shop. Raises NotFound, NotAllowed, NotAgreed."""
    review = errors.found(queries.with_id(review_id))
    shop = db.session.get(Shop, review.shop_id)
    shops.require_agreed(shop, by)
    shop = shops.shop_for(review.shop_id, by, now=now)
    shops.let_act(shop, by, subject_id=review.id, now=now)
    return queries.held(review_id)


def review_to_look_at(review_id: UUID, by: Person) -> Review:
    """A review, to an officer of its shop's place or an operator. Raises NotFound, NotAllowed."""
    review = errors.found(queries.with_id(review_id))
    if not (by.holds(RoleName.OPERATOR) or decides_at(review.commune_code, by)):
        raise errors.NotAllowed
    return review


def review_to_decide(review_id: UUID, by: Person) -> Review:
    """The same, held, but to nobody whose own words or shop it is about. Raises OwnReview."""
    review = review_to_look_at(review_id, by)
    shop = db.session.get(Shop, review.shop_id)
    if by.id == review.buyer_id or (shop is not None and shops.acting_role(shop, by) is not None):
        raise rules.OwnReview
    scores.one_by_one(review.shop_id)
    return queries.held(review_id)


def decides_at(commune_code: str, person: Person) -> bool:
    return shops.may_verify(person, commune_code=commune_code, province_code=province_of(commune_code))
