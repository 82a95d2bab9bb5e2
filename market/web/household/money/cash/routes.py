"""`/shop/{id}/money/cash`: a code for cash in two taps, shown large; called back; those of before."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, request

from market import clock
from market.accounts import access
from market.catalog.models import Shop
from market.http import page
from market.http.browsers import PageBlueprint
from market.payments.balances.queries import balance_shown
from market.payments.cash_outs import actions, asking, queries, redemption, schemas
from market.payments.cash_outs.models import CashOut
from market.payments.cash_outs.rules import STATES, CashOutState
from market.payments.ledger.wallets import wallet_of_shop, wallet_to_move
from market.web.household import shops
from market.web.household.money.cash import slip
from market.web.household.money.cash.words import ASK, DONE, IN_WORDS, PAST, SLIP
from market.web.shell import forms

blueprint = PageBlueprint("household_cash", __name__, template_folder="templates")
CASH = "/shop/<uuid:shop_id>/money/cash"
ONE = CASH + "/<uuid:cash_out_id>"


@blueprint.route(CASH, methods=["GET"])
@access.signed_in
def show_ask(shop_id: UUID) -> Response:
    """How much in cash? All, unless another sum is typed."""
    shop = shops.shop_looked_after(shop_id)
    wallet = wallet_of_shop(shop)
    now_vnd = balance_shown(wallet, now=clock.now())["available_vnd"]
    found, is_hers = queries.holding(wallet), _is_hers(shop)
    said = "say_open" if found else "say_none" if now_vnd <= 0 else "say" if is_hers else "say_team"
    told: dict[str, Any] = {"open": found, "now_vnd": now_vnd, "is_hers": is_hers, "done": DONE}
    say = ASK[said].format(now_vnd=now_vnd)
    return shops.page("cash_ask.html", shop=shop, part="money", title=ASK["title"], say=say, words=ASK, **told)


@blueprint.route(CASH, methods=["POST"])
@access.signed_in
@forms.back_to(show_ask)
def ask(shop_id: UUID) -> Response:
    """Hold the money and send the code; a team asks for the household's own digits first."""
    me, shop = access.current_person(), shops.shop_looked_after(shop_id)
    wallet, typed = wallet_to_move(shop.id, me, now=clock.now()), forms.read(schemas.CashOutIn())
    made = asking.ask(wallet=wallet, by=me, visitor=access.visitor(me), now=clock.now(), **typed)
    return forms.then(f"/shop/{shop.id}/money/cash/{made.id}", "code" if _is_hers(shop) else "asked")


@blueprint.route(CASH + "/past", methods=["GET"])
@access.signed_in
def list_past(shop_id: UUID) -> Response:
    """Every slip so far, newest first."""
    shop = shops.shop_looked_after(shop_id)
    cursor = request.args.get("cursor") or None
    found = page(queries.cash_outs_of(wallet_of_shop(shop)), CashOut.id, limit=20, cursor=cursor)
    say = PAST["say" if found["items"] else "say_none"]
    told: dict[str, Any] = {"found": found, "states": IN_WORDS}
    return shops.page("cash_past.html", shop=shop, part="money", title=PAST["title"], say=say, words=PAST, **told)


@blueprint.route(ONE, methods=["GET"])
@access.signed_in
def show_slip(shop_id: UUID, cash_out_id: UUID) -> Response:
    """One slip: its code to whom it was sent, until when and where it is good, or what became of it."""
    shop, me, now = shops.shop_looked_after(shop_id), access.current_person(), clock.now()
    row, secret = queries.cash_out_of(wallet_of_shop(shop), cash_out_id), current_app.config["MARKET"].secret_key
    code = asking.code_to_show(row, by=me, token=access.bearer_token() or "", secret=secret, now=now)
    told = slip.shown(row, shop, code=code, is_hers=me.id == row.payee_id, secret=secret, now=now)
    return shops.page("cash_out.html", shop=shop, part="money", title=SLIP["title"], words=SLIP, done=DONE, **told)


@blueprint.route(ONE + "/confirmation", methods=["POST"])
@access.signed_in
@forms.back_to(show_slip)
def confirm_cash_out(shop_id: UUID, cash_out_id: UUID) -> Response:
    """The household has told its digits."""
    row = _asked_about(shop_id, cash_out_id)
    if row.state != CashOutState.ASKED:
        return _to_slip(row, "already")
    typed, secret = forms.read(schemas.ConfirmationIn()), current_app.config["MARKET"].secret_key
    redemption.confirm(row=_to_move(row), code=typed["code"], secret=secret, now=clock.now())
    return _to_slip(row, "confirmed")


@blueprint.route(ONE + "/cancellation", methods=["POST"])
@access.signed_in
@forms.back_to(show_slip)
def cancel(shop_id: UUID, cash_out_id: UUID) -> Response:
    """Let the money go back to the balance."""
    row = _asked_about(shop_id, cash_out_id)
    if not STATES.may(CashOutState(row.state), CashOutState.CANCELLED, "payee"):
        return _to_slip(row, "already")
    actions.cancel_cash_out(row=_to_move(row), now=clock.now())
    return _to_slip(row, "called-back")


@blueprint.route(ONE + "/reissue", methods=["POST"])
@access.signed_in
@forms.back_to(show_slip)
def reissue(shop_id: UUID, cash_out_id: UUID) -> Response:
    """Another code; the one before is good for nothing."""
    row = _asked_about(shop_id, cash_out_id)
    if not row.is_holding:
        return _to_slip(row, "already")
    asking.reissue(row=_to_move(row), visitor=access.visitor(access.current_person()), now=clock.now())
    return _to_slip(row, "resent")


def _asked_about(shop_id: UUID, cash_out_id: UUID) -> CashOut:
    """The slip, held; a stale tab may ask of it what is past."""
    return queries.cash_out_of(wallet_of_shop(shops.shop_looked_after(shop_id)), cash_out_id, lock=True)


def _to_move(row: CashOut) -> CashOut:
    """The same, to whom may move it; that a team does is written down."""
    wallet_to_move(row.owner_id, access.current_person(), now=clock.now())
    return row


def _to_slip(row: CashOut, done: str) -> Response:
    return forms.then(f"/shop/{row.owner_id}/money/cash/{row.id}", done)


def _is_hers(shop: Shop) -> bool:
    return shop.owner_id == access.current_person().id
