"""How fairs and their stands are shown to anybody: plain values, of one statement each."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, String, and_, cast, func, or_, select

from market import clock
from market.catalog.models import Certificate, Photo, Product, Shop
from market.catalog.queries.shops import SHOP_IS_PUBLIC
from market.catalog.rules.certificates import stars_shown
from market.catalog.rules.products import ProductStatus, photo_address, product_status
from market.catalog.rules.scores import reviews_shown
from market.catalog.rules.shops import shop_is_public, shop_status
from market.db import db
from market.delivery.models import Parcel
from market.fairs.gathered import Gathered
from market.fairs.models import Fair, Stand
from market.fairs.rules import GATHERING, FairState
from market.orders.models import Order
from market.places.queries import commune_names, directory, place_of

_S = FairState
_MOST_FAIRS, _MOST_EVER = 200, 10_000


class Window(StrEnum):
    """How a fair stands for whoever wants to buy there."""

    SOON = "soon"
    OPEN = "open"
    CLOSED = "closed"
    OVER = "over"
    CALLED_OFF = "called_off"


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


def fairs_called(slugs: Collection[str]) -> list[Fair]:
    return list(db.session.scalars(select(Fair).where(Fair.slug.in_(slugs)).order_by(Fair.closes_at)))


def current() -> list[Fair]:
    """What is open or will be, by when it closes."""
    wanted = select(Fair).where(Fair.state.in_(GATHERING)).order_by(Fair.closes_at, Fair.id)
    return list(db.session.scalars(wanted.limit(_MOST_FAIRS)))


def addresses() -> list[Row[Any]]:
    """Every fair that ever was, the newest first: its page lasts."""
    return list(
        db.session.execute(select(Fair.slug, Fair.state_since).order_by(Fair.created_at.desc()).limit(_MOST_EVER))
    )


def past(most: int = _MOST_FAIRS) -> list[Fair]:
    """What has closed, the last first."""
    wanted = select(Fair).where(Fair.state.not_in(GATHERING)).order_by(Fair.closes_at.desc(), Fair.id)
    return list(db.session.scalars(wanted.limit(most)))


class At(NamedTuple):
    """A good at a fair: the good of the stand, at what price, sent from when, how many packs are left."""

    fair: Fair
    product_id: UUID
    slug: str
    price_vnd: int
    ready_on: date
    left: int


def fairs_of(product_id: UUID) -> list[At]:
    """Where this good is sold: the fair whose stand it is the good of, or else the fairs where it has a stand."""
    is_there = or_(_stand.product_id == product_id, and_(_stand.parent_id == product_id, _stand.withdrawn_at.is_(None)))
    wanted = _AT.where(is_there, or_(_stand.product_id == product_id, Fair.state.in_(GATHERING)))
    return [At(*row) for row in db.session.execute(wanted.order_by(Fair.closes_at))]


def ships_on_of(tracking_number: str) -> date | None:
    """From which day a parcel is sent whose order is of a fair."""
    wanted = select(Order.ship_on).join(Parcel, Parcel.reference == Order.number)
    return db.session.scalar(wanted.where(Parcel.tracking_number == tracking_number, Order.fair_slug.is_not(None)))


def fair_shown(fair: Fair, got: Gathered, *, now: datetime) -> dict[str, Any]:
    """The fair as anybody sees it."""
    same = ("id", "slug", "name", "about", "state", "state_since", "opens_at", "closes_at", "ships_from", "ships_to")
    names = commune_names(fair.commune_codes)
    province = directory().place(fair.province_code)
    return {name: getattr(fair, name) for name in (*same, "minimum_packs", "version", "created_at")} | {
        "window": window(fair, now),
        "province": {"code": fair.province_code, "name": province.name if province else fair.province_code},
        "communes": [{"code": code, "name": names[code]} for code in fair.commune_codes if code in names],
        "stands": got.stands,
        "promised_packs": got.promised,
        "ordered_packs": got.packs,
        "orders": got.orders,
        "came_packs": got.came,
        "missing_packs": max(0, (fair.minimum_packs or 0) - got.packs),
    }


def stands_to_show(fair_id: UUID, *, most: int, after: int = 0) -> Sequence[Row[Any]]:
    """A row each, those that still have packs first; `after` so many. What nobody may see has none."""
    here = _STANDS.where(_stand.fair_id == fair_id, SHOP_IS_PUBLIC)
    left = (_product.stock == 0, _stand.product_id)
    return db.session.execute(here.order_by(*left).limit(most).offset(after)).all()


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
        "version": row.version,
        "first_ready_on": row.first_ready_on,
        "shop": {"id": row.shop_id, "name": row.shop_name, "status": status, "village": row.village},
        "commune": {"code": home["code"], "name": home["name"]},
        "reviews": reviews_shown(row.review_voices, row.review_score),
        "ocop": {"stars": stars, "certificate_no": row.certificate_no, "expires_on": row.expires_on} if stars else None,
        "photo": photo_address(row.product_id, first, "small") if first is not None else None,
    }


_AT = (
    select(Fair, _stand.product_id, _product.slug, _product.price_vnd, _stand.ready_on, _product.stock)
    .join(Stand.__table__, _stand.fair_id == Fair.id)
    .join(Product.__table__, _product.id == _stand.product_id)
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
