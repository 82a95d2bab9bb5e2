"""Cash-outs of a shop, and of a buyer whose refund is paid in cash: the same verbs for both."""

from typing import Any
from uuid import UUID

from market import clock
from market.accounts import actions as accounts
from market.accounts.access import current_person, holding, signed_in, visitor
from market.accounts.rules import RoleName, subject_hash
from market.catalog.access import shop_to_act_for
from market.http import PageQuery, page
from market.payments.access import office_for, shop_to_look_into
from market.payments.blueprint import blueprint, secret
from market.payments.cash_outs import actions, queries, redemption, rules, schemas
from market.payments.cash_outs.models import CashOut
from market.payments.ledger.wallets import Wallet, wallet_of, wallet_of_shop

SHOPS, MINE = "/shops/<uuid:shop_id>/cash-outs", "/me/cash-outs"
ONE = "/<uuid:cash_out_id>"


@blueprint.route(SHOPS, methods=["POST"])
@signed_in
@blueprint.arguments(schemas.CashOutIn)
@blueprint.response(201, schemas.CashOutOut)
def ask(asked: dict[str, Any], shop_id: UUID) -> CashOut:
    """Take money out in cash: the household gets a code for any post office. Its team needs the household's own."""
    return _ask(_of_shop(shop_id), asked)


@blueprint.route(SHOPS, methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.CashOutPage)
def list_cash_outs(query: dict[str, Any], shop_id: UUID) -> dict[str, Any]:
    """The shop's cash-outs, newest first."""
    shop = shop_to_look_into(shop_id, current_person(), now=clock.now())
    return page(queries.cash_outs_of(wallet_of_shop(shop)), CashOut.id, **query)


@blueprint.route(SHOPS + ONE, methods=["GET"])
@signed_in
@blueprint.response(200, schemas.CashOutOut)
def show_cash_out(shop_id: UUID, cash_out_id: UUID) -> CashOut:
    """One cash-out of the shop."""
    shop = shop_to_look_into(shop_id, current_person(), now=clock.now())
    return queries.cash_out_of(wallet_of_shop(shop), cash_out_id)


@blueprint.route(SHOPS + ONE + "/confirmation", methods=["PUT"])
@signed_in
@blueprint.arguments(schemas.ConfirmationIn)
@blueprint.response(200, schemas.CashOutOut)
def confirm_cash_out(given: dict[str, str], shop_id: UUID, cash_out_id: UUID) -> CashOut:
    """The household has told its team the code that it got: the money is held and the code for the post office sent."""
    row = queries.cash_out_of(_of_shop(shop_id), cash_out_id)
    redemption.confirm(row=row, code=given["code"], secret=secret(), now=clock.now())
    return row


@blueprint.route(SHOPS + ONE + "/cancellation", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.CashOutOut)
def cancel(shop_id: UUID, cash_out_id: UUID) -> CashOut:
    """Let the money go back to the balance; the code is good for nothing any more."""
    return _cancel(_of_shop(shop_id), cash_out_id)


@blueprint.route(SHOPS + ONE + "/reissue", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.CashOutOut)
def reissue(shop_id: UUID, cash_out_id: UUID) -> CashOut:
    """Send the household another code, for 72 hours; the one before is good for nothing any more."""
    return _reissue(_of_shop(shop_id), cash_out_id)


@blueprint.route(MINE, methods=["POST"])
@signed_in
@blueprint.arguments(schemas.CashOutIn)
@blueprint.response(201, schemas.CashOutOut)
def ask_mine(asked: dict[str, Any]) -> CashOut:
    """Take a refund out in cash, by a code at any post office."""
    return _ask(wallet_of(current_person()), asked)


@blueprint.route(MINE, methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.CashOutPage)
def list_mine(query: dict[str, Any]) -> dict[str, Any]:
    """My own cash-outs, newest first."""
    return page(queries.cash_outs_of(wallet_of(current_person())), CashOut.id, **query)


@blueprint.route(MINE + ONE + "/cancellation", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.CashOutOut)
def cancel_mine(cash_out_id: UUID) -> CashOut:
    """Let the money go back to my balance."""
    return _cancel(wallet_of(current_person()), cash_out_id)


@blueprint.route(MINE + ONE + "/reissue", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.CashOutOut)
def reissue_mine(cash_out_id: UUID) -> CashOut:
    """Send me another code."""
    return _reissue(wallet_of(current_person()), cash_out_id)


def _of_shop(shop_id: UUID) -> Wallet:
    return wallet_of_shop(shop_to_act_for(shop_id, current_person(), now=clock.now()))


def _ask(wallet: Wallet, asked: dict[str, Any]) -> CashOut:
    now = clock.now()
    _count_code()
    accounts.count_try(limit=rules.ASKED_PER_OWNER, subject=subject_hash(secret(), str(wallet.owner_id)), now=now)
    return actions.ask_cash_out(wallet=wallet, by=current_person(), now=now, **asked)


def _count_code() -> None:
    accounts.count_code(phone=None, visitor=visitor(current_person()), now=clock.now())


def _cancel(wallet: Wallet, cash_out_id: UUID) -> CashOut:
    row = queries.cash_out_of(wallet, cash_out_id, lock=True)
    actions.cancel_cash_out(row=row, now=clock.now())
    return row


def _reissue(wallet: Wallet, cash_out_id: UUID) -> CashOut:
    _count_code()
    row = queries.cash_out_of(wallet, cash_out_id, lock=True)
    actions.reissue_code(row=row, now=clock.now())
    return row


@blueprint.route("/post-offices/<code:office_code>/cash-outs/redemptions", methods=["POST"])
@holding(RoleName.CLERK)
@blueprint.arguments(schemas.RedemptionIn)
@blueprint.response(201, schemas.RedemptionOut)
def redeem(asked: dict[str, Any], office_code: str) -> CashOut:
    """Pay whoever brings this code, out of this post office's till. Write down the last digits of the identity card."""
    me = current_person()
    office = office_for(office_code, me)
    return redemption.redeem(office=office, by=me, secret=secret(), now=clock.now(), **asked)
