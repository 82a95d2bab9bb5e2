"""`/shop/{id}/money/bank`: money to the household's own bank account, asked for by itself alone."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, request

from market import clock
from market.accounts import access
from market.http import page
from market.http.browsers import PageBlueprint
from market.payments.balances.queries import balance_shown
from market.payments.banks.queries import bank_name
from market.payments.ledger.wallets import wallet_of_shop, wallet_to_move
from market.payments.payouts import actions, queries, schemas
from market.payments.payouts.models import Payout
from market.payments.payouts.rules import PayoutState
from market.web.household import shops
from market.web.household.money.bank.words import BANK, DONE, STATES
from market.web.shell import forms

blueprint = PageBlueprint("household_bank", __name__, template_folder="templates")
PATH = "/shop/<uuid:shop_id>/money/bank"


@blueprint.route(PATH, methods=["GET"])
@access.signed_in
def show_bank(shop_id: UUID, payout_id: UUID | None = None) -> Response:  # noqa: ARG001  of a form that was refused
    """The account, how much to send there, and the transfers so far."""
    shop, me = shops.shop_looked_after(shop_id), access.current_person()
    wallet, is_hers = wallet_of_shop(shop), shop.owner_id == me.id
    cursor = request.args.get("cursor") or None
    account = _account(me.id) if is_hers else None
    now_vnd = balance_shown(wallet, now=clock.now())["available_vnd"]
    told: dict[str, Any] = {
        "found": page(queries.payouts_of(wallet), Payout.id, limit=20, cursor=cursor),
        "states": STATES,
        "account": account,
        "now_vnd": now_vnd,
        "is_hers": is_hers,
        "done": DONE,
    }
    say = "say_team" if not is_hers else "say_no_account" if account is None else "say" if now_vnd > 0 else "say_none"
    return shops.page(
        "bank_payouts.html", shop=shop, part="money", title=BANK["title"], say=BANK[say], words=BANK, **told
    )


@blueprint.route(PATH, methods=["POST"])
@access.signed_in
@forms.back_to(show_bank)
def ask(shop_id: UUID) -> Response:
    """Have money sent to the household's account."""
    me, shop = access.current_person(), shops.shop_looked_after(shop_id)
    wallet = wallet_to_move(shop.id, me, now=clock.now())
    actions.ask_payout(wallet=wallet, by=me, now=clock.now(), **forms.read(schemas.PayoutIn()))
    return forms.then(f"/shop/{shop.id}/money/bank", "sent")


@blueprint.route(PATH + "/<uuid:payout_id>/cancellation", methods=["POST"])
@access.signed_in
@forms.back_to(show_bank)
def call_off(shop_id: UUID, payout_id: UUID) -> Response:
    """Let the money go back, as long as it has not been sent."""
    me, shop = access.current_person(), shops.shop_looked_after(shop_id)
    row = queries.locked_payout(payout_id, wallet_to_move(shop.id, me, now=clock.now()))
    if row.state in (PayoutState.SENT, PayoutState.PAID, PayoutState.FAILED) and me.id == row.payee_id:
        return forms.then(f"/shop/{shop.id}/money/bank", "already")
    actions.cancel_payout(row=row, by=me, now=clock.now())
    return forms.then(f"/shop/{shop.id}/money/bank", "called-off")


def _account(person_id: UUID) -> dict[str, Any] | None:
    found = queries.account_shown(person_id, secret=current_app.config["MARKET"].secret_key)
    return found | {"bank": bank_name(found["bank_bin"])} if found else None
