"""An order is looked up by its number and a phone, with a code to that phone."""

from uuid import UUID

from flask import Response

from market import clock
from market.accounts.access import visitor
from market.accounts.rules import CODE_LIFE, RoleName
from market.http import Json, public, unkeyed
from market.http.headers import PRIVATE
from market.orders.blueprint import blueprint
from market.orders.look_ups import actions, flows, schemas
from market.orders.schemas.orders import OrderOut
from market.orders.shown import order_shown


@blueprint.route("/order-look-ups", methods=["POST"])
@public
@blueprint.arguments(schemas.LookUpIn)
@blueprint.response(202, schemas.LookUpOut)
def ask_order_look_up(asked: Json) -> Json:
    """Have a code sent to a phone with which an order is shown to whoever reads it, without signing in.

    The answer is the same whether or not the order is of that phone; only then something is sent.
    """
    made = actions.ask(**asked, visitor=visitor(), now=clock.now())
    return {"id": made.id, "expires_in": int(CODE_LIFE.total_seconds())}


@blueprint.route("/order-look-ups/<uuid:look_up_id>/answers", methods=["POST"])
@public
@unkeyed
@blueprint.arguments(schemas.LookUpAnswer)
@blueprint.response(200, OrderOut)
def answer_order_look_up(answered: Json, look_up_id: UUID) -> Response:
    """The order as its buyer sees it, once, for the code; nothing can be changed by it.

    422 `wrong-look-up-code` for whatever is wrong, a look-up that never was included.
    """
    order = flows.answer(look_up_id=look_up_id, code=answered["code"], now=clock.now())
    response = order_shown(order, {RoleName.BUYER})
    response.headers["Cache-Control"] = PRIVATE
    return response
