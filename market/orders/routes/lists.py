"""Lists of orders, and how many there are of each kind."""

from typing import Any

from flask import Response, jsonify

from market.accounts.access import current_person, signed_in
from market.accounts.services.access import open_to
from market.http import page
from market.orders import lists, models
from market.orders.blueprint import blueprint
from market.orders.schemas import lists as schemas
from market.orders.shown import orders_shown


@blueprint.route("/orders", methods=["GET"])
@open_to("orders:read")
@signed_in
@blueprint.arguments(schemas.OrderQuery, location="query")
@blueprint.response(200, schemas.OrderPage)
def list_orders(query: dict[str, Any]) -> Response:
    """My orders as a buyer, or those I serve as seller, team, officer or operator; newest first.

    `?as=seller&state=placed,accepted` is what is to be done, `?since=` what has changed since one last looked,
    `?as=operator&held=true` what waits for an operator's decision.
    """
    paging = {name: query.pop(name) for name in ("limit", "cursor") if name in query}
    found = page(lists.orders_of(current_person(), **query), models.Order.id, **paging)
    return jsonify(items=orders_shown(found["items"], {query["looking_as"]}), next=found["next"])


@blueprint.route("/orders/counts", methods=["GET"])
@signed_in
@blueprint.arguments(schemas.CountQuery, location="query")
@blueprint.response(200, schemas.OrderCountsOut)
def count_orders(query: dict[str, Any]) -> dict[str, Any]:
    """How many orders of each state, and what is to be done: one small answer to look at often."""
    return lists.counts(current_person(), **query)


@blueprint.route("/orders/counts/shops", methods=["GET"])
@signed_in
@blueprint.arguments(schemas.ShopCountQuery, location="query")
@blueprint.response(200, schemas.ShopCountsPage)
def list_shop_counts(query: dict[str, Any]) -> dict[str, Any]:
    """The same for each shop that has such orders, for who serves several; newest shop first."""
    return lists.counts_by_shop(current_person(), **query)
