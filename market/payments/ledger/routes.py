"""How what there is to take out came about."""

from uuid import UUID

from market import clock
from market.accounts.access import current_person, signed_in
from market.http import Json, page
from market.payments.blueprint import blueprint
from market.payments.ledger import models, queries, schemas, wallets


@blueprint.route("/me/ledger", methods=["GET"], endpoint="show_my_ledger")
@blueprint.route("/shops/<uuid:shop_id>/ledger", methods=["GET"])
@signed_in
@blueprint.arguments(schemas.LedgerQuery, location="query")
@blueprint.response(200, schemas.LedgerPage)
def show_ledger(query: Json, shop_id: UUID | None = None) -> Json:
    """Every change of the shop's balance, or of my own, newest first."""
    wallet = wallets.wallet_to_see(shop_id, current_person(), now=clock.now())
    found = page(queries.entries_of(wallet.account), models.LedgerEntry.id, **query)
    return found | {"items": queries.entries_shown(found["items"], wallet.account)}
