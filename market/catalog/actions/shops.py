"""Shops: opened, changed, paused, suspended, closed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from market import errors, events
from market.accounts import actions as accounts
from market.accounts import queries as accounts_queries
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.accounts.services import actions as services
from market.catalog.access import acting_role, require_operator
from market.catalog.actions import products
from market.catalog.actions.change_feed import announce_shop
from market.catalog.models import Shop
from market.catalog.queries import shops as queries
from market.catalog.rules.shops import (
    SHOP_STATES,
    SYSTEM,
    OpenOrders,
    ShopChanged,
    ShopReinstated,
    ShopStatus,
    ShopSuspended,
    WhileSuspended,
    suspension,
)
from market.db import db, locked
from market.language import Sentence
from market.places.actions import name_village
from market.places.rules import digital_address

_PAST = Sentence("Phải là một lúc sau này.", en="Must be in the future.")
_CLOSED_NAME = "Gian hàng đã đóng"


def open_shop(*, fields: dict[str, Any], by: Person, now: datetime) -> Shop:
    """A new shop of `by`, who becomes its seller. `fields` as in `NewShop`.

    Raises NoSuchPlace, NoVillageName; WhileSuspended where another shop of theirs is.
    """
    return _new_shop(fields, by, now, opened_at=now)


def prepare_shop(*, fields: dict[str, Any], owner: Person, now: datetime) -> Shop:
    """A shop made ready for `owner` by others: unseen until it is opened. Raises NoSuchPlace, NoVillageName."""
    return _new_shop(fields | {"status": ShopStatus.PREPARED}, owner, now, opened_at=None)


def open_prepared_shops_of(*, owner_id: UUID, now: datetime) -> int:
    """Let everybody see what was prepared for a household, now that it has agreed or signed in; how many shops.

    None while a shop of theirs is suspended.
    """
    if queries.is_suspended(owner_id):
        return 0
    return _move_shops(owner_id, [ShopStatus.PREPARED], ShopStatus.OPEN, {}, now)


def hide_shops_of(*, owner_id: UUID, now: datetime) -> int:
    """Let nobody see a household's shops until it agrees again or signs in; how many there were."""
    shown = [ShopStatus.OPEN, ShopStatus.PAUSED]
    return _move_shops(owner_id, shown, ShopStatus.PREPARED, {"paused_until": None}, now)


def hand_over_shop(*, shop: Shop, to: Person, now: datetime) -> None:
    """The shop is `to`'s from now on. Raises WhileSuspended where it, or another of either, is suspended."""
    if queries.is_suspended(shop.owner_id) or queries.is_suspended(to.id):
        raise WhileSuspended
    former = accounts_queries.person(shop.owner_id)
    if former is not None:
        accounts.revoke(person=former, role=RoleName.SELLER, place=str(shop.id))
    services.end_at(shop_ids=[shop.id], now=now)
    accounts.grant(person=to, role=RoleName.SELLER, place=str(shop.id), now=now)
    _set(shop, {"owner_id": to.id}, now)


def _new_shop(fields: dict[str, Any], by: Person, now: datetime, *, opened_at: datetime | None) -> Shop:
    if queries.is_suspended(by.id):
        raise WhileSuspended
    place = _place(fields["commune_code"], fields["village"]) | _location(fields.get("location"))
    plain = {name: value for name, value in fields.items() if name != "location"}
    shop = Shop(**{**plain, **place}, owner_id=by.id, created_at=now, opened_at=opened_at)
    db.session.add(shop)
    db.session.flush()
    accounts.grant(person=by, role=RoleName.SELLER, place=str(shop.id), now=now)
    events.publish(ShopChanged(at=now, shop_id=shop.id, village_key=shop.village_key))
    return shop


def change_shop(*, shop: Shop, changes: dict[str, Any], now: datetime) -> None:
    """Apply the fields of `ShopChange` that are given. Raises NoVillageName."""
    values = {name: value for name, value in changes.items() if name != "location"}
    if "village" in changes:
        values |= _place(shop.commune_code, changes["village"])
    if "location" in changes:
        values |= _location(changes["location"])
    _set(shop, values, now)


def pause_shop(*, shop: Shop, until: datetime | None, by: Person, now: datetime) -> None:
    """Take no orders until `until`, or until reopened. Raises InvalidInput, NotAllowed, WrongState."""
    if until is not None and until <= now:
        raise errors.InvalidInput(errors={"until": [_PAST]})
    _check(shop, ShopStatus.PAUSED, by)
    _set(shop, {"status": ShopStatus.PAUSED, "paused_until": until}, now)


def reopen_shop(*, shop: Shop, by: Person, now: datetime) -> None:
    """End a pause. Raises NotAllowed, WrongState."""
    _check(shop, ShopStatus.OPEN, by)
    _set(shop, {"status": ShopStatus.OPEN, "paused_until": None}, now)


def suspend_shop(*, shop: Shop, reason: str, open_orders: OpenOrders | None, by: Person, now: datetime) -> None:
    """Hide the shop and its goods from all but those concerned; its open orders are held unless said otherwise.

    Again it changes the reason, or what becomes of the orders. Raises NotAllowed.
    """
    require_operator(by)
    told = suspension(shop, reason, open_orders) | {"owner_id": shop.owner_id, "by_id": by.id}
    _set(shop, {"suspension_reason": reason}, now)
    if reason != told["former"] or told["open_orders"]:
        events.publish(ShopSuspended(at=now, shop_id=shop.id, **told))


def reinstate_shop(*, shop: Shop, by: Person, now: datetime) -> None:
    """Lift a suspension; the shop is again what it was, open or paused. Raises NotAllowed.

    What the household has agreed to meanwhile is opened now.
    """
    require_operator(by)
    if shop.suspension_reason is None:
        return
    _set(shop, {"suspension_reason": None}, now)
    owner = accounts_queries.person(shop.owner_id)
    signed_in = owner is not None and owner.signed_in_at is not None
    if signed_in or accounts_queries.has_delegated(shop.owner_id, RoleName.TEAM_MEMBER):
        open_prepared_shops_of(owner_id=shop.owner_id, now=now)
    events.publish(ShopReinstated(at=now, shop_id=shop.id, owner_id=shop.owner_id, name=shop.name))


def end_pauses(*, now: datetime, limit: int = 200) -> int:
    """Reopen the shops whose pause is over, so that their goods are found again; how many there were."""
    over = select(Shop).where(Shop.status == ShopStatus.PAUSED, Shop.paused_until <= now)
    shops = db.session.scalars(over.order_by(Shop.id).limit(limit)).all()
    for shop in shops:
        SHOP_STATES.role_for(ShopStatus.PAUSED, ShopStatus.OPEN, roles=(SYSTEM,))
        _set(shop, {"status": ShopStatus.OPEN, "paused_until": None}, now)
    return len(shops)


def shut(*, shop: Shop, now: datetime) -> None:
    """Close one shop for good."""
    _set(shop, {"status": ShopStatus.CLOSED, "paused_until": None}, now)


def close_shops_of(*, owner_id: UUID, now: datetime) -> None:
    """Close an erased person's shops for good and forget what they said about the household."""
    closing = db.session.scalars(select(Shop).where(Shop.owner_id == owner_id).order_by(Shop.id)).all()
    services.end_at(shop_ids=[shop.id for shop in closing], now=now)
    for shop in closing:
        if shop.status != ShopStatus.CLOSED:
            SHOP_STATES.role_for(ShopStatus(shop.status), ShopStatus.CLOSED, roles=(SYSTEM,))
        blank = {"name": _CLOSED_NAME, "about": "", "shows_contact": False, "paused_until": None}
        said = {"suspension_reason": shop.suspension_reason and ""}
        products.forget_words(shop=shop, now=now)
        _set(shop, {"status": ShopStatus.CLOSED, **blank, **said, **_location(None)}, now)


def _move_shops(
    owner_id: UUID, origins: list[ShopStatus], target: ShopStatus, values: dict[str, Any], now: datetime
) -> int:
    wanted = select(Shop).where(Shop.owner_id == owner_id, Shop.status.in_(origins)).order_by(Shop.id)
    shops = db.session.scalars(locked(wanted)).all()
    for shop in shops:
        SHOP_STATES.role_for(ShopStatus(shop.status), target, roles=(SYSTEM,))
        _set(shop, {"status": target, **values}, now)
    return len(shops)


def _check(shop: Shop, wanted: ShopStatus, by: Person) -> None:
    role = acting_role(shop, by)
    if shop.status != wanted or role is None:
        SHOP_STATES.role_for(ShopStatus(shop.status), wanted, roles=(role,) if role else ())


def _set(shop: Shop, values: dict[str, Any], now: datetime) -> None:
    before = shop.village_key, shop.status
    for name, value in values.items():
        setattr(shop, name, value)
    if shop.status == ShopStatus.OPEN and shop.opened_at is None:
        shop.opened_at = now
    if db.session.is_modified(shop):
        db.session.flush()
        announce_shop(shop.id, now=now)
    if before != (shop.village_key, shop.status):
        for village_key in {before[0], shop.village_key}:
            events.publish(ShopChanged(at=now, shop_id=shop.id, village_key=village_key))


def _place(commune_code: str, village: str) -> dict[str, Any]:
    slug = name_village(commune_code=commune_code, name=village)
    return {"commune_code": commune_code, "village": village, "village_slug": slug}


def _location(location: dict[str, float] | None) -> dict[str, Any]:
    if location is None:
        return {"latitude": None, "longitude": None, "digital_address": None}
    lat, lon = location["lat"], location["lon"]
    return {"latitude": lat, "longitude": lon, "digital_address": digital_address(lat, lon)}
