"""How a shop keeps its word, told to whoever it concerns."""

from typing import Any
from uuid import UUID

from market import clock
from market.accounts.access import current_person, signed_in
from market.catalog.access import shop_for
from market.http import Blueprint, language
from market.insight import access
from market.insight.reliable import queries, schemas
from market.language import speak

blueprint = Blueprint("reliability", __name__, url_prefix="/api/v1", description="Figures that can be believed")


@blueprint.route("/shops/<uuid:shop_id>/reliability", methods=["GET"])
@signed_in
@blueprint.response(200, schemas.ReliabilityOut)
def show_shop_reliability(shop_id: UUID) -> Any:
    """What became of the shop's orders in 180 days, the step among equals in search, and what would raise it.

    To the household and its team, officers of the place and operators.
    """
    me, now = current_person(), clock.now()
    shop = shop_for(shop_id, me, now=now)
    access.require_concerned(me, shop)
    return speak(queries.told(shop, now=now), language())
