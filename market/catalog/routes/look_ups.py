"""Shops as operators look them up, hidden ones too."""

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.operators import concerning
from market.accounts.rules import RoleName
from market.catalog import models
from market.catalog.blueprint import blueprint
from market.catalog.queries import shops as queries
from market.catalog.queries import shown_shops
from market.catalog.schemas.shops import ShopLookUp, ShopPage
from market.http import Json, page, recorded
from market.places.queries import require_place


@blueprint.route("/look-ups/shops", methods=["GET"])
@holding(RoleName.OPERATOR)
@recorded
@blueprint.arguments(ShopLookUp, location="query")
@blueprint.response(200, ShopPage)
def look_shops_up(query: Json) -> Json:
    """Shops by words of their name, with or without accents, and by status, newest first. Their owners read of it."""
    del query["reason"]
    if "commune_code" in query:
        require_place(query["commune_code"])
    which = {name: query.pop(name, None) for name in ("name", "status", "commune_code")}
    found = page(queries.shops_by_name(**which), models.Shop.id, **query)
    concerning(*dict.fromkeys(shop.owner_id for shop in found["items"]))
    return found | {"items": shown_shops.shops_shown(found["items"], current_person(), now=clock.now())}
