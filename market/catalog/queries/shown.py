"""Shops and goods as they are shown, by who looks: plain values, so that an ETag can be made of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from market import clock
from market.accounts import queries as accounts
from market.accounts.models import Person
from market.catalog.models import Certificate, Product, Shop
from market.catalog.rules import (
    PHOTO_SIZES,
    acting_role,
    certificate_state,
    in_season,
    may_verify,
    photo_address,
    sees_hidden,
    stars_shown,
)
from market.places.models import Commune


def shop_shown(shop: Shop, viewer: Person | None, *, now: datetime) -> dict[str, Any]:
    return shops_shown([shop], viewer, now=now)[0]


def shops_shown(shops: Sequence[Shop], viewer: Person | None, *, now: datetime) -> list[dict[str, Any]]:
    """The shops; contact by the household's consent, or to those who act for it."""
    open_ones = {shop.owner_id for shop in shops if shop.shows_contact or sees_hidden(shop, viewer)}
    owners = accounts.people(open_ones) if open_ones else {}
    return [_shop(shop, viewer, owners.get(shop.owner_id), now) for shop in shops]


def product_shown(product: Product, viewer: Person | None, *, now: datetime) -> dict[str, Any]:
    """The product as `viewer` sees it; the declared certificate only to those who act or verify."""
    day = clock.local_day(now)
    shown = {name: getattr(product, name) for name in _PLAIN} | {
        "shop": _of_shop(product.shop, now),
        "category": product.category_slug,
        "in_stock": product.stock > 0,
        "in_season": in_season(product.from_month, product.to_month, day.month),
        "status": product.shown_status,
        "season": _season(product),
        "dimensions_cm": _dimensions(product),
        "ocop": _ocop(product.certificate) if stars_shown(product.certificate, day) else None,
        "photos": [photo_shown(product.id, photo.n) for photo in product.photos],
    }
    if _sees_certificate(product.shop, viewer):
        shown["certificate"] = _certificate(product.certificate, now)
    if sees_hidden(product.shop, viewer):
        shown["suspension_reason"] = product.suspension_reason
    return shown


def products_shown(products: Sequence[Product], viewer: Person | None, *, now: datetime) -> list[dict[str, Any]]:
    return [product_shown(product, viewer, now=now) for product in products]


def photo_shown(product_id: UUID, n: int) -> dict[str, Any]:
    return {"n": n, **{size: photo_address(product_id, n, size) for size in PHOTO_SIZES}}


_PLAIN = (
    "id", "name", "slug", "description", "unit", "pack", "price_vnd", "stock", "weight_g", "names", "also_known_as",
    "shelf_life_days", "fragile", "ships_by_post", "version", "created_at",
)  # fmt: skip


def _shop(shop: Shop, viewer: Person | None, owner: Person | None, now: datetime) -> dict[str, Any]:
    status = shop.shown_status(now)
    shown = {
        "id": shop.id,
        "name": shop.name,
        "about": shop.about,
        "commune": _commune(shop.commune),
        "village": shop.village,
        "digital_address": shop.digital_address,
        "status": status,
        "paused_until": shop.paused_until if status == "paused" else None,
        "owner": {"name": owner.name, "phone": owner.phone} if owner else {},
        "shows_contact": shop.shows_contact,
        "version": shop.version,
        "created_at": shop.created_at,
    }
    if sees_hidden(shop, viewer):
        shown["suspension_reason"] = shop.suspension_reason
    return shown


def _of_shop(shop: Shop, now: datetime) -> dict[str, Any]:
    status = shop.shown_status(now)
    return {"id": shop.id, "name": shop.name, "status": status, "commune": _commune(shop.commune)}


def _commune(commune: Commune) -> dict[str, Any]:
    province = {"code": commune.province.code, "name": commune.province.name}
    return {"code": commune.code, "name": commune.name, "province": province}


def _season(product: Product) -> dict[str, int | None] | None:
    if product.from_month is None:
        return None
    return {"from_month": product.from_month, "to_month": product.to_month}


def _dimensions(product: Product) -> dict[str, int | None] | None:
    if product.length_cm is None:
        return None
    return {"length": product.length_cm, "width": product.width_cm, "height": product.height_cm}


def _ocop(certificate: Certificate | None) -> dict[str, Any] | None:
    if certificate is None:
        return None
    names = ("stars", "certificate_no", "issued_on", "expires_on")
    return {name: getattr(certificate, name) for name in names}


def _certificate(certificate: Certificate | None, now: datetime) -> dict[str, Any] | None:
    if certificate is None:
        return None
    state = certificate_state(certificate, clock.local_day(now))
    return {"state": state, **(_ocop(certificate) or {}), "verified_at": certificate.verified_at}


def _sees_certificate(shop: Shop, viewer: Person | None) -> bool:
    place = shop.commune
    verifies = may_verify(viewer, commune_code=place.code, province_code=place.province_code)
    return verifies or acting_role(shop, viewer) is not None
