"""Bank payouts: asked for by households and buyers, sent by an operator as a transfer file."""

from typing import Any
from uuid import UUID

from market import clock, errors
from market.accounts.access import current_person, holding, signed_in
from market.accounts.rules import RoleName
from market.accounts.sessions import Secured
from market.catalog.access import shop_to_act_for
from market.http import PageQuery, page
from market.payments.access import shop_to_look_into
from market.payments.blueprint import blueprint, secret, secure_mine
from market.payments.ledger.wallets import Wallet, wallet_of, wallet_of_shop
from market.payments.payouts import actions, queries, rules, schemas
from market.payments.payouts.models import Payout

SHOPS, MINE = "/shops/<uuid:shop_id>/payouts", "/me/payouts"


@blueprint.route("/me/payout-account", methods=["PUT"])
@signed_in
@blueprint.arguments(schemas.PayoutAccountIn)
@blueprint.response(200, schemas.PayoutAccountOut)
def file_account(given: dict[str, str]) -> dict[str, Any]:
    """The bank account to which my money may be sent, with a fresh code. Kept sealed."""
    me = current_person()
    secure_mine(me, Secured.PAYOUT_ACCOUNT, given.pop("code", None))
    actions.file_account(person=me, account=rules.BankAccount(**given), secret=secret(), now=clock.now())
    return _account(me.id)


@blueprint.route("/me/payout-account", methods=["GET"])
@signed_in
@blueprint.response(200, schemas.PayoutAccountOut)
def show_account() -> dict[str, Any]:
    """The bank account that I filed; only the last digits."""
    return _account(current_person().id)


@blueprint.route(SHOPS, methods=["POST"])
@signed_in
@blueprint.arguments(schemas.PayoutIn)
@blueprint.response(201, schemas.PayoutOut)
def ask(asked: dict[str, Any], shop_id: UUID) -> Payout:
    """Have money of the shop sent to the household's bank account. Only the household itself asks."""
    return actions.ask_payout(wallet=_of_shop(shop_id), by=current_person(), now=clock.now(), **asked)


@blueprint.route(SHOPS, methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.PayoutPage)
def list_of_shop(query: dict[str, Any], shop_id: UUID) -> dict[str, Any]:
    """The shop's payouts, newest first."""
    shop = shop_to_look_into(shop_id, current_person(), now=clock.now())
    return page(queries.payouts_of(wallet_of_shop(shop)), Payout.id, **query)


@blueprint.route(SHOPS + "/<uuid:payout_id>/cancellation", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.PayoutOut)
def cancel(shop_id: UUID, payout_id: UUID) -> Payout:
    """Let the money go back to the balance, as long as it has not been sent."""
    return _cancelled(_of_shop(shop_id), payout_id)


@blueprint.route(MINE, methods=["POST"])
@signed_in
@blueprint.arguments(schemas.PayoutIn)
@blueprint.response(201, schemas.PayoutOut)
def ask_mine(asked: dict[str, Any]) -> Payout:
    """Have a refund of mine sent to my bank account."""
    me = current_person()
    return actions.ask_payout(wallet=wallet_of(me), by=me, now=clock.now(), **asked)


@blueprint.route(MINE, methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.PayoutPage)
def list_mine(query: dict[str, Any]) -> dict[str, Any]:
    """My own payouts, newest first."""
    return page(queries.payouts_of(wallet_of(current_person())), Payout.id, **query)


@blueprint.route(MINE + "/<uuid:payout_id>/cancellation", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.PayoutOut)
def cancel_mine(payout_id: UUID) -> Payout:
    """Let the money go back to my balance, as long as it has not been sent."""
    return _cancelled(wallet_of(current_person()), payout_id)


@blueprint.route("/payouts", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.PayoutQuery, location="query")
@blueprint.response(200, schemas.PayoutPage)
def list_payouts(query: dict[str, Any]) -> dict[str, Any]:
    """Payouts by state: `asked` wait for a file, `sent` for the bank's answer."""
    return page(queries.payouts_in(query.pop("state", None)), Payout.id, **query)


@blueprint.route("/payouts/<uuid:payout_id>/outcome", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.OutcomeIn)
@blueprint.response(200, schemas.PayoutOut)
def end(asked: dict[str, str], payout_id: UUID) -> Payout:
    """What the bank said: paid, or failed and the money goes back to the balance."""
    row = queries.locked_payout(payout_id)
    paid = asked["outcome"] == "paid"
    actions.end_payout(row=row, paid=paid, note=asked["note"], by=current_person(), now=clock.now())
    return row


def _of_shop(shop_id: UUID) -> Wallet:
    return wallet_of_shop(shop_to_act_for(shop_id, current_person(), now=clock.now()))


def _cancelled(wallet: Wallet, payout_id: UUID) -> Payout:
    row = queries.locked_payout(payout_id, wallet)
    actions.cancel_payout(row=row, now=clock.now())
    return row


def _account(person_id: UUID) -> dict[str, Any]:
    row = queries.payout_account(person_id)
    if row is None:
        raise errors.NotFound
    account = queries.opened_account(row.sealed, secret=secret())
    shown = {"bank_bin": account.bank_bin, "number_tail": account.number[-4:], "holder": account.holder}
    return shown | {"filed_at": row.filed_at}
