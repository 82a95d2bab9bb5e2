"""Permissions: who may see a shop, act for it, see what is hidden, verify a certificate."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from market import errors, events
from market.accounts import own_word
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.models import Product, Shop
from market.catalog.rules.products import moves_far
from market.catalog.rules.shops import ActedFor, NotAgreed, ShopStatus
from market.db import db
from market.places.queries import directory, no_such_commune, province_of


class ShopFacts(Protocol):
    """What of a shop decides who may act for it; the table row has it, and so may a test."""

    @property
    def id(self) -> UUID: ...
    @property
    def owner_id(self) -> UUID: ...
    @property
    def commune_code(self) -> str: ...
    @property
    def village_key(self) -> str: ...
    @property
    def lets_team_act(self) -> bool: ...


class PersonFacts(Protocol):
    @property
    def id(self) -> UUID: ...
    def holds(self, role: str, place_code: str | None = None) -> bool: ...


def acting_role(shop: ShopFacts, person: PersonFacts | None) -> str | None:
    """As what `person` may act for the shop: its `seller`, a `team_member` of its village or commune, or None.

    A team acts only for a household that has agreed to it.
    """
    if person is None:
        return None
    if person.id == shop.owner_id or person.holds(RoleName.SELLER, str(shop.id)):
        return RoleName.SELLER
    # Asked last: it may cost a look into the database.
    return RoleName.TEAM_MEMBER if _in_team(shop, person) and shop.lets_team_act else None


def _in_team(shop: ShopFacts, person: PersonFacts) -> bool:
    return any(person.holds(RoleName.TEAM_MEMBER, place) for place in (shop.village_key, shop.commune_code))


def sees_hidden(shop: ShopFacts, person: PersonFacts | None) -> bool:
    """Whether `person` sees the shop and its goods when the public does not."""
    return person is not None and (acting_role(shop, person) is not None or person.holds(RoleName.OPERATOR))


def may_verify(person: PersonFacts | None, *, commune_code: str, province_code: str) -> bool:
    """Whether `person` is an officer of the commune or of its province."""
    return person is not None and any(person.holds(RoleName.OFFICER, place) for place in (commune_code, province_code))


def sees_certificate(shop: Shop, person: Person) -> bool:
    """Whether the declaration, its photo and what was said of it concern `person`."""
    place = {"commune_code": shop.commune_code, "province_code": shop.commune.province_code}
    return may_verify(person, **place) or sees_hidden(shop, person)


def require_sight(person: Person, place: str) -> None:
    """Raises NotAllowed unless `person` looks after the certificates of `place`: an officer of it, or an operator.

    Raises NoSuchPlace for what is neither a province nor a commune of now.
    """
    if directory().place(place) is None:
        raise no_such_commune(place, field="place")
    province = place if len(place) == 2 else province_of(place)
    if not (person.holds(RoleName.OPERATOR) or may_verify(person, commune_code=place, province_code=province)):
        raise errors.NotAllowed


def require_operator(person: PersonFacts) -> None:
    """Raises NotAllowed for anyone but an operator."""
    if not person.holds(RoleName.OPERATOR):
        raise errors.NotAllowed


def shop_for(shop_id: UUID, viewer: Person | None, *, now: datetime) -> Shop:
    """The shop, if `viewer` may see it. Raises NotFound."""
    shop = db.session.get(Shop, shop_id)
    if shop is None or not (shop.is_public(now) or sees_hidden(shop, viewer)):
        raise errors.NotFound
    return shop


def shop_to_act_for(shop_id: UUID, by: Person, *, now: datetime) -> Shop:
    """The shop, if `by` may act for it. Raises NotFound for one they cannot see, NotAllowed for another's, NotAgreed.

    Whoever is let act for a household is made known, so that no such act goes unrecorded.
    """
    require_agreed(db.session.get(Shop, shop_id), by)
    shop = shop_for(shop_id, by, now=now)
    let_act(shop, by, subject_id=shop.id, now=now)
    return shop


def require_agreed(shop: Shop | None, by: Person) -> None:
    """Raises NotAgreed for a team whose household has yet to agree: what it prepared itself is no secret to it."""
    if shop is not None and shop.status == ShopStatus.PREPARED and _in_team(shop, by) and not shop.lets_team_act:
        raise NotAgreed


def agreed_price(product: Product) -> int:
    """The price to which the household itself last agreed."""
    return product.price_vnd if product.agreed_price_vnd is None else product.agreed_price_vnd


def price_by_own_word(product: Product, by: Person, *, price_vnd: int | None, code: str | None, now: datetime) -> bool:
    """Whether the household's code was shown for this price: a team changes none by more than half without it.

    Raises HouseholdCodeNeeded, WrongConsentCode. Call it before anything is changed.
    """
    in_team = acting_role(product.shop, by) == RoleName.TEAM_MEMBER
    if price_vnd is None or not in_team or not moves_far(agreed_price(product), price_vnd):
        return False
    about = {"purpose": "price", "subject": str(product.id), "amount_vnd": price_vnd, "code": code}
    own_word.require_own_word(by_id=by.id, for_id=product.shop.owner_id, **about, now=now)  # type: ignore[arg-type]
    return True


def let_act(shop: Shop, by: Person, *, subject_id: UUID, now: datetime) -> None:
    """Raises NotAllowed unless `by` may act for `shop`; that a team member acts for a household is made known."""
    role = acting_role(shop, by)
    if role is None:
        raise errors.NotAllowed
    if role == RoleName.TEAM_MEMBER:
        events.publish(ActedFor(at=now, by_id=by.id, owner_id=shop.owner_id, subject_id=subject_id))
