"""Shops: opened and changed by households, paused by them, suspended by operators."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from market import clock
from market.accounts.access import caller, current_person, holding, signed_in
from market.accounts.operators import concerning
from market.accounts.rules import RoleName
from market.accounts.services.access import open_to
from market.catalog import access, models
from market.catalog.actions import own_shops, shops
from market.catalog.blueprint import blueprint
from market.catalog.queries import shops as queries
from market.catalog.queries import shown_shops
from market.catalog.schemas.shops import NewShop, Pause, ShopChange, ShopOut, ShopPage, ShopQuery, Suspension
from market.http import Json, page, public, require_match
from market.places.queries import require_place

Answer = tuple[Json, dict[str, str]]


@blueprint.route("/shops", methods=["GET"])
@public
@blueprint.arguments(ShopQuery, location="query")
@blueprint.response(200, ShopPage)
def list_shops(query: Json) -> Json:
    """Shops that are open or on holiday, newest first; of a commune or a village."""
    if "commune_code" in query:
        require_place(query["commune_code"])
    wanted = queries.shops(commune_code=query.pop("commune_code", None), village=query.pop("village", None))
    found = page(wanted, models.Shop.id, **query)
    return found | {"items": shown_shops.shops_shown(found["items"], caller(), now=clock.now())}


@blueprint.route("/shops", methods=["POST"])
@signed_in
@blueprint.arguments(NewShop)
@blueprint.response(201, ShopOut)
def open_shop(fields: Json) -> Answer:
    """Open a shop; whoever does is its owner and seller, and says their name if it is not known yet."""
    shop = own_shops.open_own_shop(fields=fields, by=current_person(), now=clock.now())
    shown, headers = _answer(shop)
    return shown, headers | {"Location": f"/api/v1/shops/{shop.id}"}


@blueprint.route("/shops/<uuid:shop_id>", methods=["GET"])
@open_to("products:read")
@public
@blueprint.response(200, ShopOut)
def show_shop(shop_id: UUID) -> Answer:
    """One shop. Suspended or prepared ones are shown only to those concerned."""
    return _answer(access.shop_for(shop_id, caller(), now=clock.now()))


@blueprint.route("/shops/<uuid:shop_id>", methods=["PATCH"])
@signed_in
@blueprint.arguments(ShopChange)
@blueprint.response(200, ShopOut)
def change_shop(changes: Json, shop_id: UUID) -> Answer:
    """Change what a shop says of itself."""
    now = clock.now()
    shop = access.shop_to_act_for(shop_id, current_person(), now=now)
    require_match(shop.version)
    own_shops.change_own_shop(shop=shop, changes=changes, now=now)
    return _answer(shop)


@blueprint.route("/shops/<uuid:shop_id>/pause", methods=["PUT"])
@signed_in
@blueprint.arguments(Pause)
@blueprint.response(200, ShopOut)
def pause_shop(pause: Json, shop_id: UUID) -> Answer:
    """Take no orders for a while, or until reopened."""
    return _moved(shop_id, access.shop_to_act_for, shops.pause_shop, until=pause["until"])


@blueprint.route("/shops/<uuid:shop_id>/pause", methods=["DELETE"])
@signed_in
@blueprint.response(200, ShopOut)
def reopen_shop(shop_id: UUID) -> Answer:
    """End a pause."""
    return _moved(shop_id, access.shop_to_act_for, shops.reopen_shop)


@blueprint.route("/shops/<uuid:shop_id>/closure", methods=["PUT"])
@signed_in
@blueprint.response(200, ShopOut)
def close_shop(shop_id: UUID) -> Answer:
    """Close one's own shop for good, once no order is open. Its money can still be fetched."""
    return _moved(shop_id, access.shop_for, own_shops.close_shop)


@blueprint.route("/shops/<uuid:shop_id>/suspension", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(Suspension)
@blueprint.response(200, ShopOut)
def suspend_shop(suspension: Json, shop_id: UUID) -> Answer:
    """Hide a shop and all its goods, with a reason its owner is told; what was ordered waits, goes on or is called off.

    It waits (`held`) until said otherwise, here for all its open orders or one by one. Again it changes what is new.
    """
    return _moved(shop_id, access.shop_for, shops.suspend_shop, **suspension)


@blueprint.route("/shops/<uuid:shop_id>/suspension", methods=["DELETE"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, ShopOut)
def reinstate_shop(shop_id: UUID) -> Answer:
    """Lift a suspension; held orders go on, and both sides are told."""
    return _moved(shop_id, access.shop_for, shops.reinstate_shop)


def _answer(shop: models.Shop) -> Answer:
    shown = shown_shops.shop_shown(shop, caller(), now=clock.now())
    return shown, {"Vary": "Authorization"}


def _moved(shop_id: UUID, load: Callable[..., models.Shop], move: Callable[..., None], **words: Any) -> Answer:
    now, me = clock.now(), current_person()
    shop = load(shop_id, me, now=now)
    concerning(shop.owner_id)
    move(shop=shop, by=me, now=now, **words)
    return _answer(shop)
