"""My favourite goods and shops."""

from uuid import UUID

from market import clock
from market.accounts.access import current_person, signed_in
from market.catalog.access import shop_for
from market.catalog.blueprint import blueprint
from market.catalog.favourites import actions, queries, schemas
from market.catalog.favourites.models import Favourite
from market.catalog.favourites.rules import Kind
from market.catalog.queries.products import product_for
from market.http import Json, PageQuery, page


@blueprint.route("/me/favourites", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.FavouritePage)
def list_my_favourites(query: Json) -> Json:
    """The goods that I want to find again, the newest first. What vanished stands there without a card."""
    found = page(queries.favourites_of(current_person().id, Kind.PRODUCT), Favourite.id, **query)
    return found | {"items": queries.goods_shown(found["items"], now=clock.now())}


@blueprint.route("/me/favourites/<uuid:product_id>", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.FavouriteOut)
def add_my_favourite(product_id: UUID) -> Json:
    """Keep a good among my favourites, at most 500. Nobody is told, and nobody counts."""
    now, me = clock.now(), current_person()
    good = product_for(product_id, me, now=now)
    kept = actions.keep(person=me, kind=Kind.PRODUCT, subject_id=good.id, now=now)
    return queries.goods_shown([kept], now=now)[0]


@blueprint.route("/me/favourites/<uuid:product_id>", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def remove_my_favourite(product_id: UUID) -> None:
    """Let a favourite go; again, or of what never was one, changes nothing."""
    actions.let_go(person=current_person(), kind=Kind.PRODUCT, subject_id=product_id)


@blueprint.route("/me/favourite-shops", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.FavouriteShopPage)
def list_my_favourite_shops(query: Json) -> Json:
    """The shops that I want to find again, the newest first."""
    found = page(queries.favourites_of(current_person().id, Kind.SHOP), Favourite.id, **query)
    return found | {"items": queries.shops_kept(found["items"], now=clock.now())}


@blueprint.route("/me/favourite-shops/<uuid:shop_id>", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.FavouriteShopOut)
def add_my_favourite_shop(shop_id: UUID) -> Json:
    """Keep a shop among my favourites, at most 500."""
    now, me = clock.now(), current_person()
    shop = shop_for(shop_id, me, now=now)
    kept = actions.keep(person=me, kind=Kind.SHOP, subject_id=shop.id, now=now)
    return queries.shops_kept([kept], now=now)[0]


@blueprint.route("/me/favourite-shops/<uuid:shop_id>", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def remove_my_favourite_shop(shop_id: UUID) -> None:
    """Let a favourite shop go."""
    actions.let_go(person=current_person(), kind=Kind.SHOP, subject_id=shop_id)
