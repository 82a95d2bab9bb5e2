"""What moves an order on: it is accepted, packed, called off, handed over, and its goods come back."""

from uuid import UUID

from flask import Response, request

from market import clock
from market.accounts.access import current_person, signed_in
from market.errors import InvalidInput
from market.orders import access, rules
from market.orders.actions import transitions
from market.orders.collection import flows, schemas
from market.orders.rules import OrderState
from market.orders.schemas import orders
from market.payments.methods import METHODS
from market.web.household import shops
from market.web.household.orders import ask_words, loading
from market.web.household.orders.blueprint import ORDER, blueprint
from market.web.household.orders.looking import show_order
from market.web.shell import forms

_LONGEST = 500


@blueprint.route(ORDER + "/acceptance", methods=["POST"])
@signed_in
@forms.back_to(show_order)
def accept(shop_id: UUID, number: str) -> Response:
    """The household takes the order on, by one tap."""
    order, roles = loading.order_of(shop_id, number, lock=True)
    if order.state != OrderState.PLACED:
        return loading.back_to(order, "already")
    transitions.accept(order=order, roles=roles, by_id=current_person().id, now=clock.now())
    return loading.back_to(order, "accepted")


@blueprint.route(ORDER + "/packing", methods=["POST"])
@signed_in
@forms.back_to(show_order)
def pack(shop_id: UUID, number: str) -> Response:
    """The goods are packed, and for fresh ones: picked when."""
    order, roles = loading.order_of(shop_id, number, lock=True)
    if order.state != OrderState.ACCEPTED:
        return loading.back_to(order, "already")
    told = forms.read(orders.PackIn())
    transitions.pack(order=order, roles=roles, by_id=current_person().id, now=clock.now(), **told)
    return loading.back_to(order, "packed")


@blueprint.route(ORDER + "/cancellation", methods=["GET"])
@signed_in
def ask_reason(shop_id: UUID, number: str) -> Response:
    """Why the order cannot be sold: a reason from a list, or in own words."""
    order, _ = loading.order_of(shop_id, number)
    if order.state not in rules.UNSENT:
        return loading.back_to(order, "already")
    told = {
        "title": ask_words.REFUSE["title"].format(number=order.number),
        "say": ask_words.REFUSE["say"],
        "order": order,
        "reasons": ask_words.REASONS,
        "is_paid": METHODS[order.payment_method].is_prepaid,
    }
    shop = shops.shop_looked_after(shop_id)
    return shops.page("order_refusal.html", shop=shop, part="orders", words=ask_words.REFUSE, **told)


@blueprint.route(ORDER + "/cancellation", methods=["POST"])
@signed_in
@forms.back_to(ask_reason)
def cancel(shop_id: UUID, number: str) -> Response:
    """The household cannot sell it: the buyer is told why, stock and money go back."""
    order, roles = loading.order_of(shop_id, number, lock=True, with_parcel=True)
    if order.state not in rules.UNSENT:
        return loading.back_to(order, "already")
    transitions.cancel(order=order, roles=roles, by_id=current_person().id, reason=_reason(), now=clock.now())
    return loading.back_to(order, "cancelled")


@blueprint.route(ORDER + "/collection", methods=["POST"])
@signed_in
@forms.back_to(show_order)
def hand_over(shop_id: UUID, number: str) -> Response:
    """The buyer has come and told the code; cash that was due is the household's."""
    order, _ = loading.order_of(shop_id, number)
    if order.state != OrderState.PACKED:
        return loading.back_to(order, "already")
    typed = "".join(request.form.get("code", "").split())
    code = forms.load(schemas.HandOverByCode(), {"code": typed})["code"]
    order, _ = flows.hand_over(number=number, code=code, by=current_person(), now=clock.now())
    return loading.back_to(order, "handed-over")


@blueprint.route(ORDER + "/return-receipt", methods=["POST"])
@signed_in
@forms.back_to(show_order)
def receive_return(shop_id: UUID, number: str) -> Response:
    """The household has the parcel back, and says whether its goods can be sold again."""
    me, now = current_person(), clock.now()
    order, roles = loading.order_of(shop_id, number, lock=True)
    if order.state != OrderState.RETURNED or order.return_received_at is not None:
        return loading.back_to(order, "already")
    restock = forms.read(orders.ReturnIn())["restock"]
    access.act_for(order, roles, me, now=now)
    transitions.receive_return(order=order, restock=restock, now=now)
    return loading.back_to(order, "back")


def _reason() -> str:
    """A reason of the list, own words, or both. Raises InvalidInput for neither."""
    own = forms.load(orders.ReasonIn(), {"reason": request.form.get("reason", "").strip()})["reason"]
    chosen = ask_words.REASONS.get(request.form.get("why", ""))
    if chosen is None:
        if not own:
            raise InvalidInput(errors={"why": [ask_words.NO_REASON]})
        return str(own)
    return f"{chosen}: {own}"[:_LONGEST] if own else chosen
