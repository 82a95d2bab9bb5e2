"""What an order's buyer is offered for goods that are not there, and the answers, over HTTP."""

from flask import Response, jsonify

from market import clock
from market.accounts.access import current_person, signed_in
from market.http import Json, public
from market.http.headers import PRIVATE
from market.orders import access
from market.orders.blueprint import blueprint
from market.orders.corrections.actions import require_buyer
from market.orders.schemas.orders import OrderOut
from market.orders.shown import order_shown
from market.orders.substitutions import actions, flows, queries, rules
from market.orders.substitutions.models import Substitution
from market.orders.substitutions.schemas import AnswerByCode, SubstitutionOut


@blueprint.route("/orders/<code:number>/substitution", methods=["GET"])
@signed_in
@blueprint.response(200, SubstitutionOut)
def show_substitution(number: str) -> Substitution:
    """What of an order is not there, and what its buyer is offered for it; 404 where nothing is missing."""
    order, _ = access.order_for(number, current_person())
    found = queries.newest(order.id)
    if found is None:
        raise rules.NothingOffered
    return found


@blueprint.route("/orders/<code:number>/substitution/acceptance", methods=["PUT"])
@signed_in
@blueprint.response(200, OrderOut)
def take_substitute(number: str) -> Response:
    """The buyer takes the other household's goods: the order is hers, and what they cost less comes back.

    409 `wrong-state` where the time is over or they chose otherwise, `substitute-gone`.
    """
    order, roles = access.order_for(number, current_person(), lock=True)
    require_buyer(roles)
    actions.take(order=order, by_id=order.buyer_id, now=clock.now())
    return order_shown(order, roles)


@blueprint.route("/orders/<code:number>/substitution/refusal", methods=["PUT"])
@signed_in
@blueprint.response(200, OrderOut)
def decline_substitute(number: str) -> Response:
    """The buyer wants the money: the order is called off and all of it comes back. 409 `wrong-state`."""
    order, roles = access.order_for(number, current_person(), lock=True, with_parcel=True)
    require_buyer(roles)
    actions.decline(order=order, by_id=order.buyer_id, now=clock.now())
    return order_shown(order, roles)


@blueprint.route("/substitution-answers", methods=["POST"])
@public
@blueprint.arguments(AnswerByCode)
@blueprint.response(200, SubstitutionOut)
def answer_substitution(asked: Json) -> Response:
    """The same for whoever has the link of the message, without signing in: its last ten letters are the code.

    404 `nothing-offered` for whatever is wrong with the link. Nothing of buyer or recipient is told.
    """
    found = flows.answer_by_code(**asked, now=clock.now())
    response = jsonify(SubstitutionOut().dump(found.chosen))
    response.headers["Cache-Control"] = PRIVATE
    return response
