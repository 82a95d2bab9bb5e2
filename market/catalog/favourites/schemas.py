"""Favourites, out."""

from market.catalog.schemas.cards import ProductCard
from market.catalog.schemas.shops import ShopOut
from market.fields import Id, Instant, Items, Nested, Schema, String

_GONE = {"description": "null: not to be seen any more, perhaps for a while"}


class FavouriteOut(Schema):
    product_id = Id()
    created_at = Instant(attribute="added_at")
    product = Nested(ProductCard, allow_none=True, metadata=_GONE)


class FavouritePage(Schema):
    items = Items(Nested(FavouriteOut), most=100)
    next = String(longest=400, allow_none=True)


class FavouriteShopOut(Schema):
    shop_id = Id()
    created_at = Instant(attribute="added_at")
    shop = Nested(ShopOut, allow_none=True, metadata=_GONE)


class FavouriteShopPage(Schema):
    items = Items(Nested(FavouriteShopOut), most=100)
    next = String(longest=400, allow_none=True)
