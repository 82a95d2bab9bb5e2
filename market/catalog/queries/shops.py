"""Shops that anyone may see, and those of a person."""

from uuid import UUID

from sqlalchemy import Select, func, or_, select

from market.accounts.models import Person
from market.accounts.role_grants.rules import PlaceAsked
from market.catalog.models import Shop
from market.catalog.rules.shops import SUSPENDED, ShopStatus
from market.db import db
from market.db.folding import says
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


def shop(shop_id: UUID) -> Shop | None:
    return db.session.get(Shop, shop_id)


def shops_by_name(*, name: str | None, status: str | None, commune_code: str | None) -> Select[Shop]:
    """All shops, hidden ones too, by words of their name, by what they are in the words of answers, by commune."""
    wanted, stopped = select(Shop), Shop.suspension_reason.is_not(None) & (Shop.status != ShopStatus.CLOSED)
    if name is not None:
        wanted = wanted.where(says(Shop.name, name))
    if status is not None:
        wanted = wanted.where(stopped if status == SUSPENDED else (Shop.status == status) & ~stopped)
    return wanted if commune_code is None else wanted.where(Shop.commune_code == commune_code)


def is_suspended(owner_id: UUID) -> bool:
    """Whether a shop of theirs is suspended: that holds for the person."""
    return bool(suspended_among({owner_id}, set()))


def suspended_among(owner_ids: set[UUID], phones: set[str | None]) -> set[UUID | str]:
    """Those of whom a shop is suspended; and those of `phones` with which such a person signs in."""
    stopped = select(Shop.owner_id, Person.phone).join(Person, Person.id == Shop.owner_id)
    stopped = stopped.where(Shop.suspension_reason.is_not(None), Shop.status != ShopStatus.CLOSED)
    found = db.session.execute(stopped.where(or_(Shop.owner_id.in_(owner_ids), Person.phone.in_(phones))))
    return {known for row in found for known in row if known in owner_ids or (known in phones and known is not None)}


def open_shops_of(owner_id: UUID) -> int:
    """How many shops of theirs anybody can see."""
    shown = Shop.status.in_([ShopStatus.OPEN, ShopStatus.PAUSED])
    return db.session.scalar(select(func.count()).where(Shop.owner_id == owner_id, shown)) or 0


def name_shop(asked: PlaceAsked) -> None:
    """What the shop at which a role is to be held is called."""
    found = shop(UUID(asked.code)) if asked.kind == "shop" else None
    if found is not None:
        asked.names.append(found.name)


def shops_of(owner_id: UUID) -> list[dict[str, str]]:
    """What is kept about the shops of a person, for them to take with them."""
    owned = select(Shop).where(Shop.owner_id == owner_id).order_by(Shop.id)
    return [
        {"id": str(shop.id), "name": shop.name, "about": shop.about, "village": shop.village_key, "status": shop.status}
        for shop in db.session.scalars(owned)
    ]
