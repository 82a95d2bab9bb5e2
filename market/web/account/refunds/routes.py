"""`/me/refunds`: the code for what was given back in cash, and what may be done with it."""

from typing import Any
from uuid import UUID

from flask import Response

from market import clock
from market.accounts import access
from market.http.browsers import PageBlueprint
from market.payments.balances.queries import balance_shown
from market.payments.blueprint import secret
from market.payments.cash_outs import actions, asking, queries
from market.payments.cash_outs.models import CashOut
from market.payments.cash_outs.rules import STATES, CashOutState
from market.payments.ledger.wallets import Wallet, wallet_of
from market.web.account.refunds.words import CASH, DONE, SAY
from market.web.shell import forms, frame

blueprint = PageBlueprint("account_refunds", __name__, template_folder="templates")
_ONE = "/me/refunds/<uuid:cash_out_id>"


@blueprint.route("/me/refunds", methods=["GET"])
@access.signed_in
def show_my_cash() -> Response:
    """How much waits for me, and the code for it once I have asked."""
    me, now, wallet = access.current_person(), clock.now(), _wallet()
    found, now_vnd = queries.holding(wallet), balance_shown(wallet, now=now)["available_vnd"]
    code = None
    if found is not None:
        code = asking.code_to_show(found, by=me, token=access.bearer_token() or "", secret=secret(), now=now)
        say = SAY["blocked" if found.state == "blocked" else "open" if code else "open_sms"]
        say = say.format(amount_vnd=found.amount_vnd)
    else:
        say = CASH["say" if now_vnd > 0 else "say_none"].format(now_vnd=now_vnd)
    told: dict[str, Any] = {"open": found, "now_vnd": now_vnd, "code": code}
    return frame.page("my_cash.html", title=CASH["title"], say=say, words=CASH, done=DONE, **told)


@blueprint.route("/me/refunds", methods=["POST"])
@access.signed_in
@forms.back_to(show_my_cash)
def ask_for_cash() -> Response:
    """Hold all that waits for me, and send the code."""
    me, now, wallet = access.current_person(), clock.now(), _wallet()
    amount_vnd = balance_shown(wallet, now=now)["available_vnd"]
    if amount_vnd <= 0 or queries.holding(wallet) is not None:
        return forms.then("/me/refunds", "already")
    asking.ask(wallet=wallet, amount_vnd=amount_vnd, by=me, visitor=access.visitor(me), now=now)
    return forms.then("/me/refunds", "code")


@blueprint.route(_ONE + "/cancellation", methods=["POST"])
@access.signed_in
def call_my_cash_back(cash_out_id: UUID) -> Response:
    """Let it wait again."""
    row = _mine(cash_out_id)
    if not STATES.may(CashOutState(row.state), CashOutState.CANCELLED, "payee"):
        return forms.then("/me/refunds", "already")
    actions.cancel_cash_out(row=row, now=clock.now())
    return forms.then("/me/refunds", "called-back")


@blueprint.route(_ONE + "/reissue", methods=["POST"])
@access.signed_in
def resend_my_code(cash_out_id: UUID) -> Response:
    """Another code; the one before is good for nothing."""
    row = _mine(cash_out_id)
    if not row.is_holding:
        return forms.then("/me/refunds", "already")
    asking.reissue(row=row, visitor=access.visitor(access.current_person()), now=clock.now())
    return forms.then("/me/refunds", "resent")


def _wallet() -> Wallet:
    return wallet_of(access.current_person())


def _mine(cash_out_id: UUID) -> CashOut:
    """My slip, held. Raises NotFound."""
    return queries.cash_out_of(_wallet(), cash_out_id, lock=True)
