"""How a checkout is paid by card, on the gateway's own page, and how to pay it another way."""

from uuid import UUID

from flask import Response

from market import clock
from market.accounts.access import current_person, signed_in
from market.orders.actions import transitions
from market.orders.models import Checkout
from market.orders.rules import OrderState
from market.payments.charges import flows
from market.payments.charges.models import Charge
from market.payments.charges.queries import latest_charge
from market.payments.charges.rules import CARD, UNPAID
from market.web.orders import loading
from market.web.orders.again import put_in_basket
from market.web.orders.blueprint import CHECKOUT, blueprint
from market.web.orders.checkouts import checkout_of, show_checkout
from market.web.orders.move_words import REASONS
from market.web.shell import forms


@blueprint.route(CHECKOUT + "/card", methods=["POST"])
@signed_in
@forms.back_to(show_checkout)
def open_card_page(checkout_id: UUID) -> Response:
    """Have the gateway ask for the card on its page; the address comes back with the checkout."""
    checkout = checkout_of(checkout_id)
    charge = _card_charge(checkout)
    if charge is None:
        return _back(checkout_id, "past")
    flows.turn_to_page(charge.id, now=clock.now())
    return _back(checkout_id, "card")


@blueprint.route(CHECKOUT + "/card/look", methods=["POST"])
@signed_in
@forms.back_to(show_checkout)
def ask_gateway(checkout_id: UUID) -> Response:
    """Ask the gateway how it stands, should its word have been lost."""
    charge = _card_charge(checkout_of(checkout_id))
    if charge is None:
        return _back(checkout_id, "past")
    flows.ask(charge.id, now=clock.now())
    return _back(checkout_id, "asked")


@blueprint.route(CHECKOUT + "/otherwise", methods=["POST"])
@signed_in
@forms.back_to(show_checkout)
def pay_otherwise(checkout_id: UUID) -> Response:
    """Call off what waits for its money, and put its goods back into the basket: there another way is chosen."""
    waiting = [one.number for one in checkout_of(checkout_id).orders if one.state == OrderState.AWAITING_PAYMENT]
    if not waiting:
        return _back(checkout_id, "past")
    me, wanted, ended = current_person(), dict[UUID, int](), []
    for number in sorted(waiting):
        order = loading.order_of(number, lock=True, with_parcel=True)
        reason = str(REASONS["pay-otherwise"])
        transitions.cancel(order=order, roles=loading.BUYER, by_id=me.id, reason=reason, now=clock.now())
        wanted |= {line.product_id: line.quantity for line in order.lines}
        ended.append(order)
    return put_in_basket(forms.then("/basket", "again"), wanted, fetched=ended)


def _card_charge(checkout: Checkout) -> Charge | None:
    """What a card may still pay of it."""
    charge = latest_charge(str(checkout.id))
    return charge if charge is not None and charge.method == CARD and charge.state in UNPAID else None


def _back(checkout_id: UUID, done: str) -> Response:
    return forms.then(f"/checkouts/{checkout_id}", done)
