"""Shops as they are shown, by who looks: plain values, so that an ETag can be made of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from market.accounts import queries as accounts
from market.accounts.models import Person
from market.catalog import access, models
from market.catalog.rules.scores import reviews_shown
from market.catalog.rules.shops import OBJECTION, SUSPENDED
from market.places.models import Commune


def shop_shown(shop: models.Shop, viewer: Person | None, *, now: datetime) -> dict[str, Any]:
    return shops_shown([shop], viewer, now=now)[0]


def shops_shown(shops: Sequence[models.Shop], viewer: Person | None, *, now: datetime) -> list[dict[str, Any]]:
    """The shops; contact by the household's consent, or to those who act for it."""
    open_ones = {shop.owner_id for shop in shops if shop.shows_contact or access.sees_hidden(shop, viewer)}
    owners = accounts.people(open_ones) if open_ones else {}
    return [_shop(shop, viewer, owners.get(shop.owner_id), now) for shop in shops]


def _shop(shop: models.Shop, viewer: Person | None, owner: Person | None, now: datetime) -> dict[str, Any]:
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
        "reviews": reviews_shown(shop.review_voices, shop.review_score),
        "version": shop.version,
        "created_at": shop.created_at,
    }
    if access.sees_hidden(shop, viewer):
        shown["suspension_reason"] = shop.suspension_reason
        if status == SUSPENDED:
            shown["how_to_object"] = OBJECTION
    return shown


def _commune(commune: Commune) -> dict[str, Any]:
    province = {"code": commune.province.code, "name": commune.province.name}
    return {"code": commune.code, "name": commune.name, "province": province}
