"""A buyer buys an order again."""

from market import clock
from market.accounts.access import current_person, signed_in
from market.http import Json
from market.orders import access
from market.orders.blueprint import blueprint
from market.orders.corrections.actions import require_buyer
from market.orders.repeats import queries, schemas


@blueprint.route("/orders/<code:number>/basket", methods=["GET"])
@signed_in
@blueprint.response(200, schemas.BasketOut)
def show_order_basket(number: str) -> Json:
    """My order as a basket to buy again: what can be had as it was, and of each line what is otherwise now.

    Nothing is guessed: what is sold out, in another pack or under another name is told, and left out of `items`.
    """
    now, me = clock.now(), current_person()
    order, roles = access.order_for(number, me)
    require_buyer(roles)
    repeats = queries.repeats_of(order, me, now=now)
    ready = [{"product_id": one.line.product_id, "quantity": one.line.quantity} for one in repeats if one.ready]
    places = [order.collect_at] if order.is_collected else []
    return {"number": order.number, "items": ready, "collect_at": places, "lines": repeats}
