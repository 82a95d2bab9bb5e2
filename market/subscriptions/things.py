"""What a piece of news tells about the thing that it is of: ids, states, amounts, a link; nobody's name."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from market.catalog.models import Product, Shop
from market.complaints.models import Complaint
from market.complaints.rules.kinds import Side
from market.db import db
from market.fairs.models import Fair, Stand
from market.fields import rfc3339
from market.orders.models import Order

Told = dict[str, Any]
_COMPLAINT = ("number", "kind", "about", "order_number", "commune_code", "state", "holder", "outcome", "refund_vnd")


@dataclass(frozen=True)
class Thing:
    """Something that news is of: what is told of it, where it is, and whether its shop's household hears of it.

    A former household's things are not for the shop's next one.
    """

    told: Told
    commune_code: str | None
    shop_id: UUID | None
    is_for_shop: bool


def thing_of(about: dict[str, str]) -> Thing | None:
    """What something happened to; None where it is no longer there."""
    (kind, key), *_ = about.items()
    return _TOLD[kind](key)


def _of_order(order: Order | None) -> Thing | None:
    if order is None:
        return None
    told = {
        "number": order.number,
        "shop_id": str(order.shop_id),
        "state": order.state,
        "payment_method": order.payment_method,
        "payment_status": order.payment_status,
        "goods_vnd": order.goods_vnd,
        "shipping_vnd": order.shipping_vnd,
        "total_vnd": order.total_vnd,
        "tracking_number": order.tracking_number,
        "link": _link(f"orders/{order.number}"),
    }
    return _at(order.shop_id, told, order.seller_id)


def _of_passed_on(key: str) -> Thing | None:
    """An order that is another shop's now: the household that had it hears which, and where it goes on no more."""
    # What an older release has left to tell says no household: it is told to that of its shop, as it was.
    order_id, shop_id, *sellers = map(UUID, key.split("/"))
    order = db.session.get(Order, order_id)
    told = {"number": order.number, "shop_id": str(shop_id)} if order is not None else None
    return _at(shop_id, told, *sellers) if told else None


def _of_fair(key: str) -> Thing | None:
    """A fair, told to one of the shops that have a stand there."""
    fair_id, shop_id = map(UUID, key.split("/"))
    fair = db.session.get(Fair, fair_id)
    if fair is None:
        return None
    told = {name: rfc3339(getattr(fair, name)) for name in ("opens_at", "closes_at")}
    told |= {name: getattr(fair, name).isoformat() for name in ("ships_from", "ships_to")}
    told |= {"fair": fair.slug, "shop_id": str(shop_id), "link": _link(f"fairs/{fair.slug}")}
    return _at(shop_id, told)


def _of_stand(key: str) -> Thing | None:
    found = select(Stand, Fair.slug).join(Fair, Fair.id == Stand.fair_id).where(Stand.product_id == UUID(key))
    row = db.session.execute(found).first()
    if row is None:
        return None
    stand, slug = row
    told = {
        "fair": slug,
        "product_id": key,
        "shop_id": str(stand.shop_id),
        "packs": stand.packs,
        "packs_ready": stand.packs_ready,
        "ready_on": stand.ready_on.isoformat(),
        "withdrawn": stand.withdrawn_at is not None,
        "link": _link(f"fairs/{slug}/stands"),
    }
    return _at(stand.shop_id, told)


def _of_parcel(order: Order | None) -> Thing | None:
    if order is None or order.tracking_number is None:
        return None
    told = {
        "tracking_number": order.tracking_number,
        "number": order.number,
        "shop_id": str(order.shop_id),
        "state": order.parcel_state,
        "link": _link(f"tracking/{order.tracking_number}"),
    }
    return _at(order.shop_id, told, order.seller_id)


def _of_product(key: str) -> Thing | None:
    product = db.session.get(Product, UUID(key))
    if product is None:
        return None
    told = {
        "product_id": key,
        "shop_id": str(product.shop_id),
        "status": product.status,
        "price_vnd": product.price_vnd,
        "in_stock": product.stock > 0,
        "link": _link(f"products/{key}"),
    }
    return _at(product.shop_id, told)


def _of_reviewed(key: str) -> Thing | None:
    product = db.session.get(Product, UUID(key))
    if product is None:
        return None
    told = {"product_id": key, "shop_id": str(product.shop_id), "link": _link(f"products/{key}/reviews")}
    return _at(product.shop_id, told)


def _of_complaint(key: str) -> Thing | None:
    """A household hears of what it was asked about, and of what it sent itself; of who complains nobody does."""
    complaint = db.session.get(Complaint, UUID(key))
    if complaint is None:
        return None
    told = {name: getattr(complaint, name) for name in _COMPLAINT} | {
        "shop_id": str(complaint.shop_id) if complaint.shop_id else None,
        "due_at": rfc3339(complaint.due_at),
        "link": _link(f"complaints/{complaint.number}"),
    }
    shop = db.session.get(Shop, complaint.shop_id) if complaint.shop_id else None
    reads = complaint.shop_asked or complaint.side == Side.SELLER
    is_for_shop = shop is not None and shop.owner_id == complaint.seller_id and reads
    return Thing(told, complaint.commune_code, complaint.shop_id, is_for_shop)


def _of_shop(key: str) -> Thing | None:
    return _at(UUID(key), {"shop_id": key, "link": _link(f"shops/{key}")})


def _at(shop_id: UUID, told: Told, seller_id: UUID | None = None) -> Thing | None:
    shop = db.session.get(Shop, shop_id)
    return Thing(told, shop.commune_code, shop.id, seller_id in (None, shop.owner_id)) if shop is not None else None


def _link(path: str) -> str:
    return f"{current_app.config['MARKET'].public_url.rstrip('/')}/api/v1/{path}"


_TOLD = {
    "order": lambda key: _of_order(db.session.get(Order, UUID(key))),
    "order_number": lambda key: _of_order(db.session.scalars(select(Order).filter_by(number=key)).first()),
    "passed_on": _of_passed_on,
    "fair": _of_fair,
    "stand": _of_stand,
    "parcel": lambda key: _of_parcel(db.session.get(Order, UUID(key))),
    "product": _of_product,
    "reviewed": _of_reviewed,
    "complaint": _of_complaint,
    "shop": _of_shop,
}
