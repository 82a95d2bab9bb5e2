"""Shops that anyone may see, and those of a person."""

from uuid import UUID

from sqlalchemy import Select, select

from market.catalog.models import Shop
from market.catalog.rules.shops import ShopStatus
from market.db import db
from market.text import slug

# A pause that is over by itself stands as "paused" in its row; both words are public.
SHOP_IS_PUBLIC = Shop.status.in_([ShopStatus.OPEN, ShopStatus.PAUSED]) & Shop.suspension_reason.is_(None)


def shops(*, commune_code: str | None = None, village: str | None = None) -> Select[Shop]:
    """The shops that anyone may see, of a commune or of a village by its name, with or without accents."""
    wanted = select(Shop).where(SHOP_IS_PUBLIC)
    if commune_code is not None:
        wanted = wanted.where(Shop.commune_code == commune_code)
    if village is not None:
        wanted = wanted.where(Shop.village_slug == slug(village))
    return wanted


def is_suspended(owner_id: UUID) -> bool:
    """Whether a shop of theirs is suspended: that holds for the person."""
    stopped = select(Shop.id).where(Shop.owner_id == owner_id, Shop.suspension_reason.is_not(None))
    return db.session.scalar(stopped.where(Shop.status != ShopStatus.CLOSED).limit(1)) is not None


def shops_of(owner_id: UUID) -> list[dict[str, str]]:
    """What is kept about the shops of a person, for them to take with them."""
    owned = select(Shop).where(Shop.owner_id == owner_id).order_by(Shop.id)
    return [
        {"id": str(shop.id), "name": shop.name, "about": shop.about, "village": shop.village_key, "status": shop.status}
        for shop in db.session.scalars(owned)
    ]
