"""A household takes a stand at a fair, changes what it promises there, or withdraws it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from market import errors, events
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.access import acting_role, agreed_price
from market.catalog.actions import stands as goods
from market.catalog.models import Product, Shop
from market.catalog.queries.sale import hold_products
from market.catalog.rules.products import PRODUCT_STATES, ProductStatus, check_price
from market.catalog.rules.shops import SHOP_STATES, ShopChanged, ShopStatus, WhileSuspended
from market.db import db
from market.fairs import harvests, queries, rules
from market.fairs.actions.fairs import require_gathering
from market.fairs.models import Fair, Stand
from market.fairs.rules import FairState, StandMoved
from market.language import Sentence
from market.places.queries import commune_names, directory

_PART = Sentence("Hàng của gian phiên chợ không lập gian nữa.", en="The goods of a stand have no stand of their own.")
_MORE_THAN_ALL = Sentence("Không được quá số gói hứa bán.", en="No more than the packs that are promised.")


def take_stand(
    *,
    fair: Fair,
    product: Product,
    packs: int,
    price_vnd: int,
    ready_on: date,
    by: Person,
    now: datetime,
    from_stock: int = 0,
    agreed: bool = False,
) -> Stand:
    """`packs` of a held `product`, `from_stock` of them at hand and the rest of the harvest, for a held fair.

    `agreed`: the household's code was shown for the price. A stand that was withdrawn is taken anew.
    Raises FairHasClosed, OutsideFair, StandTaken, StandsOverlap, StockTooLow, InvalidInput, WhileSuspended, WrongState.
    """
    require_gathering(fair, now=now)
    _check_good(product, now)
    _check_place(fair, product.shop)
    _check_promise(fair, packs, from_stock, ready_on, now)
    check_price(price_vnd, ships_by_post=product.ships_by_post)
    former = _former(fair, product)
    price = {"price_vnd": price_vnd, "agreed_vnd": price_vnd if _own(product, by, agreed) else agreed_price(product)}
    part = _part(fair, product, former, ready_on, price, now)
    goods.supply(part=part, parent=product, from_stock=from_stock, harvest=packs - from_stock, by_id=by.id, now=now)
    promise = {"packs": packs, "from_stock": from_stock, "ready_on": ready_on, "first_ready_on": ready_on}
    fresh: dict[str, Any] = {"withdrawn_at": None, "moved_at": None, "taken_by": by.id, "created_at": now}
    stand = former or Stand(fair_id=fair.id, product_id=part.id, parent_id=product.id, shop_id=product.shop_id)
    for name, value in (promise | fresh).items():
        setattr(stand, name, value)
    db.session.add(stand)
    tell(stand, "taken", now)
    return stand


def withdraw_stand(*, fair: Fair, stand: Stand, by: Person | None, now: datetime) -> None:
    """Take back what nobody has ordered, of a held fair; again it does nothing. `by`: None where a shop closes.

    Raises FairHasClosed, StandWasOrdered.
    """
    if stand.withdrawn_at is not None:
        return
    require_gathering(fair, now=now)
    part, parent = held_goods(stand)
    if orders := queries.orders_at(stand.product_id):
        raise rules.StandWasOrdered(orders=orders)
    goods.bring_back(part=part, parent=parent, by_id=by.id if by else None, now=now)
    stand.withdrawn_at = now
    tell(stand, "withdrawn", now)


def change_stand(
    *, fair: Fair, stand: Stand, changes: dict[str, Any], by: Person, now: datetime, agreed: bool = False
) -> None:
    """Promise otherwise, of a held fair: `packs`, `from_stock`, `ready_on`, `price_vnd`; more packs at any time.

    Raises FairHasClosed, StandWasOrdered, StockTooLow, InvalidInput.
    """
    require_gathering(fair, now=now)
    part, parent = held_goods(stand)
    wanted = {name: changes.get(name, getattr(stand, name)) for name in ("packs", "from_stock", "ready_on")}
    price_vnd = changes.get("price_vnd", part.price_vnd)
    worse = wanted["packs"] < stand.packs or wanted["ready_on"] != stand.ready_on or price_vnd != part.price_vnd
    if worse and (orders := queries.orders_at(stand.product_id)):
        raise rules.StandWasOrdered(orders=orders)
    _check_promise(fair, wanted["packs"], wanted["from_stock"], wanted["ready_on"], now)
    check_price(price_vnd, ships_by_post=part.ships_by_post)
    own_word = price_vnd if _own(part, by, agreed) else agreed_price(part)
    goods.price_part(part=part, price_vnd=price_vnd, agreed_vnd=own_word, now=now)
    more = wanted["from_stock"] - stand.from_stock
    harvest = wanted["packs"] - stand.packs - more
    if parent is not None:
        goods.supply(part=part, parent=parent, from_stock=more, harvest=harvest, by_id=by.id, now=now)
    if wanted["ready_on"] != stand.ready_on:
        goods.send_on(part=part, day=wanted["ready_on"], now=now)
    if stand.packs_ready is not None:  # what is promised anew is there beside what is left of the rest
        stand.packs_ready += wanted["packs"] - stand.packs
    for name, value in wanted.items():
        setattr(stand, name, value)
    stand.first_ready_on = stand.ready_on
    tell(stand, "changed", now)


def on_shop_changed(changed: ShopChanged) -> None:
    """A shop that closes for good, which it does only where nothing is on order, leaves the fairs to come."""
    shop = db.session.get(Shop, changed.shop_id)
    if shop is None or shop.status != ShopStatus.CLOSED:
        return
    for stand in queries.stands_of_shop(shop.id):
        fair = queries.fair_to_join(queries.slug_of(stand.fair_id))
        if fair.closes_at > changed.at:
            withdraw_stand(fair=fair, stand=stand, by=None, now=changed.at)


def bring_back(*, stand: Stand, now: datetime) -> int:
    """A fair is done with a stand: what nobody bought is its parent's again. Again it does nothing. How many packs.

    What was promised of the harvest stays at the stand of a fair that has closed, for those who are short elsewhere.
    """
    fair = db.session.get_one(Fair, stand.fair_id)
    harvests.count(fair=fair, stand=stand, now=now)
    part, parent = held_goods(stand)
    kept = fair.state == FairState.CLOSED
    return goods.bring_back(part=part, parent=parent, by_id=None, now=now, keep_harvest=kept)


def held_goods(stand: Stand) -> tuple[Product, Product | None]:
    """The good of a stand and the one that it is a part of, held until the transaction ends."""
    held = hold_products([stand.product_id, stand.parent_id])
    return held[stand.product_id], held.get(stand.parent_id)


def _check_good(product: Product, now: datetime) -> None:
    shop = product.shop
    if product.parent_id is not None:
        raise errors.InvalidInput(errors={"product_id": [_PART]})
    if product.suspension_reason is not None or shop.suspension_reason is not None:
        raise WhileSuspended
    if not shop.is_public(now):
        raise SHOP_STATES.refusal(ShopStatus(shop.status), ShopStatus.OPEN)
    if product.status != ProductStatus.LISTED:
        raise PRODUCT_STATES.refusal(ProductStatus(product.status), ProductStatus.LISTED)


def _check_place(fair: Fair, shop: Shop) -> None:
    outside = fair.commune_codes and shop.commune_code not in fair.commune_codes
    if outside or shop.commune.province_code != fair.province_code:
        raise rules.OutsideFair(name=fair.name, place=place_name(fair))


def place_name(fair: Fair) -> str:
    """Where a fair is held, as people say it."""
    if fair.commune_codes:
        return ", ".join(commune_names(fair.commune_codes).values())
    province = directory().place(fair.province_code)
    return province.name if province is not None else fair.province_code


def _check_promise(fair: Fair, packs: int, from_stock: int, ready_on: date, now: datetime) -> None:
    if from_stock > packs:
        raise errors.InvalidInput(errors={"from_stock": [_MORE_THAN_ALL]})
    rules.check_ready_day(ready_on, ships_from=fair.ships_from, ships_to=fair.ships_to, now=now)


def _former(fair: Fair, product: Product) -> Stand | None:
    """The same stand, once withdrawn. Raises StandTaken, StandsOverlap."""
    mine = select(Stand).where(Stand.fair_id == fair.id, Stand.parent_id == product.id)
    former = db.session.scalar(mine.execution_options(populate_existing=True))
    if former is not None and former.withdrawn_at is None:
        raise rules.StandTaken(name=fair.name, members={"product_id": str(former.product_id)})
    if other := queries.overlapping([product.id], fair.opens_at, fair.closes_at, but=fair.id):
        raise rules.StandsOverlap(name=other.name, members={"fair": other.slug})
    return former


def _part(
    fair: Fair, parent: Product, former: Stand | None, day: date, price: dict[str, int], now: datetime
) -> Product:
    window = {"sale_opens_at": fair.opens_at, "sale_closes_at": fair.closes_at, "ships_on": day}
    if former is None:
        return goods.list_part(parent=parent, sale=window | {"fair_slug": fair.slug}, **price, now=now)
    part = hold_products([former.product_id])[former.product_id]
    for name, value in window.items():
        setattr(part, name, value)
    goods.price_part(part=part, **price, now=now)
    return part


def _own(product: Product, by: Person, agreed: bool) -> bool:
    """Whether a price is the household's own word."""
    return agreed or acting_role(product.shop, by) != RoleName.TEAM_MEMBER


def tell(stand: Stand, what: str, now: datetime) -> None:
    """Make known that a stand was taken, changed or withdrawn."""
    db.session.flush()
    told: dict[str, UUID] = {"fair_id": stand.fair_id, "product_id": stand.product_id, "shop_id": stand.shop_id}
    events.publish(StandMoved(at=now, what=what, **told))
