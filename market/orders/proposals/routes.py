"""Proposals to the buyer of an order, and the answers, over HTTP."""

from flask import Response

from market import clock, errors
from market.accounts.access import current_person, signed_in
from market.http import Json
from market.orders import access
from market.orders.baskets import quantities_of
from market.orders.blueprint import blueprint
from market.orders.corrections.actions import require_buyer
from market.orders.proposals import actions, flows, queries
from market.orders.proposals.models import Proposal
from market.orders.proposals.schemas import AcceptanceIn, AnswerIn, ProposalIn, ProposalOut
from market.orders.schemas import orders as schemas
from market.orders.shown import order_shown


@blueprint.route("/orders/<code:number>/proposal", methods=["GET"])
@signed_in
@blueprint.response(200, ProposalOut)
def show_proposal(number: str) -> Proposal:
    """What the household last proposed to the buyer, and what became of it; 404 where it never did."""
    order, _ = access.order_for(number, current_person())
    return errors.found(queries.newest(order.id))


@blueprint.route("/orders/<code:number>/proposal", methods=["PUT"])
@signed_in
@blueprint.arguments(ProposalIn)
@blueprint.response(200, ProposalOut)
def propose(asked: Json, number: str) -> Proposal:
    """The household or its team asks the buyer for fewer packs or a later day, until the order is packed.

    Goods that are not named stay as ordered. It replaces what was asked before; the buyer has a day to answer, and
    without a yes the order stands. 409 `already-packed`, `nothing-left-to-send`, `given-back-more`, `too-many-changes`.
    """
    me, now = current_person(), clock.now()
    order, roles = access.order_for(number, me, lock=True)
    access.act_for(order, roles, me, now=now)
    wanted = quantities_of(asked.pop("fewer"))
    return actions.propose(order=order, asked=wanted, roles=roles, by_id=me.id, now=now, **asked)


@blueprint.route("/orders/<code:number>/proposal/acceptance", methods=["PUT"])
@signed_in
@blueprint.arguments(AcceptanceIn)
@blueprint.response(200, schemas.OrderOut)
def accept_proposal(asked: Json, number: str) -> Response:
    """The buyer says yes, or the household types the code that the buyer has read aloud (403 `buyers-code-needed`).

    Fewer packs cost less: what was paid too much goes back the way it came. 409 `wrong-state` where it is not open any
    more, `already-packed`, `given-back-more`.
    """
    order, roles = flows.accept(
        number=number, proposal_id=asked["id"], code=asked.get("code"), by=current_person(), now=clock.now()
    )
    return order_shown(order, roles)


@blueprint.route("/orders/<code:number>/proposal/refusal", methods=["PUT"])
@signed_in
@blueprint.arguments(AnswerIn)
@blueprint.response(200, schemas.OrderOut)
def refuse_proposal(asked: Json, number: str) -> Response:
    """The buyer says no: the order stands as it was placed. 409 `wrong-state` where it is not open any more."""
    me = current_person()
    order, roles = access.order_for(number, me, lock=True)
    require_buyer(roles)
    proposal = errors.found(queries.with_id(order.id, asked["id"]))
    actions.refuse(order=order, proposal=proposal, by_id=me.id, now=clock.now())
    return order_shown(order, roles)
