"""Orders that wait at a post office's counter: its clerks see them, and give them out against the code."""

from typing import Any

from flask import Response, jsonify
from sqlalchemy import Select, select

from market import clock, errors, ids
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.http import Json, PageQuery, page
from market.orders import queries
from market.orders.blueprint import blueprint
from market.orders.collection import flows, handing_over, schemas
from market.orders.models import Order
from market.orders.rules import COLLECT_WITHIN, OrderState
from market.payments.access import office_for
from market.payments.cash.rules import COD

COLLECTIONS = "/post-offices/<code:post_office_code>/collections"


@blueprint.route(COLLECTIONS, methods=["GET"])
@holding(RoleName.CLERK, RoleName.OPERATOR)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.WaitingPage)
def list_collections(query: Json, post_office_code: str) -> Response:
    """What households have brought to this post office for buyers who come for it, newest first."""
    office = office_for(post_office_code, current_person(), may_look=True)
    found = page(_waiting_at(office), Order.id, **query)
    shown = schemas.WaitingOut().dump([_shown(order) for order in found["items"]], many=True)
    return jsonify(items=shown, next=found["next"])


@blueprint.route(COLLECTIONS + "/<code:number>", methods=["PUT"])
@holding(RoleName.CLERK)
@blueprint.arguments(schemas.HandOverAtCounter)
@blueprint.response(200, schemas.WaitingOut)
def give_out(given: Json, post_office_code: str, number: str) -> dict[str, Any]:
    """Give an order out to whoever tells its code; cash that is due goes into the till."""
    me, now = current_person(), clock.now()
    office = office_for(post_office_code, me)
    flows.require_code(order=_order_at(office, number), code=given["code"], now=now)
    order = errors.found(queries.locked(number))
    cash_vnd = given.get("cash_collected_vnd")
    handing_over.hand_over_at_counter(order=order, office=office, cash_vnd=cash_vnd, by_id=me.id, now=now)
    return _shown(order)


def _waiting_at(office: str) -> Select[Any]:
    return select(Order).where(Order.collect_office == office, Order.state == OrderState.PACKED)


def _order_at(office: str, number: str) -> Order:
    """Raises NotFound for one that is not fetched here."""
    order = queries.with_number(number) if ids.is_order_number(number) else None
    return errors.found(order if order is not None and order.collect_office == office else None)


def _shown(order: Order) -> dict[str, Any]:
    """What a clerk needs to find it on the shelf and to take the cash; neither phone nor where anybody lives."""
    is_due = order.payment_method == COD and order.state == OrderState.PACKED
    return {
        "number": order.number,
        "state": order.state,
        "shop_name": order.shop_name,
        "recipient_name": order.recipient_name,
        "goods": order.goods,
        "due_vnd": order.total_vnd if is_due else 0,
        "collect_by": order.waits_since + COLLECT_WITHIN if order.state == OrderState.PACKED else None,
    }
