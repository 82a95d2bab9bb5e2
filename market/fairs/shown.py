"""How a fair and its stands are shown to anybody: one statement for the stands, one for all that was gathered."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, Select, String, cast, func, select

from market import clock
from market.catalog.models import Certificate, Photo, Product, Shop
from market.catalog.rules.certificates import stars_shown
from market.catalog.rules.products import ProductStatus, photo_address, product_status
from market.catalog.rules.scores import reviews_shown
from market.catalog.rules.shops import shop_is_public, shop_status
from market.db import db
from market.fairs.models import Fair, Stand
from market.fairs.rules import FairState
from market.orders.models import Order, OrderLine
from market.orders.rules import OrderState
from market.places.queries import commune_names, directory, place_of

_S = FairState
# Neither given up nor still to be paid: what counts towards the minimum.
_NOT_GATHERED = (OrderState.AWAITING_PAYMENT, OrderState.CANCELLED)


class Window(StrEnum):
    """How a fair stands for whoever wants to buy there."""

    SOON = "soon"
    OPEN = "open"
    CLOSED = "closed"
    OVER = "over"
    CALLED_OFF = "called_off"


class Gathered(NamedTuple):
    """Of one fair: its stands, the packs that they promised, those ordered so far, and by how many orders."""

    stands: int = 0
    promised: int = 0
    packs: int = 0
    orders: int = 0


NOTHING = Gathered()
_stand, _product, _shop = (model.__table__.c for model in (Stand, Product, Shop))
_photo, _certificate = Photo.__table__.c, Certificate.__table__.c
_SOLD = ("name", "slug", "unit", "pack", "price_vnd", "stock", "category_slug", "ships_by_post", "version")
_SEEN = ("status", "suspension_reason", "paused_until", "review_voices", "review_score", "commune_code", "village")
_CERTIFIED = ("stars", "certificate_no", "issued_on", "expires_on", "verified_at", "refused_at", "state")
# Which pictures the parent good has, as "1,2": the stand's good has none of its own.
_PHOTOS = (
    select(func.aggregate_strings(cast(_photo.n, String), ","))
    .where(_photo.product_id == _stand.parent_id)
    .correlate(Stand.__table__)
    .scalar_subquery()
)


def window(fair: Fair, now: datetime) -> Window:
    """Closed by the clock at once, even where the worker has not come round yet."""
    if fair.state in (_S.CALLED_OFF, _S.OVER):
        return Window(fair.state)
    if fair.state == _S.PLANNED and now < fair.closes_at:
        return Window.SOON
    return Window.OPEN if fair.state == _S.OPEN and now < fair.closes_at else Window.CLOSED


def gathered(fairs: Iterable[Fair]) -> dict[UUID, Gathered]:
    """Of each of `fairs`, in two statements however many there are."""
    wanted = {fair.id: fair.slug for fair in fairs}
    if not wanted:
        return {}
    stood = {row.fair_id: row for row in db.session.execute(_stood(list(wanted)))}
    ordered = {row.fair_slug: row for row in db.session.execute(_ordered(list(wanted.values())))}
    return {id: _gathered(stood.get(id), ordered.get(slug)) for id, slug in wanted.items()}


def fair_shown(fair: Fair, got: Gathered, *, now: datetime) -> dict[str, Any]:
    """The fair as anybody sees it."""
    same = ("slug", "name", "about", "state", "opens_at", "closes_at", "ships_from", "ships_to", "minimum_packs")
    names = commune_names(fair.commune_codes)
    province = directory().place(fair.province_code)
    return {name: getattr(fair, name) for name in same} | {
        "window": window(fair, now),
        "province": {"code": fair.province_code, "name": province.name if province else fair.province_code},
        "communes": [{"code": code, "name": names[code]} for code in fair.commune_codes if code in names],
        "stands": got.stands,
        "promised_packs": got.promised,
        "ordered_packs": got.packs,
        "orders": got.orders,
        "missing_packs": max(0, (fair.minimum_packs or 0) - got.packs),
    }


def stands_to_show(fair_id: UUID, *, most: int, after: int = 0) -> Sequence[Row[Any]]:
    """A row each, those that still have packs first; `after` so many."""
    left = (_product.stock == 0, _stand.product_id)
    return db.session.execute(_STANDS.where(_stand.fair_id == fair_id).order_by(*left).limit(most).offset(after)).all()


def stand_to_show(product_id: UUID) -> Row[Any]:
    """The row of one stand."""
    return db.session.execute(_STANDS.where(_stand.product_id == product_id)).one()


def stand_shown(row: Row[Any], *, now: datetime) -> dict[str, Any]:
    """A stand as anybody sees it: the good, how many packs are left, who sells it, when it goes."""
    home, day = place_of(row.commune_code), clock.local_day(now)
    status = shop_status(row.shop_status, row.shop_paused_until, row.shop_suspension_reason, now=now)
    listed = product_status(row.good_status, row.good_suspension_reason) == ProductStatus.LISTED
    certificate = row if row.stars is not None else None
    stars = stars_shown(certificate, day)
    first = min(map(int, row.photos.split(","))) if row.photos else None
    same = ("product_id", "parent_id", "name", "slug", "unit", "pack", "price_vnd", "packs", "ready_on", "packs_ready")
    return {name: getattr(row, name) for name in same} | {
        "category": row.category_slug,
        "left": row.stock if listed and shop_is_public(status) else 0,
        "moved": row.ready_on != row.first_ready_on,
        "first_ready_on": row.first_ready_on,
        "shop": {"id": row.shop_id, "name": row.shop_name, "status": status, "village": row.village},
        "commune": {"code": home["code"], "name": home["name"]},
        "reviews": reviews_shown(row.review_voices, row.review_score),
        "ocop": {"stars": stars, "certificate_no": row.certificate_no, "expires_on": row.expires_on} if stars else None,
        "photo": photo_address(row.product_id, first, "small") if first is not None else None,
    }


def _gathered(stood: Row[Any] | None, ordered: Row[Any] | None) -> Gathered:
    stands, promised = (stood.stands, stood.promised) if stood else (0, 0)
    return Gathered(stands, int(promised), int(ordered.packs) if ordered else 0, ordered.orders if ordered else 0)


def _stood(ids: list[UUID]) -> Select[*tuple[Any, ...]]:
    return (
        select(_stand.fair_id, func.count().label("stands"), func.sum(_stand.packs).label("promised"))
        .where(_stand.fair_id.in_(ids), _stand.withdrawn_at.is_(None))
        .group_by(_stand.fair_id)
    )


def _ordered(slugs: list[str]) -> Select[*tuple[Any, ...]]:
    packs, orders = func.sum(OrderLine.quantity).label("packs"), func.count(Order.id.distinct()).label("orders")
    return (
        select(Order.fair_slug, packs, orders)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .where(Order.fair_slug.in_(slugs), Order.state.not_in(_NOT_GATHERED))
        .group_by(Order.fair_slug)
    )


_STANDS = (
    select(*(_stand[name] for name in ("fair_id", "product_id", "parent_id", "shop_id", "packs", "packs_ready")))
    .add_columns(_stand.ready_on, _stand.first_ready_on, *(_product[name] for name in _SOLD))
    .add_columns(_product.status.label("good_status"), _product.suspension_reason.label("good_suspension_reason"))
    .add_columns(_shop.name.label("shop_name"), *(_shop[name].label(f"shop_{name}") for name in _SEEN[:3]))
    .add_columns(*(_shop[name] for name in _SEEN[3:]), *(_certificate[name] for name in _CERTIFIED))
    .add_columns(_PHOTOS.label("photos"))
    .join(Product.__table__, _product.id == _stand.product_id)
    .join(Shop.__table__, _shop.id == _stand.shop_id)
    .outerjoin(Certificate.__table__, _certificate.product_id == _stand.parent_id)
    .where(_stand.withdrawn_at.is_(None))
)
