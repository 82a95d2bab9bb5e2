"""Goods as they are shown, by who looks: one statement brings all of a product, and plain values come out.

The busiest answers of the service are made here, so rows stay rows (no objects are built of them) and an answer
is written out field by field. `ProductOut` describes the same fields; a test holds the two together.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Integer, Row, Select, String, bindparam, cast, func, select

from market import clock, errors
from market.accounts.models import Person
from market.accounts.queries import delegations_of, has_delegated
from market.accounts.rules import RoleName
from market.catalog.access import acting_role, may_verify, sees_hidden
from market.catalog.models import Certificate, Photo, Product, Shop
from market.catalog.rules.certificates import certificate_address, certificate_state, stars_shown
from market.catalog.rules.products import PHOTO_SIZES, ProductStatus, in_season, photo_address, product_status
from market.catalog.rules.scores import reviews_shown
from market.catalog.rules.shops import shop_is_public, shop_status
from market.catalog.rules.unit_prices import price_per_kg
from market.db import Look, db
from market.db.joining import joined
from market.http.pages import pack_cursor, uuid_in
from market.places.queries import place_of

_SAME = (
    "id", "name", "slug", "description", "unit", "pack", "price_vnd", "stock", "weight_g", "names", "also_known_as",
    "shelf_life_days", "fragile", "ships_by_post", "version", "created_at",
)  # fmt: skip
CERTIFIED = ("stars", "certificate_no", "issued_on", "expires_on")
DECIDED = ("verified_at", "refused_at", "refusal_reason", "photo")
# Plain tables: a row of columns needs none of what the mapper does for objects.
_product, _shop, _certificate, _photo = (model.__table__.c for model in (Product, Shop, Certificate, Photo))
# As text, such as "1,2": what a picture shows is not needed, only which there are.
_PHOTOS = (
    select(joined(cast(_photo.n, String)))
    .where(_photo.product_id == func.coalesce(_product.parent_id, _product.id))
    .correlate(Product.__table__)
    .scalar_subquery()
)


class Holder(NamedTuple):
    """The shop of a product, as far as it decides who may act for it."""

    id: UUID
    owner_id: UUID
    commune_code: str
    village_slug: str

    @property
    def village_key(self) -> str:
        return f"{self.commune_code}/{self.village_slug}"

    @property
    def lets_team_act(self) -> bool:
        """Whether the household has agreed that its village's team acts for it."""
        return has_delegated(self.owner_id, RoleName.TEAM_MEMBER)


def goods_shown() -> Select[Any]:
    """All that is shown of products, a row each; to be narrowed by `where`."""
    more = ("shop_id", "category_slug", "from_month", "to_month", "length_cm", "width_cm", "height_cm")
    seen = ("status", "suspension_reason", "fair_slug", "sale_opens_at", "sale_closes_at", "ships_on")
    said = ("review_voices", "review_score")
    return (
        select(*(_product[name] for name in (*_SAME, *more, *seen, *said)), _PHOTOS.label("photos"))
        .add_columns(*(_shop[name].label(f"shop_{name}") for name in ("name", "version", "paused_until", *seen[:2])))
        .add_columns(_shop.owner_id, _shop.commune_code, _shop.village_slug)
        .add_columns(*(_certificate[name] for name in (*CERTIFIED, *DECIDED)), _certificate.state)
        .join(Shop.__table__, _shop.id == _product.shop_id)
        .outerjoin(Certificate.__table__, _certificate.product_id == func.coalesce(_product.parent_id, _product.id))
    )


_ONE = Look(goods_shown().where(_product.id == bindparam("product_id")))
_LISTED = (_product.status == ProductStatus.LISTED) & _product.suspension_reason.is_(None)
_LAST_ID = UUID(int=2**128 - 1)
_OF_SHOP = Look(
    goods_shown()
    .where(_product.shop_id == bindparam("shop_id"), _product.id < bindparam("before"), _LISTED)
    .order_by(_product.id.desc())
    .limit(bindparam("most", type_=Integer))
)


def product_to_show(product_id: UUID, viewer: Person | None, *, now: datetime) -> Row[Any]:
    """The row of one product, if `viewer` may see it. Raises NotFound."""
    row = _ONE.first(product_id=product_id)
    if row is None or not (_is_public(row, now) or sees_hidden(_holder(row), viewer)):
        raise errors.NotFound
    return row


def listed_in(shop_id: UUID, *, limit: int, cursor: str | None = None, now: datetime) -> dict[str, Any] | None:
    """A page of what anybody is shown in a shop, newest first; None where that cannot be told from goods alone."""
    before = uuid_in(cursor) if cursor is not None else _LAST_ID
    rows = _OF_SHOP.rows(shop_id=shop_id, before=before, most=limit + 1)
    if not rows or not _is_public(rows[0], now):
        return None
    items = products_shown(rows[:limit], None, now=now)
    return {"items": items, "next": pack_cursor(str(rows[limit - 1].id)) if len(rows) > limit else None}


def parts_of_tag(row: Row[Any], viewer: Person | None, *, now: datetime) -> tuple[object, ...]:
    """Everything on which `product_shown` depends, the product's version first; cheaper to have than the answer."""
    eyes = f"{_sees_certificate(row, viewer):d}{sees_hidden(_holder(row), viewer):d}" if viewer else "00"
    status, said = _shop_status(row, now), f"{row.review_voices}-{row.review_score or 0}"
    photos = (row.photos or "").replace(",", "-")
    return row.version, row.stock, row.shop_version, clock.local_day(now).toordinal(), photos, status, said, eyes


def product_shown(row: Row[Any], viewer: Person | None, *, now: datetime) -> dict[str, Any]:
    """The product as `viewer` sees it; the declared certificate only to those who act or verify."""
    day = clock.local_day(now)
    certificate = row if row.stars is not None else None
    shown = {name: getattr(row, name) for name in _SAME} | {
        "shop": _shop_shown(row, now),
        "category": row.category_slug,
        "in_stock": row.stock > 0,
        "in_season": in_season(row.from_month, row.to_month, day.month),
        "status": product_status(row.status, row.suspension_reason),
        "season": _season(row),
        "sale": sale_shown(row),
        "dimensions_cm": _dimensions(row),
        "ocop": _ocop(row) if stars_shown(certificate, day) else None,
        "reviews": reviews_shown(row.review_voices, row.review_score),
        "photos": [photo_shown(row.id, int(n)) for n in sorted(row.photos.split(","))] if row.photos else [],
    }
    if viewer is not None:
        shown |= _for_concerned(row, viewer, certificate, now)
    return shown


def products_shown(rows: Sequence[Row[Any]], viewer: Person | None, *, now: datetime) -> list[dict[str, Any]]:
    # A team is let see more by each household: who has agreed is read at once, and at hand while the rows are shown.
    in_team = viewer is not None and viewer.holds(RoleName.TEAM_MEMBER)
    _agreed = delegations_of({row.owner_id for row in rows}) if in_team else []
    return [product_shown(row, viewer, now=now) for row in rows]


def cards_of(product_ids: Iterable[UUID], *, now: datetime) -> dict[UUID, dict[str, Any]]:
    """Of these goods, those that anyone may see, as cards of search: from the rows, for a handful."""
    rows = db.session.execute(goods_shown().where(_product.id.in_(list(product_ids))))
    return {row.id: card_shown(row, now=now) for row in rows if _is_public(row, now)}


def card_shown(row: Row[Any], *, now: datetime) -> dict[str, Any]:
    """The card of a good as search shows it, from its row."""
    day, home = clock.local_day(now), place_of(row.commune_code)
    certificate = row if row.stars is not None else None
    return {name: getattr(row, name) for name in ("id", "name", "price_vnd", "unit", "pack")} | {
        "shop": {"id": row.shop_id, "name": row.shop_name},
        "commune": {"code": home["code"], "name": home["name"]},
        "category": row.category_slug,
        "in_stock": row.stock > 0,
        "in_season": in_season(row.from_month, row.to_month, day.month),
        "ships_by_post": row.ships_by_post,
        "season": _season(row),
        "price_per_kg_vnd": price_per_kg(row.price_vnd, row.unit, row.pack),
        "ocop_stars": stars_shown(certificate, day) or None,
        "reviews": reviews_shown(row.review_voices, row.review_score),
        "photo": photo_address(row.id, min(map(int, row.photos.split(","))), "small") if row.photos else None,
        "sale": sale_shown(row),
    }


def sale_shown(row: Any) -> dict[str, Any] | None:
    """When the good of a fair's stand is sold and sent; None of what is sold on any day."""
    if row.fair_slug is None:
        return None
    times = {"opens_at": row.sale_opens_at, "closes_at": row.sale_closes_at}
    return {"fair": row.fair_slug, **times, "ships_on": row.ships_on}


def photo_shown(product_id: UUID, n: int) -> dict[str, Any]:
    return {"n": n, **{size: photo_address(product_id, n, size) for size in PHOTO_SIZES}}


def certificate_shown(row: Any, product_id: UUID, now: datetime) -> dict[str, Any]:
    """A certificate with what has become of it, to those whom it concerns."""
    told = {name: getattr(row, name) for name in ("verified_at", "refused_at", "refusal_reason")}
    photo = certificate_address(product_id) if row.photo else None
    return {"state": certificate_state(row, clock.local_day(now)), **_ocop(row), **told, "photo": photo}


def _for_concerned(row: Row[Any], viewer: Person, certificate: Row[Any] | None, now: datetime) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if _sees_certificate(row, viewer):
        more["certificate"] = certificate_shown(row, row.id, now) if certificate else None
    if sees_hidden(_holder(row), viewer):
        more["suspension_reason"] = row.suspension_reason
    return more


def _holder(row: Row[Any]) -> Holder:
    return Holder(row.shop_id, row.owner_id, row.commune_code, row.village_slug)


def _shop_status(row: Row[Any], now: datetime) -> str:
    return shop_status(row.shop_status, row.shop_paused_until, row.shop_suspension_reason, now=now)


def _is_public(row: Row[Any], now: datetime) -> bool:
    listed = product_status(row.status, row.suspension_reason) == ProductStatus.LISTED
    return listed and shop_is_public(_shop_status(row, now))


def _shop_shown(row: Row[Any], now: datetime) -> dict[str, Any]:
    status = _shop_status(row, now)
    return {"id": row.shop_id, "name": row.shop_name, "status": status, "commune": place_of(row.commune_code)}


def _season(row: Row[Any]) -> dict[str, int] | None:
    return {"from_month": row.from_month, "to_month": row.to_month} if row.from_month is not None else None


def _dimensions(row: Row[Any]) -> dict[str, int] | None:
    if row.length_cm is None:
        return None
    return {"length": row.length_cm, "width": row.width_cm, "height": row.height_cm}


def _ocop(row: Row[Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in CERTIFIED}


def _sees_certificate(row: Row[Any], viewer: Person | None) -> bool:
    home = place_of(row.commune_code)
    verifies = may_verify(viewer, commune_code=row.commune_code, province_code=home["province"]["code"])
    return verifies or acting_role(_holder(row), viewer) is not None
