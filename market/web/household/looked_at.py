"""One good of a shop, to whoever looks after it: as it is shown, or held to be changed."""

from typing import Any
from uuid import UUID

from market import clock, errors
from market.accounts import access
from market.catalog.models import Product, Shop
from market.catalog.queries import products, shown_products
from market.catalog.rules.products import ProductStatus
from market.catalog.rules.shops import SUSPENDED
from market.web.household import shops

Good = dict[str, Any]


def good_of(shop_id: UUID, product_id: UUID) -> tuple[Shop, Good]:
    """The shop and the good with its photos. Raises NotFound, NotAgreed."""
    shop, me, now = shops.shop_looked_after(shop_id), access.current_person(), clock.now()
    row = shown_products.product_to_show(product_id, me, now=now)
    if row.shop_id != shop.id:
        raise errors.NotFound
    return shop, with_photos([shown_products.product_shown(row, me, now=now)])[0]


def good_to_change(shop_id: UUID, product_id: UUID) -> Product:
    """The good, held until all is done. Raises NotFound, NotAgreed."""
    good = good_to_name(shop_id, product_id)
    return products.product_to_act_for(good.id, access.current_person(), now=clock.now())


def good_to_name(shop_id: UUID, product_id: UUID) -> Product:
    """The good, before anything is held. Raises NotFound, NotAgreed."""
    shop = shops.shop_looked_after(shop_id)
    good = products.product_to_name(product_id, access.current_person(), now=clock.now())
    if good.shop_id != shop.id:
        raise errors.NotFound
    return good


def with_photos(goods: list[Good]) -> list[Good]:
    """The goods, each with its photos and with the word for what it is now."""
    found = products.photos_of(good["id"] for good in goods)
    return [good | {"photos": found.get(good["id"], []), "state": state_of(good)} for good in goods]


def state_of(good: Good) -> str:
    """What matters first: a word of `STATES`."""
    if good["status"] == SUSPENDED:
        return "suspended"
    if good["status"] == ProductStatus.UNLISTED:
        return "resting"
    if not good["in_stock"]:
        return "sold_out"
    return "on_sale" if good["in_season"] else "out_of_season"
