"""The household gives money back to its buyer: a part for what was spoiled, or all of it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, request

from market import clock, errors
from market.accounts.access import current_person, signed_in, visitor
from market.orders import refunding
from market.orders.models import Order
from market.orders.schemas.payment import RefundIn
from market.teams import access as teams
from market.teams import queries as households
from market.teams.actions import household_codes
from market.teams.rules import Purpose
from market.web.household import shops
from market.web.household.orders import loading
from market.web.household.orders.ask_words import REFUND
from market.web.household.orders.blueprint import ORDER, blueprint
from market.web.household.orders.words import DONE
from market.web.shell import forms


@blueprint.route(ORDER + "/refund", methods=["GET"])
@signed_in
def ask_refund(shop_id: UUID, number: str) -> Response:
    """How much goes back, and why; a team needs the household's code for this very sum."""
    order, roles = loading.order_of(shop_id, number)
    left_vnd = refunding.may_be_given_back(order)
    if not left_vnd:
        return loading.back_to(order, "already")
    told: dict[str, Any] = {
        "order": order,
        "left_vnd": left_vnd,
        "needs_code": "seller" not in roles,
        "wanted": request.args,
        "title": REFUND["title"].format(number=order.number),
    }
    shop = shops.shop_looked_after(shop_id)
    return shops.page("order_refund.html", shop=shop, part="orders", say=REFUND["say"], words=REFUND, done=DONE, **told)


@blueprint.route(ORDER + "/refund", methods=["POST"])
@signed_in
@forms.back_to(ask_refund)
def refund(shop_id: UUID, number: str) -> Response:
    """It leaves what is hers at once; the buyer is told."""
    order, _ = loading.order_of(shop_id, number)
    if not refunding.may_be_given_back(order):
        return loading.back_to(order, "already")
    made = refunding.give_back(number=number, asked=forms.read(RefundIn()), by=current_person(), now=clock.now())
    return loading.back_to(order, "asked-back" if made.state == "requested" else "given-back")


@blueprint.route(ORDER + "/refund/code", methods=["POST"])
@signed_in
@forms.back_to(ask_refund)
def ask_for_code(shop_id: UUID, number: str) -> Response:
    """Send the code for this very sum to the phone of the household."""
    order, _ = loading.order_of(shop_id, number)
    asked = forms.read(RefundIn(only=("amount_vnd", "note", "household_code")))
    typed = {"amount_vnd": asked["amount_vnd"], "note": asked["note"]}
    send_code(order, asked["amount_vnd"])
    return forms.then(f"/shop/{order.shop_id}/orders/{order.number}/refund?{urlencode(typed)}", "code-sent")


def send_code(order: Order, amount_vnd: int) -> None:
    """Of an order's money: what a team shows to give it back in the household's name."""
    me = current_person()
    household = errors.found(households.household_of(order.seller_id))
    household_codes.ask_code(
        household=teams.household_for(household.id, me),
        purpose=Purpose.REFUND,
        subject=order.number,
        amount_vnd=amount_vnd,
        by=me,
        visitor=visitor(me),
        now=clock.now(),
    )
