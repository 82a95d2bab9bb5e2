"""Goods: listed, changed, taken off sale, suspended."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from market import errors, events, text
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.access import acting_role, agreed_price, require_operator
from market.catalog.actions import certificates, change_feed, photos
from market.catalog.models import Product, Shop, StockMovement
from market.catalog.queries import products
from market.catalog.rules.categories import NoSuchCategory
from market.catalog.rules.products import (
    PRODUCT_STATES,
    ProductChanged,
    ProductListed,
    ProductReinstated,
    ProductStatus,
    ProductSuspended,
    check_price,
)
from market.catalog.rules.shops import SHOP_STATES, OpenOrders, ShopStatus, suspension
from market.catalog.rules.stock import Reason
from market.db import db
from market.language import Sentence

_GONE = "Hàng đã gỡ"
_NO_NAME = Sentence("Tên hàng phải có chữ hoặc số.", en="A name needs letters or digits.")


def list_product(*, shop: Shop, fields: dict[str, Any], by: Person, now: datetime) -> Product:
    """A new product of `shop`, on sale at once. `fields` as in `NewProduct`. Raises InvalidInput, WrongState."""
    if shop.status == ShopStatus.CLOSED:
        raise SHOP_STATES.refusal(ShopStatus.CLOSED, ShopStatus.OPEN)
    check_price(fields["price_vnd"], ships_by_post=fields.get("ships_by_post", True))
    product = Product(**_columns(fields), shop_id=shop.id, created_at=now)
    db.session.add(product)
    db.session.flush()
    if product.stock:
        opening = {"change": product.stock, "reason": Reason.OPENING, "by_id": by.id, "at": now}
        db.session.add(StockMovement(product_id=product.id, **opening))
    certificates.declare_certificate(product=product, ocop=fields.get("ocop"), now=now)
    change_feed.announce_product(product.id, now=now)
    events.publish(ProductListed(at=now, product_id=product.id, shop_id=shop.id, village_key=shop.village_key))
    return product


def change_product(
    *, product: Product, changes: dict[str, Any], by: Person, agreed: bool = False, now: datetime
) -> None:
    """Apply the fields of `ProductChange` that are given; `agreed`, if the household's code was shown for the price.

    Raises InvalidInput.
    """
    columns = _columns(changes)
    if "price_vnd" in changes:
        columns["agreed_price_vnd"] = _agreed_price(product, changes["price_vnd"], by, agreed)
    if _set(product, columns, now):
        events.publish(ProductChanged(at=now, product_id=product.id, what="changed"))
    check_price(product.price_vnd, ships_by_post=product.ships_by_post)
    if "ocop" in changes:
        certificates.declare_certificate(product=product, ocop=changes["ocop"], now=now)


def unlist_product(*, product: Product, by: Person, now: datetime) -> None:
    """Take the product off sale. Raises NotAllowed."""
    _move(product, ProductStatus.UNLISTED, by, now)


def relist_product(*, product: Product, by: Person, now: datetime) -> None:
    """Put the product on sale again. Raises NotAllowed."""
    _move(product, ProductStatus.LISTED, by, now)


def suspend_product(
    *, product: Product, reason: str, open_orders: OpenOrders | None, by: Person, now: datetime
) -> None:
    """Hide the product from all but those concerned; open orders of it are held unless said otherwise.

    Again it changes the reason, or what becomes of the orders. What of it stands at fairs is suspended with it.
    Raises NotAllowed.
    """
    require_operator(by)
    for part in _parts_of(product):
        suspend_product(product=part, reason=reason, open_orders=open_orders, by=by, now=now)
    told = suspension(product, reason, open_orders) | {"owner_id": product.shop.owner_id, "by_id": by.id}
    _set(product, {"suspension_reason": reason}, now)
    if reason != told["former"] or told["open_orders"]:
        events.publish(ProductSuspended(at=now, product_id=product.id, **told))


def reinstate_product(*, product: Product, by: Person, now: datetime) -> None:
    """Lift a suspension; the product is again on sale or not, as the household had it. Raises NotAllowed."""
    require_operator(by)
    for part in _parts_of(product):
        reinstate_product(product=part, by=by, now=now)
    if product.suspension_reason is not None:
        _set(product, {"suspension_reason": None}, now)
        owner_id, name = product.shop.owner_id, product.name
        events.publish(ProductReinstated(at=now, product_id=product.id, owner_id=owner_id, name=name))


def forget_words(*, shop: Shop, now: datetime) -> None:
    """Of the goods of somebody who asks to be forgotten keep the numbers; what they were called stands in orders."""
    photos.discard_previews(shop.id, now=now)
    blank: dict[str, Any] = {"name": _GONE, "slug": text.slug(_GONE), "names": {}, "also_known_as": []}
    for product in db.session.scalars(select(Product).where(Product.shop_id == shop.id).order_by(Product.id)).all():
        for photo in list(product.photos):
            photos.remove_photo(product=product, n=photo.n, now=now)
        certificates.forget_certificate(product=product, now=now)
        photos.discard_previews(product.id, now=now)
        said = {"suspension_reason": product.suspension_reason and "", "description": ""}
        _set(product, blank | said, now)


def _parts_of(product: Product) -> list[Product]:
    """What of a good was promised to fairs."""
    parts = select(Product).where(Product.parent_id == product.id, Product.fair_slug.is_not(None))
    return list(db.session.scalars(parts.order_by(Product.id)))


def _agreed_price(product: Product, price_vnd: int, by: Person, agreed: bool) -> int:
    """A team's steps are measured from what the household last agreed to, so that many small ones are one large one."""
    if agreed or acting_role(product.shop, by) != RoleName.TEAM_MEMBER:
        return price_vnd
    return agreed_price(product)


def _move(product: Product, wanted: ProductStatus, by: Person, now: datetime) -> None:
    role = acting_role(product.shop, by)
    if product.status != wanted or role is None:
        PRODUCT_STATES.role_for(ProductStatus(product.status), wanted, roles=(role,) if role else ())
    if _set(product, {"status": wanted}, now):
        what = "unlisted" if wanted == ProductStatus.UNLISTED else "relisted"
        events.publish(ProductChanged(at=now, product_id=product.id, what=what))


def _set(product: Product, values: dict[str, Any], now: datetime) -> bool:
    """Write `values`, and announce it if they are new; whether they are."""
    for name, value in values.items():
        setattr(product, name, value)
    if not db.session.is_modified(product):
        return False
    db.session.flush()
    db.session.expire(product, ["category"])
    change_feed.announce_product(product.id, now=now)
    return True


def _columns(fields: dict[str, Any]) -> dict[str, Any]:
    """The columns that `fields` of the interface stand for."""
    columns = {name: value for name, value in fields.items() if name != "ocop"}
    if "name" in columns:
        columns["slug"] = text.slug(columns["name"])
        if not columns["slug"]:
            raise errors.InvalidInput(errors={"name": [_NO_NAME]})
    if "category" in columns:
        columns["category_slug"] = columns.pop("category")
        if not products.is_category(columns["category_slug"]):
            raise NoSuchCategory
    if "season" in columns:
        columns |= columns.pop("season") or {"from_month": None, "to_month": None}
    if "dimensions_cm" in columns:
        sides = columns.pop("dimensions_cm") or {}
        columns |= {f"{side}_cm": sides.get(side) for side in ("length", "width", "height")}
    return columns
