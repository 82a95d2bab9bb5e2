"""Rules of shops, goods, stock, certificates and rights, as plain values. No database, no Flask."""

from market.catalog.rules.certificates import (
    CERTIFICATE_STATES,
    CertificateState,
    certificate_state,
    expiry,
    stars_shown,
)
from market.catalog.rules.document import Document
from market.catalog.rules.goods import (
    LARGEST_PARCEL_G,
    MOST_PHOTOS,
    MOST_STOCK,
    PHOTO_SIZES,
    PRODUCT_STATES,
    ProductStatus,
    ProductSuspended,
    check_price,
    in_season,
    photo_address,
    product_status,
)
from market.catalog.rules.rights import acting_role, may_verify, require_may_act, require_operator, sees_hidden
from market.catalog.rules.shops import (
    SHOP_STATES,
    SUSPENDED,
    SYSTEM,
    ShopStatus,
    ShopSuspended,
    shop_is_public,
    shop_status,
)
from market.catalog.rules.stock import NotForSale, NotShippable, Reason, Shortage, StockTooLow, UnknownProducts

__all__ = [
    "CERTIFICATE_STATES",
    "LARGEST_PARCEL_G",
    "MOST_PHOTOS",
    "MOST_STOCK",
    "PHOTO_SIZES",
    "PRODUCT_STATES",
    "SHOP_STATES",
    "SUSPENDED",
    "SYSTEM",
    "CertificateState",
    "Document",
    "NotForSale",
    "NotShippable",
    "ProductStatus",
    "ProductSuspended",
    "Reason",
    "ShopStatus",
    "ShopSuspended",
    "Shortage",
    "StockTooLow",
    "UnknownProducts",
    "acting_role",
    "certificate_state",
    "check_price",
    "expiry",
    "in_season",
    "may_verify",
    "photo_address",
    "product_status",
    "require_may_act",
    "require_operator",
    "sees_hidden",
    "shop_is_public",
    "shop_status",
    "stars_shown",
]
