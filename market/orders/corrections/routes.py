"""An order is put right by its buyer, over HTTP."""

from flask import Response, current_app

from market import clock
from market.accounts.access import current_person, signed_in
from market.http import Json, require_match
from market.orders import access
from market.orders.blueprint import blueprint
from market.orders.corrections import actions, places
from market.orders.corrections.schemas import OrderChange
from market.orders.schemas import orders as schemas
from market.orders.shown import order_shown
from market.places.queries import require_place


@blueprint.route("/orders/<code:number>", methods=["PATCH"])
@signed_in
@blueprint.arguments(OrderChange)
@blueprint.response(200, schemas.OrderOut)
def correct(asked: Json, number: str) -> Response:
    """The buyer puts right who receives the order and where, until it is packed. Needs If-Match.

    Of what is fetched another place of the shop, until it is accepted (409 `collected-not-sent`, `goes-by-post`).

    409 `already-packed`, `other-delivery-fee` where the commune would change the fee, `too-many-changes`,
    `too-many-open-orders` for a phone that has many orders to be paid at the door.
    """
    me, given = current_person(), asked.get("deliver_to", {})
    if "commune_code" in given:
        require_place(given["commune_code"], field="deliver_to.commune_code")
    order, roles = access.order_for(number, me, lock=True)
    actions.require_buyer(roles)
    require_match(len(order.history))
    most = current_app.config["MARKET"].open_cod_orders
    actions.correct_recipient(order=order, given=given, most_cod=most, by=me, now=clock.now())
    if "collect_at" in asked:
        places.change_place(order=order, point_id=asked["collect_at"], by=me, now=clock.now())
    return order_shown(order, roles)
