"""Her money at a glance: the balance, and this month beside the last."""

from typing import Any
from uuid import UUID

from market import clock
from market.accounts.access import current_person, signed_in
from market.payments.access import shop_to_look_into
from market.payments.balances import queries, schemas
from market.payments.blueprint import blueprint
from market.payments.ledger import wallets


@blueprint.route("/me/balance", methods=["GET"], endpoint="show_my_balance")
@blueprint.route("/shops/<uuid:shop_id>/balance", methods=["GET"])
@signed_in
@blueprint.response(200, schemas.BalanceOut)
def show_balance(shop_id: UUID | None = None) -> dict[str, int]:
    """What the shop, or I, can take out now, what is promised to cash-outs and payouts, and what is on its way."""
    now = clock.now()
    return queries.balance_shown(wallets.wallet_to_see(shop_id, current_person(), now=now), now=now)


@blueprint.route("/shops/<uuid:shop_id>/summary", methods=["GET"])
@signed_in
@blueprint.response(200, schemas.SummaryOut)
def show_shop_summary(shop_id: UUID) -> dict[str, Any]:
    """This month and the last: how much was sold, what of it is the household's, and what was taken out."""
    now = clock.now()
    return queries.months_shown(shop_to_look_into(shop_id, current_person(), now=now).id, now=now)
