"""What the household asks of the buyer: fewer packs or a later day; and the yes that the buyer reads aloud."""

from typing import Any
from uuid import UUID

from flask import Response, request

from market import clock
from market.accounts.access import current_person, signed_in
from market.errors import InvalidInput
from market.orders import access, rules
from market.orders.baskets import quantities_of
from market.orders.models import Order
from market.orders.proposals import actions, flows, schemas
from market.web.household import shops
from market.web.household.orders import ask_words, loading
from market.web.household.orders.blueprint import ORDER, blueprint
from market.web.household.orders.looking import show_order
from market.web.shell import forms


@blueprint.route(ORDER + "/proposal", methods=["GET"])
@signed_in
def ask_change(shop_id: UUID, number: str) -> Response:
    """How many packs of each good can be sent, and on which later day."""
    order, _ = loading.order_of(shop_id, number)
    if order.state not in rules.BEFORE_PACKING:
        return loading.back_to(order, "already")
    shop, today = shops.shop_looked_after(shop_id), clock.local_day(clock.now())
    told = {"title": ask_words.CHANGE["title"].format(number=order.number), "say": ask_words.CHANGE["say"]}
    return shops.page(
        "order_change.html", shop=shop, part="orders", words=ask_words.CHANGE, order=order, today=today, **told
    )


@blueprint.route(ORDER + "/proposal", methods=["POST"])
@signed_in
@forms.back_to(ask_change)
def propose(shop_id: UUID, number: str) -> Response:
    """The buyer is asked for fewer packs or a later day; without a yes the order stands."""
    me, now = current_person(), clock.now()
    order, roles = loading.order_of(shop_id, number, lock=True)
    if order.state not in rules.BEFORE_PACKING:
        return loading.back_to(order, "already")
    access.act_for(order, roles, me, now=now)
    try:
        asked = forms.load(schemas.ProposalIn(), _typed(order))
        fewer = quantities_of(asked.pop("fewer"))
        actions.propose(order=order, asked=fewer, roles=roles, by_id=me.id, now=now, **asked)
    except InvalidInput as refusal:
        raise InvalidInput(errors=_beside_its_field(refusal.errors)) from None
    return loading.back_to(order, "asked")


@blueprint.route(ORDER + "/proposal/acceptance", methods=["POST"])
@signed_in
@forms.back_to(show_order)
def accept_proposal(shop_id: UUID, number: str) -> Response:
    """The buyer has read the code aloud: the order changes as was asked."""
    loading.order_of(shop_id, number)
    typed = {"id": request.form.get("id", ""), "code": "".join(request.form.get("code", "").split())}
    asked = forms.load(schemas.AcceptanceIn(), typed)
    order, _ = flows.accept(
        number=number, proposal_id=asked["id"], code=asked["code"], by=current_person(), now=clock.now()
    )
    return loading.back_to(order, "agreed")


def _typed(order: Order) -> dict[str, Any]:
    """What was typed, as the API takes it: each good by its line's number."""
    left = {line.line_no: _whole(f"left-{line.line_no}") for line in order.lines}
    lines = [(line.product_id, left[line.line_no], line.quantity) for line in order.lines]
    return {
        "fewer": [
            {"product_id": str(product_id), "quantity": ordered if typed is None else typed}
            for product_id, typed, ordered in lines
        ],
        "ship_on": request.form.get("ship_on", "").strip() or None,
        "restock": "restock" in request.form,
        "note": request.form.get("note", "").strip(),
    }


def _whole(name: str) -> int | str | None:
    """A whole number, or what was typed instead of one; None where nothing was."""
    typed = request.form.get(name, "").strip()
    return int(typed) if typed.isdecimal() and len(typed) < 10 else typed or None


def _beside_its_field(told: Any) -> Any:
    """What is wrong with a good stands beside its field of the form."""
    fewer = told.get("fewer") if isinstance(told, dict) else None
    if not isinstance(fewer, dict):
        return told
    rest = {name: said for name, said in told.items() if name != "fewer"}
    return {f"left-{place + 1}": said for place, one in fewer.items() for said in one.values()} | rest
