"""How an order is paid, and what of it goes back."""

from typing import Any

from flask import Response, current_app

from market import clock, errors
from market.accounts.access import current_person, signed_in
from market.accounts.services.access import open_to
from market.http import public
from market.orders import access
from market.orders.blueprint import blueprint
from market.orders.paying import payment_of, steps_of
from market.orders.refunding import give_back
from market.orders.schemas import payment as schemas
from market.orders.shown import way_shown
from market.payments.charges.vietqr import picture
from market.payments.methods import METHODS
from market.payments.refunds.models import Refund


@blueprint.route("/payment-methods", methods=["GET"])
@public
@blueprint.response(200, schemas.PaymentMethodList)
def list_payment_methods() -> dict[str, Any]:
    """The ways of paying, and which of them are open here."""
    config = current_app.config["MARKET"]
    return {"items": [way_shown(method, config) for method in METHODS.values()]}


@blueprint.route("/orders/<code:number>/payment", methods=["GET"])
@open_to("orders:read")
@signed_in
@blueprint.response(200, schemas.OrderPaymentOut)
def show_payment(number: str) -> dict[str, Any]:
    """How far the money of an order has come; to its buyer also what is needed to pay what is still due.

    A part that came by transfer counts as paid, and the VietQR asks for the rest. What no order takes any more (it came
    too late, was too much, or only a part when the time was over) is `returning_vnd` until it is back with the buyer.
    """
    order, roles = access.order_for(number, current_person())
    return payment_of(order, to_buyer="buyer" in roles)


@blueprint.route("/orders/<code:number>/payment/qr", methods=["GET"])
@signed_in
@blueprint.response(200, content_type="image/svg+xml")
def show_qr(number: str) -> Response:
    """The VietQR as a picture that banking apps read. Only the bank statement tells whether it was paid."""
    order, roles = access.order_for(number, current_person())
    steps = steps_of(order) if "buyer" in roles else {}
    if "qr" not in steps:
        raise errors.NotFound
    return Response(picture(steps["qr"]), mimetype="image/svg+xml", headers={"Cache-Control": "private, no-store"})


@blueprint.route("/orders/<code:number>/refunds", methods=["POST"])
@signed_in
@blueprint.arguments(schemas.RefundIn)
@blueprint.response(201, schemas.OrdersRefundOut)
def refund(asked: dict[str, Any], number: str) -> Refund:
    """Give part or all of a paid order back: its household, team or an operator. Above a set sum another agrees.

    A team needs the household's code for this order and this amount.
    """
    return give_back(number=number, asked=asked, by=current_person(), now=clock.now())
