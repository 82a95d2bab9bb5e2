"""Orders as operators find them by what a caller tells."""

from typing import Any

from market import clock
from market.accounts.access import holding
from market.accounts.operators import concerning
from market.accounts.rules import RoleName
from market.http import page, recorded
from market.orders import finding, models
from market.orders.blueprint import blueprint
from market.orders.schemas import finding as schemas
from market.orders.schemas.lists import OrderPage


@blueprint.route("/look-ups/orders", methods=["GET"])
@holding(RoleName.OPERATOR)
@recorded
@blueprint.arguments(schemas.OrderLookUp, location="query")
@blueprint.response(200, OrderPage)
def look_orders_up(query: dict[str, Any]) -> dict[str, Any]:
    """Orders by number, tracking number, a phone, or words of the recipient's or the shop's name of the last 90 days.

    Their buyers read who looked, and why.
    """
    del query["reason"]
    since = query.pop("since", None) or clock.local_day(clock.ago(clock.now(), days=90))
    found = page(finding.orders_told(query.pop("q"), since=since), models.Order.id, **query)
    concerning(*dict.fromkeys(order.buyer_id for order in found["items"]))
    return found
