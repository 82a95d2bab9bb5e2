"""Bank payouts: asked for by households and buyers, sent by an operator as a transfer file."""

from uuid import UUID

from market import clock, errors
from market.accounts.access import current_person, holding, signed_in
from market.accounts.rules import RoleName
from market.accounts.sessions import Secured
from market.http import Json, PageQuery, page
from market.payments.blueprint import blueprint, secret, secure_mine
from market.payments.ledger.wallets import wallet_to_move, wallet_to_see
from market.payments.payouts import actions, queries, rules, schemas
from market.payments.payouts.models import Payout

SHOPS, MINE = "/shops/<uuid:shop_id>/payouts", "/me/payouts"
ONE = "/<uuid:payout_id>"


@blueprint.route("/me/payout-account", methods=["PUT"])
@signed_in
@blueprint.arguments(schemas.PayoutAccountIn)
@blueprint.response(200, schemas.PayoutAccountOut)
def file_account(given: dict[str, str]) -> Json:
    """The bank account to which my money may be sent, with a fresh code. Kept sealed."""
    me = current_person()
    secure_mine(me, Secured.PAYOUT_ACCOUNT, given.pop("code", None))
    actions.file_account(person=me, account=rules.BankAccount(**given), secret=secret(), now=clock.now())
    return _account(me.id)


@blueprint.route("/me/payout-account", methods=["GET"])
@signed_in
@blueprint.response(200, schemas.PayoutAccountOut)
def show_account() -> Json:
    """The bank account that I filed; only the last digits."""
    return _account(current_person().id)


@blueprint.route(MINE, methods=["POST"], endpoint="ask_mine_payout")
@blueprint.route(SHOPS, methods=["POST"])
@signed_in
@blueprint.arguments(schemas.PayoutIn)
@blueprint.response(201, schemas.PayoutOut)
def ask(asked: Json, shop_id: UUID | None = None) -> Payout:
    """Have money of the shop, or a refund of mine, sent to the owner's bank account. Only the owner asks."""
    wallet = wallet_to_move(shop_id, current_person(), now=clock.now())
    return actions.ask_payout(wallet=wallet, by=current_person(), now=clock.now(), **asked)


@blueprint.route(MINE, methods=["GET"], endpoint="list_mine")
@blueprint.route(SHOPS, methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.PayoutPage)
def list_of_shop(query: Json, shop_id: UUID | None = None) -> Json:
    """The shop's payouts, or my own, newest first."""
    wallet = wallet_to_see(shop_id, current_person(), now=clock.now())
    return page(queries.payouts_of(wallet), Payout.id, **query)


@blueprint.route(MINE + ONE + "/cancellation", methods=["PUT"], endpoint="cancel_mine")
@blueprint.route(SHOPS + ONE + "/cancellation", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.PayoutOut)
def cancel(payout_id: UUID, shop_id: UUID | None = None) -> Payout:
    """Let the money go back to the balance, as long as it has not been sent. Only the owner does."""
    me = current_person()
    row = queries.locked_payout(payout_id, wallet_to_move(shop_id, me, now=clock.now()))
    actions.cancel_payout(row=row, by=me, now=clock.now())
    return row


@blueprint.route("/payouts", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.PayoutQuery, location="query")
@blueprint.response(200, schemas.PayoutPage)
def list_payouts(query: Json) -> Json:
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


def _account(person_id: UUID) -> Json:
    return errors.found(queries.account_shown(person_id, secret=secret()))
