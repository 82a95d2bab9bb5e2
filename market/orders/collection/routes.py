"""Where goods can be fetched, and their being handed over against the buyer's code."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from market import clock, errors
from market.accounts.access import caller, current_person, signed_in
from market.accounts.models import Person
from market.catalog import access as catalog
from market.catalog.models import Shop
from market.catalog.queries.shown_shops import shop_shown
from market.http import Json, PageQuery, page, public
from market.orders import access
from market.orders.blueprint import blueprint
from market.orders.collection import actions, flows, queries, rules, schemas
from market.orders.collection.models import CollectionPoint
from market.orders.rules import COLLECT_WITHIN, OrderState
from market.orders.schemas import orders
from market.orders.shown import order_shown

POINTS = "/shops/<uuid:shop_id>/collection-points"


@blueprint.route(POINTS, methods=["GET"])
@public
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.PointPage)
def list_collection_points(query: Json, shop_id: UUID) -> Json:
    """Where goods of a shop can be fetched instead of sent, newest first."""
    shop = catalog.shop_for(shop_id, caller(), now=clock.now())
    found = page(queries.points_of(shop), CollectionPoint.id, **query)
    return found | {"items": _shown(found["items"], shop, caller())}


@blueprint.route(POINTS, methods=["POST"])
@signed_in
@blueprint.arguments(schemas.PointIn)
@blueprint.response(201, schemas.PointOut)
def open_collection_point(fields: Json, shop_id: UUID) -> tuple[Json, dict[str, str]]:
    """Let goods be fetched at the shop, at a market, or at a post office to which the household brings them.

    Orders keep the place as they were placed: to change one, close it and open another.
    """
    now, me = clock.now(), current_person()
    shop = catalog.shop_to_act_for(shop_id, me, now=now)
    point = actions.open_point(shop=shop, fields=fields, now=now)
    (shown,) = _shown([point], shop, me)
    return shown, {"Location": f"/api/v1/shops/{shop.id}/collection-points/{point.id}"}


@blueprint.route(POINTS + "/<uuid:point_id>", methods=["GET"])
@public
@blueprint.response(200, schemas.PointOut)
def show_collection_point(shop_id: UUID, point_id: UUID) -> Json:
    """One place at which goods of the shop can be fetched, or could: an order may still wait there."""
    shop = catalog.shop_for(shop_id, caller(), now=clock.now())
    (shown,) = _shown([queries.point_of(shop, point_id)], shop, caller())
    return shown


@blueprint.route(POINTS + "/<uuid:point_id>", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def close_collection_point(shop_id: UUID, point_id: UUID) -> None:
    """Nobody can choose the place any more; what was ordered there is still fetched there."""
    now = clock.now()
    shop = catalog.shop_to_act_for(shop_id, current_person(), now=now)
    actions.close_point(point=queries.point_of(shop, point_id), now=now)


@blueprint.route("/orders/<code:number>/collection", methods=["PUT"])
@signed_in
@blueprint.arguments(schemas.HandOverByCode)
@blueprint.response(200, orders.OrderOut)
def hand_over(given: dict[str, str], number: str) -> Response:
    """The household types the code that the buyer tells: the goods are handed over, and cash that was due is hers.

    Ask for the code before you hand anything over. At a post office its clerk does this.
    """
    order, roles = flows.hand_over(number=number, code=given["code"], by=current_person(), now=clock.now())
    return order_shown(order, roles)


@blueprint.route("/orders/<code:number>/collection-code", methods=["GET"])
@signed_in
@blueprint.response(200, schemas.CollectionCodeOut)
def show_collection_code(number: str) -> Response:
    """The code that its buyer tells whoever hands the goods over; 404 until they wait, and when they have gone."""
    order, roles = access.order_for(number, current_person())
    if "buyer" not in roles or not order.is_collected or order.state != OrderState.PACKED:
        raise errors.NotFound
    told = {"place": order.collect_place, "collect_by": order.waits_since + COLLECT_WITHIN}
    response = jsonify(schemas.CollectionCodeOut().dump(told | {"code": flows.code_of(order)}))
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _shown(points: list[CollectionPoint], shop: Shop, viewer: Person | None) -> list[dict[str, Any]]:
    phone = shop_shown(shop, viewer, now=clock.now())["owner"].get("phone") if points else None
    names = ("id", "kind", "name", "commune_code", "address", "hours", "place", "post_office_code")
    at_home = {point.id: phone if point.kind in rules.BY_HAND else None for point in points}
    return [{name: getattr(point, name) for name in names} | {"phone": at_home[point.id]} for point in points]
