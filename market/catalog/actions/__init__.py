"""Changes to shops, goods, stock, certificates and photos. None commits."""

from market.catalog.actions.categories import load_categories
from market.catalog.actions.certificates import (
    declare_certificate,
    expire_certificates,
    verify_certificate,
    withdraw_verification,
)
from market.catalog.actions.news import announce_product, announce_shop
from market.catalog.actions.photos import record_photo, remove_photo
from market.catalog.actions.products import (
    change_product,
    list_product,
    reinstate_product,
    relist_product,
    suspend_product,
    unlist_product,
)
from market.catalog.actions.searches import count_empty_searches, forget_empty_searches
from market.catalog.actions.shops import (
    change_shop,
    close_shops_of,
    end_pauses,
    open_shop,
    pause_shop,
    reinstate_shop,
    reopen_shop,
    suspend_shop,
)
from market.catalog.actions.stock import move_stock, return_stock, take_stock

__all__ = [
    "announce_product",
    "announce_shop",
    "change_product",
    "change_shop",
    "close_shops_of",
    "count_empty_searches",
    "declare_certificate",
    "end_pauses",
    "expire_certificates",
    "forget_empty_searches",
    "list_product",
    "load_categories",
    "move_stock",
    "open_shop",
    "pause_shop",
    "record_photo",
    "reinstate_product",
    "reinstate_shop",
    "relist_product",
    "remove_photo",
    "reopen_shop",
    "return_stock",
    "suspend_product",
    "suspend_shop",
    "take_stock",
    "unlist_product",
    "verify_certificate",
    "withdraw_verification",
]
