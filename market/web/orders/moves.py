"""What a buyer does with an order: calls it off, answers its household, says that it has come."""

from typing import Any

from flask import Response, request

from market import clock, errors
from market.accounts.access import current_person, signed_in
from market.orders.actions import transitions
from market.orders.collection import handing_over
from market.orders.models import Order
from market.orders.proposals import actions, flows, queries
from market.orders.proposals.models import Proposal
from market.orders.proposals.schemas import AnswerIn
from market.orders.schemas.orders import ReasonIn
from market.orders.substitutions import actions as substitutions
from market.payments.methods import METHODS
from market.web.orders import loading, move_words, shown
from market.web.orders.blueprint import ORDER, blueprint
from market.web.orders.looking import show_bought
from market.web.shell import forms
from market.web.store.page import page

_LONGEST = 500
_TO_RECEIVE = ("ready", "delivered")


@blueprint.route(ORDER + "/cancellation", methods=["GET"])
@signed_in
def ask_why(number: str) -> Response:
    """Why it is called off: one of some reasons, own words, or none; and what becomes of the money."""
    order = loading.order_of(number)
    if not shown.may_cancel(order):
        return loading.back_to(order, "already")
    told: dict[str, Any] = {
        "title": move_words.CANCEL["title"].format(number=order.number),
        "order": order,
        "reasons": move_words.REASONS,
        "is_paid": METHODS[order.payment_method].is_prepaid and order.payment_status != "awaiting",
    }
    words = move_words.CANCEL
    return page("bought_cancellation.html", say=words["say"], words=words, public=False, **told)


@blueprint.route(ORDER + "/cancellation", methods=["POST"])
@signed_in
@forms.back_to(ask_why)
def call_off(number: str) -> Response:
    """I do not want it any more: the household is told why, and what I paid comes back."""
    order = loading.order_of(number, lock=True, with_parcel=True)
    if not shown.may_cancel(order):
        return loading.back_to(order, "already")
    by = current_person().id
    transitions.cancel(order=order, roles=loading.BUYER, by_id=by, reason=_reason(), now=clock.now())
    return loading.back_to(order, "cancelled")


def _reason() -> str:
    """A reason of the list, own words, both, or none: nobody needs to say."""
    own = forms.load(ReasonIn(), {"reason": request.form.get("reason", "").strip()})["reason"]
    chosen = move_words.REASONS.get(request.form.get("why", ""))
    return ": ".join(filter(None, (chosen and str(chosen), own)))[:_LONGEST]


@blueprint.route(ORDER + "/receipt", methods=["POST"])
@signed_in
@forms.back_to(show_bought)
def say_received(number: str) -> Response:
    """I have it, and all is well: the order is finished."""
    order = loading.order_of(number, lock=True)
    if shown.stage(order) not in _TO_RECEIVE:
        return loading.back_to(order, "already")
    handing_over.receive(order=order, roles=loading.BUYER, by_id=current_person().id, now=clock.now())
    return loading.back_to(order, "received")


@blueprint.route(ORDER + "/proposal/acceptance", methods=["POST"])
@signed_in
@forms.back_to(show_bought)
def agree(number: str) -> Response:
    """I agree to what the household asks: the order changes at once, and its money as well."""
    order, proposal = _asked(number)
    if not _is_open(proposal):
        return loading.back_to(order, "already")
    flows.accept(number=number, proposal_id=proposal.id, code=None, by=current_person(), now=clock.now())
    return loading.back_to(order, "agreed")


@blueprint.route(ORDER + "/proposal/refusal", methods=["POST"])
@signed_in
@forms.back_to(show_bought)
def decline(number: str) -> Response:
    """I do not: the order stands as it was placed."""
    order, proposal = _asked(number)
    if not _is_open(proposal):
        return loading.back_to(order, "already")
    actions.refuse(order=order, proposal=proposal, by_id=current_person().id, now=clock.now())
    return loading.back_to(order, "declined")


@blueprint.route(ORDER + "/substitution/acceptance", methods=["POST"])
@signed_in
@forms.back_to(show_bought)
def take_other(number: str) -> Response:
    """I take another household's goods for those that are not there."""
    order = loading.order_of(number, lock=True)
    substitutions.take(order=order, by_id=order.buyer_id, now=clock.now())
    return loading.back_to(order, "other_taken")


@blueprint.route(ORDER + "/substitution/refusal", methods=["POST"])
@signed_in
@forms.back_to(show_bought)
def take_money(number: str) -> Response:
    """I want my money for what is not there."""
    order = loading.order_of(number, lock=True, with_parcel=True)
    substitutions.decline(order=order, by_id=order.buyer_id, now=clock.now())
    return loading.back_to(order, "cancelled")


def _asked(number: str) -> tuple[Order, Proposal]:
    """My order, held, and what I was asked, by its id on the page. Raises NotFound, InvalidInput."""
    order = loading.order_of(number, lock=True)
    return order, errors.found(queries.with_id(order.id, forms.read(AnswerIn())["id"]))


def _is_open(proposal: Proposal) -> bool:
    return proposal.state == "open" and proposal.expires_at > clock.now()
