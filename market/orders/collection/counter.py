"""Orders that wait at a post office's counter: its clerks see them, and give them out against the code."""

from flask import Response, jsonify

from market import clock, errors
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.http import Json, PageQuery, page
from market.orders import queries
from market.orders.blueprint import blueprint
from market.orders.collection import flows, handing_over, schemas, waiting
from market.orders.models import Order
from market.payments.access import office_for

COLLECTIONS = "/post-offices/<code:post_office_code>/collections"


@blueprint.route(COLLECTIONS, methods=["GET"])
@holding(RoleName.CLERK, RoleName.OPERATOR)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.WaitingPage)
def list_collections(query: Json, post_office_code: str) -> Response:
    """What households have brought to this post office for buyers who come for it, newest first."""
    office = office_for(post_office_code, current_person(), may_look=True)
    found = page(waiting.waiting_at(office), Order.id, **query)
    shown = schemas.WaitingOut().dump([waiting.shown(order) for order in found["items"]], many=True)
    return jsonify(items=shown, next=found["next"])


@blueprint.route(COLLECTIONS + "/<code:number>", methods=["PUT"])
@holding(RoleName.CLERK)
@blueprint.arguments(schemas.HandOverAtCounter)
@blueprint.response(200, schemas.WaitingOut)
def give_out(given: Json, post_office_code: str, number: str) -> Json:
    """Give an order out to whoever tells its code; cash that is due goes into the till."""
    me, now = current_person(), clock.now()
    office = office_for(post_office_code, me)
    flows.require_code(order=waiting.order_at(office, number), code=given["code"], now=now)
    order = errors.found(queries.locked(number))
    cash_vnd = given.get("cash_collected_vnd")
    handing_over.hand_over_at_counter(order=order, office=office, cash_vnd=cash_vnd, by_id=me.id, now=now)
    return waiting.shown(order)
