"""Quotes, checkout, and the life of an order."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, current_app, request

from market import clock, errors, idempotency
from market.accounts.access import caller, current_person, holding, signed_in
from market.accounts.operators import concerning
from market.accounts.rules import RoleName
from market.accounts.services.access import open_to
from market.http import public
from market.orders import access, baskets, flows, queries
from market.orders.actions import holds, transitions
from market.orders.blueprint import blueprint
from market.orders.collection import handing_over, slips
from market.orders.paying import checkout_shown
from market.orders.schemas import orders as schemas
from market.orders.schemas import quotes
from market.orders.shown import order_shown, quote_shown
from market.payments.cash.rules import COD
from market.payments.methods import require_open
from market.places.queries import require_place


@blueprint.route("/quotes", methods=["POST"])
@public
@blueprint.arguments(quotes.QuoteIn)
@blueprint.response(200, quotes.QuoteOut)
def quote(asked: dict[str, Any]) -> dict[str, Any]:
    """What a basket costs with shipping, one parcel a shop, by each way of paying. Nothing is reserved.

    Who is signed in is told here already that a shop is their own, or one they act for (409 own-shop).
    """
    config, method = current_app.config["MARKET"], asked["payment_method"]
    require_open(method, config)
    to_commune = _known(asked.get("deliver_to", {}).get("commune_code"))
    basket = queries.quote(
        wanted=baskets.quantities_of(asked["items"]),
        to_commune=to_commune,
        cod=method == COD,
        service=asked["service"],
        collect_at=asked.get("collect_at", ()),
        buyer=caller(),
        now=clock.now(),
    )
    return quote_shown(basket, to_commune=to_commune, payment_method=method, config=config)


@blueprint.route("/checkouts", methods=["POST"])
@signed_in
@blueprint.arguments(schemas.CheckoutIn)
@blueprint.response(201, schemas.CheckoutOut)
def check_out(asked: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Buy a basket: one order a shop, all or nothing. Needs an Idempotency-Key.

    Not from one's own shop, nor from one for which one acts at this moment (409 own-shop).
    """
    if "Idempotency-Key" not in request.headers:
        raise idempotency.IdempotencyKeyMissing
    config = current_app.config["MARKET"]
    checkout = flows.buy(by=current_person(), asked=asked, config=config, now=clock.now())
    return checkout_shown(checkout), {"Location": f"/api/v1/checkouts/{checkout.id}"}


@blueprint.route("/checkouts/<uuid:checkout_id>", methods=["GET"])
@signed_in
@blueprint.response(200, schemas.CheckoutOut)
def show_checkout(checkout_id: UUID) -> dict[str, Any]:
    """My purchase as it is now, with what is still needed to pay it: also for a client whose answer was lost."""
    return checkout_shown(errors.found(queries.checkout_of(current_person(), checkout_id)))


@blueprint.route("/orders/<code:number>", methods=["GET"])
@open_to("orders:read")
@signed_in
@blueprint.response(200, schemas.OrderOut)
def show_order(number: str) -> Response:
    """One order, to those who have part in it. Officers see no name, phone or address."""
    order, roles = access.order_for(number, current_person())
    return order_shown(order, roles)


@blueprint.route("/orders/<code:number>/acceptance", methods=["PUT"])
@open_to("orders:write")
@signed_in
@blueprint.response(200, schemas.OrderOut)
def accept(number: str) -> Response:
    """The household takes the order on."""
    return _moved(number, transitions.accept)


@blueprint.route("/orders/<code:number>/packing", methods=["PUT"])
@open_to("orders:write")
@signed_in
@blueprint.arguments(schemas.PackIn)
@blueprint.response(200, schemas.OrderOut)
def pack(told: dict[str, Any], number: str) -> Response:
    """The parcel is packed; its tracking number is allotted and the carrier booked. For fresh goods: when harvested."""
    return _moved(number, transitions.pack, harvested_on=told["harvested_on"])


@blueprint.route("/orders/<code:number>/label", methods=["GET"])
@open_to("orders:contact")
@signed_in
@blueprint.arguments(schemas.OrderLabelQuery, location="query")
@blueprint.response(200, content_type="application/pdf")
@blueprint.response(200, content_type="text/html")
def print_label(query: dict[str, Any], number: str) -> Response:
    """The label of the order's parcel, or the slip of what is fetched, for the household or its team to print."""
    order, roles = access.order_for(number, current_person())
    return slips.label_answer(order, roles, form=query["format"])


@blueprint.route("/orders/<code:number>/receipt", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.OrderOut)
def receive(number: str) -> Response:
    """The buyer has the goods and is content: the order is completed.

    Of what was paid before and is fetched, this is also the word that it was handed over.
    """
    return _moved(number, handing_over.receive)


@blueprint.route("/orders/<code:number>/cancellation", methods=["PUT"])
@open_to("orders:write")
@signed_in
@blueprint.arguments(schemas.ReasonIn)
@blueprint.response(200, schemas.OrderOut)
def cancel(asked: dict[str, Any], number: str) -> Response:
    """Call the order off: the buyer before packing, household and operator before hand-over, with a reason."""
    return _moved(number, transitions.cancel, with_parcel=True, reason=asked["reason"])


@blueprint.route("/orders/<code:number>/release", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, schemas.OrderOut)
def release(number: str) -> Response:
    """Let one order of a suspended shop or good be fulfilled; both sides are told. Calling it off is a cancellation."""
    order, roles = access.order_for(number, current_person(), lock=True)
    concerning(order.seller_id)
    holds.release(order=order, now=clock.now())
    return order_shown(order, roles)


@blueprint.route("/orders/<code:number>/return-receipt", methods=["PUT"])
@open_to("orders:write")
@signed_in
@blueprint.arguments(schemas.ReturnIn)
@blueprint.response(200, schemas.OrderOut)
def receive_return(asked: dict[str, Any], number: str) -> Response:
    """The household has a returned parcel back and says whether the goods can be sold again."""
    me, now = current_person(), clock.now()
    order, roles = access.order_for(number, me, lock=True)
    access.act_for(order, roles, me, now=now)
    transitions.receive_return(order=order, restock=asked["restock"], now=now)
    return order_shown(order, roles)


def _known(commune_code: str | None) -> str | None:
    return require_place(commune_code, field="deliver_to.commune_code") if commune_code else None


def _moved(number: str, action: Callable[..., None], *, with_parcel: bool = False, **words: Any) -> Response:
    """Load and lock, act in the roles the caller has, answer with the order."""
    person = current_person()
    order, roles = access.order_for(number, person, lock=True, with_parcel=with_parcel)
    action(order=order, roles=roles, by_id=person.id, now=clock.now(), **words)
    return order_shown(order, roles)
