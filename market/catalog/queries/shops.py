"""Shops, to those who may see them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select

from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.models import Shop
from market.catalog.rules.rights import ActedFor, acting_role, require_may_act, sees_hidden
from market.catalog.rules.shops import ShopStatus
from market.db import db
from market.errors import NotFound
from market.events import publish
from market.text import slug

# A pause that is over by itself stands as "paused" in its row; both words are public.
SHOP_IS_PUBLIC = Shop.status.in_([ShopStatus.OPEN, ShopStatus.PAUSED]) & Shop.suspension_reason.is_(None)


def acts_for(person: Person | None, shop: Shop) -> str | None:
    """As what `person` may act for `shop`: "seller", "team_member", or None."""
    return acting_role(shop, person)


def shop_for(shop_id: UUID, viewer: Person | None, *, now: datetime) -> Shop:
    """The shop, if `viewer` may see it. Raises NotFound."""
    shop = db.session.get(Shop, shop_id)
    if shop is None or not (shop.is_public(now) or sees_hidden(shop, viewer)):
        raise NotFound
    return shop


def shop_to_act_for(shop_id: UUID, by: Person, *, now: datetime) -> Shop:
    """The shop, if `by` may act for it. Raises NotFound for one they cannot see, NotAllowed for another's.

    Whoever is let act for a household is made known, so that no such act goes unrecorded.
    """
    shop = shop_for(shop_id, by, now=now)
    let_act(shop, by, subject_id=shop.id, now=now)
    return shop


def let_act(shop: Shop, by: Person, *, subject_id: UUID, now: datetime) -> None:
    """Raises NotAllowed unless `by` may act for `shop`."""
    if require_may_act(shop, by) == RoleName.TEAM_MEMBER:
        publish(ActedFor(at=now, by_id=by.id, owner_id=shop.owner_id, subject_id=subject_id))


def shops(*, commune_code: str | None = None, village: str | None = None) -> Select[Shop]:
    """The shops that anyone may see, of a commune or of a village by its name, with or without accents."""
    wanted = select(Shop).where(SHOP_IS_PUBLIC)
    if commune_code is not None:
        wanted = wanted.where(Shop.commune_code == commune_code)
    if village is not None:
        wanted = wanted.where(Shop.village_slug == slug(village))
    return wanted


def shops_of(owner_id: UUID) -> list[dict[str, str]]:
    """What is kept about the shops of a person, for them to take with them."""
    owned = select(Shop).where(Shop.owner_id == owner_id).order_by(Shop.id)
    return [
        {"id": str(shop.id), "name": shop.name, "about": shop.about, "village": shop.village_key, "status": shop.status}
        for shop in db.session.scalars(owned)
    ]
