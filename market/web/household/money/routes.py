"""`/shop/{id}/money`: what is hers, what comes when, this month and the last."""

from typing import Any
from uuid import UUID

from flask import Response

from market import clock
from market.accounts import access
from market.http.browsers import PageBlueprint
from market.orders.coming import coming
from market.payments.balances import queries
from market.payments.cash_outs.queries import holding
from market.payments.ledger.wallets import wallet_of_shop
from market.payments.sales.proceeds import kept_of
from market.web.household import shops
from market.web.household.money import saying
from market.web.household.money.words import MONEY

blueprint = PageBlueprint("money", __name__, template_folder="templates")
# More are named by their number only: whoever has so many reads them among the orders.
_SHOWN = 30
# Of so much it is said what is kept.
_EXAMPLE = 100_000


@blueprint.route("/shop/<uuid:shop_id>/money", methods=["GET"])
@access.signed_in
def show_money(shop_id: UUID) -> Response:
    """How much is hers now, what comes when, and the ways to take it out."""
    shop, now = shops.shop_looked_after(shop_id), clock.now()
    wallet = wallet_of_shop(shop)
    balance, all_coming = queries.balance_shown(wallet, now=now), coming(shop.id, now=now)
    told: dict[str, Any] = {
        "balance": balance,
        "open": holding(wallet),
        "coming": [(one, saying.when(one)) for one in all_coming[:_SHOWN]],
        "more": len(all_coming[_SHOWN:]),
        "months": queries.months_shown(shop.id, now=now),
        "taxes": saying.taxes(*kept_of(_EXAMPLE, now=now)),
        "is_hers": shop.owner_id == access.current_person().id,
    }
    say = saying.first(balance, all_coming)
    return shops.page("money.html", shop=shop, part="money", title=MONEY["title"], say=say, words=MONEY, **told)
