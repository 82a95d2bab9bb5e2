"""Cash-outs of a shop, and of a buyer whose refund is paid in cash: the same verbs for both."""

from uuid import UUID

from flask import request

from market import clock
from market.accounts.access import current_person, holding, signed_in, visitor
from market.accounts.rules import RoleName
from market.http import Json, PageQuery, page
from market.payments.access import office_for
from market.payments.blueprint import blueprint, secret
from market.payments.cash_outs import actions, asking, queries, redemption, schemas
from market.payments.cash_outs.models import CashOut
from market.payments.ledger.models import LedgerEntry
from market.payments.ledger.wallets import wallet_to_move, wallet_to_see

SHOPS, MINE = "/shops/<uuid:shop_id>/cash-outs", "/me/cash-outs"
ONE = "/<uuid:cash_out_id>"


@blueprint.route(MINE, methods=["POST"], endpoint="ask_mine")
@blueprint.route(SHOPS, methods=["POST"])
@signed_in
@blueprint.arguments(schemas.CashOutIn)
@blueprint.response(201, schemas.CashOutOut)
def ask(asked: Json, shop_id: UUID | None = None) -> tuple[CashOut, dict[str, str]]:
    """Take money out in cash, by a code for any post office. A team needs the household's own code too."""
    now = clock.now()
    me = current_person()
    wallet = wallet_to_move(shop_id, me, now=now)
    made = asking.ask(wallet=wallet, by=me, visitor=visitor(me), now=now, **asked)
    return made, {"Location": f"{request.path}/{made.id}"}


@blueprint.route(MINE, methods=["GET"], endpoint="list_mine")
@blueprint.route(SHOPS, methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.CashOutPage)
def list_cash_outs(query: Json, shop_id: UUID | None = None) -> Json:
    """The shop's cash-outs, or my own, newest first."""
    wallet = wallet_to_see(shop_id, current_person(), now=clock.now())
    return page(queries.cash_outs_of(wallet), CashOut.id, **query)


@blueprint.route(MINE + ONE, methods=["GET"], endpoint="show_mine")
@blueprint.route(SHOPS + ONE, methods=["GET"])
@signed_in
@blueprint.response(200, schemas.CashOutOut)
def show_cash_out(cash_out_id: UUID, shop_id: UUID | None = None) -> CashOut:
    """One cash-out of the shop, or of my own."""
    return queries.cash_out_of(wallet_to_see(shop_id, current_person(), now=clock.now()), cash_out_id)


@blueprint.route(SHOPS + ONE + "/confirmation", methods=["PUT"])
@signed_in
@blueprint.arguments(schemas.ConfirmationIn)
@blueprint.response(200, schemas.CashOutOut)
def confirm_cash_out(given: dict[str, str], shop_id: UUID, cash_out_id: UUID) -> CashOut:
    """The household has told its team the code that it got: the money is held and the code for the post office sent."""
    row = queries.cash_out_of(wallet_to_move(shop_id, current_person(), now=clock.now()), cash_out_id)
    redemption.confirm(row=row, code=given["code"], secret=secret(), now=clock.now())
    return row


@blueprint.route(MINE + ONE + "/cancellation", methods=["PUT"], endpoint="cancel_mine")
@blueprint.route(SHOPS + ONE + "/cancellation", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.CashOutOut)
def cancel(cash_out_id: UUID, shop_id: UUID | None = None) -> CashOut:
    """Let the money go back to the balance; the code is good for nothing any more."""
    row = _locked(shop_id, cash_out_id)
    actions.cancel_cash_out(row=row, now=clock.now())
    return row


@blueprint.route(MINE + ONE + "/reissue", methods=["PUT"], endpoint="reissue_mine")
@blueprint.route(SHOPS + ONE + "/reissue", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.CashOutOut)
def reissue(cash_out_id: UUID, shop_id: UUID | None = None) -> CashOut:
    """Send the owner another code, for 72 hours; the one before is good for nothing any more."""
    row = _locked(shop_id, cash_out_id)
    asking.reissue(row=row, visitor=visitor(current_person()), now=clock.now())
    return row


def _locked(shop_id: UUID | None, cash_out_id: UUID) -> CashOut:
    return queries.cash_out_of(wallet_to_move(shop_id, current_person(), now=clock.now()), cash_out_id, lock=True)


@blueprint.route("/post-offices/<code:post_office_code>/till/payouts", methods=["GET"])
@holding(RoleName.CLERK, RoleName.OPERATOR)
@blueprint.arguments(schemas.PaidOutQuery, location="query")
@blueprint.response(200, schemas.PaidOutPage)
def list_till_payouts(query: Json, post_office_code: str) -> Json:
    """What this post office has handed over for cash-outs, one by one, newest first; with `day` of that day only."""
    office = office_for(post_office_code, current_person(), may_look=True)
    found = page(queries.payouts_of(office, query.pop("day", None)), LedgerEntry.id, rows=True, **query)
    return found | {"items": queries.payouts_shown(found["items"])}


@blueprint.route("/post-offices/<code:post_office_code>/cash-outs/redemptions", methods=["POST"])
@holding(RoleName.CLERK)
@blueprint.arguments(schemas.RedemptionIn)
@blueprint.response(201, schemas.RedemptionOut)
def redeem(asked: Json, post_office_code: str) -> CashOut:
    """Pay whoever brings this code, out of this post office's till. Write down the last digits of the identity card."""
    me = current_person()
    office = office_for(post_office_code, me)
    return redemption.redeem(office=office, by=me, secret=secret(), now=clock.now(), **asked)
