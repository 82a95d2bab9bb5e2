"""Was it said? What was told of an order, to whom, and what became of it."""

from typing import Any

from market.accounts.access import current_person, signed_in
from market.http import PageQuery
from market.notices import told
from market.orders import access
from market.orders.blueprint import blueprint
from market.orders.schemas.notices import OrderNoticePage


@blueprint.route("/orders/<code:number>/notices", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, OrderNoticePage)
def list_notices(query: dict[str, Any], number: str) -> dict[str, Any]:
    """What was told of an order: to my side of it, to all for an operator. Kinds only: what was said is not kept."""
    order, roles = access.order_for(number, current_person())
    page = told.page_for_order(order.number, to=access.side_of(order, roles), **query)
    told_as = access.roles_told(order, {one["person_id"] for one in page["items"]})
    return page | {"items": [one | {"to": told_as[one["person_id"]]} for one in page["items"]]}
