"""Reads of shops and goods. What the one who looks may not see is not found."""

from market.catalog.queries.documents import documents, product_ids_of
from market.catalog.queries.products import (
    category_tree,
    is_category,
    photo_for,
    product_for,
    product_to_act_for,
    product_to_verify,
    products_of,
)
from market.catalog.queries.sale import products_for_sale
from market.catalog.queries.searches import empty_searches
from market.catalog.queries.shops import acts_for, shop_for, shop_to_act_for, shops, shops_of
from market.catalog.queries.shown import shop_shown, shops_shown
from market.catalog.queries.shown_goods import (
    parts_of_tag,
    photo_shown,
    product_shown,
    product_to_show,
    products_shown,
)

__all__ = [
    "acts_for",
    "category_tree",
    "documents",
    "empty_searches",
    "is_category",
    "parts_of_tag",
    "photo_for",
    "photo_shown",
    "product_for",
    "product_ids_of",
    "product_shown",
    "product_to_act_for",
    "product_to_show",
    "product_to_verify",
    "products_for_sale",
    "products_of",
    "products_shown",
    "shop_for",
    "shop_shown",
    "shop_to_act_for",
    "shops",
    "shops_of",
    "shops_shown",
]
