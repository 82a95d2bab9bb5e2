"""`/shop/{id}/reliability`: how the household keeps its word, and what would raise it."""

from uuid import UUID

from flask import Response

from market import clock
from market.accounts.access import signed_in
from market.http.browsers import PageBlueprint
from market.insight.reliable import queries
from market.web.household import shops
from market.web.household.reliable.words import KEEPING

blueprint = PageBlueprint("household_reliable", __name__, template_folder="templates")
_COUNTED = ("kept", "late", "cancelled", "lapsed", "upheld")


@blueprint.route("/shop/<uuid:shop_id>/reliability", methods=["GET"])
@signed_in
def show_reliability(shop_id: UUID) -> Response:
    """Counted as it is looked at."""
    shop = shops.shop_looked_after(shop_id)
    told = queries.told(shop, now=clock.now())
    say = KEEPING["say"].format(days=told["days"])
    counts = [(KEEPING[name], told[name]) for name in _COUNTED]
    shown = {"told": told, "counts": counts, "title": KEEPING["title"], "say": say}
    return shops.page("reliable.html", shop=shop, part="goods", words=KEEPING, **shown)
