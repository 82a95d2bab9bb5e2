"""What there is to take out, and how it came about."""

from typing import Any
from uuid import UUID

from market import clock
from market.accounts.access import current_person, signed_in
from market.http import page
from market.payments.access import shop_to_look_into
from market.payments.blueprint import blueprint
from market.payments.ledger import models, queries, schemas, wallets


@blueprint.route("/shops/<uuid:shop_id>/balance", methods=["GET"])
@signed_in
@blueprint.response(200, schemas.BalanceOut)
def show_balance(shop_id: UUID) -> dict[str, int]:
    """What the shop can take out now, and what is promised to an open cash-out or payout."""
    return wallets.balance_shown(_wallet(shop_id))


@blueprint.route("/shops/<uuid:shop_id>/ledger", methods=["GET"])
@signed_in
@blueprint.arguments(schemas.LedgerQuery, location="query")
@blueprint.response(200, schemas.LedgerPage)
def show_ledger(query: dict[str, Any], shop_id: UUID) -> dict[str, Any]:
    """Every change of the shop's balance, newest first."""
    return _ledger(_wallet(shop_id), query)


@blueprint.route("/me/balance", methods=["GET"])
@signed_in
@blueprint.response(200, schemas.BalanceOut)
def show_my_balance() -> dict[str, int]:
    """What was refunded to me in cash and can be taken out."""
    return wallets.balance_shown(wallets.wallet_of(current_person()))


@blueprint.route("/me/ledger", methods=["GET"])
@signed_in
@blueprint.arguments(schemas.LedgerQuery, location="query")
@blueprint.response(200, schemas.LedgerPage)
def show_my_ledger(query: dict[str, Any]) -> dict[str, Any]:
    """Every change of my own balance, newest first."""
    return _ledger(wallets.wallet_of(current_person()), query)


def _wallet(shop_id: UUID) -> wallets.Wallet:
    return wallets.wallet_of_shop(shop_to_look_into(shop_id, current_person(), now=clock.now()))


def _ledger(wallet: wallets.Wallet, query: dict[str, Any]) -> dict[str, Any]:
    found = page(queries.entries_of(wallet.account), models.LedgerEntry.id, **query)
    return found | {"items": queries.entries_shown(found["items"], wallet.account)}
