"""How a fair goes, to its officers; what a household picks for it."""

from uuid import UUID

from market import clock, errors
from market.accounts.access import current_person, holding, signed_in
from market.accounts.rules import RoleName
from market.catalog import access as catalog
from market.fairs import access, board_schemas, queries
from market.fairs.blueprint import blueprint
from market.fairs.board import board
from market.fairs.picking import picking
from market.http import Json, language
from market.language import speak


@blueprint.route("/fairs/<slug:slug>/board", methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@blueprint.response(200, board_schemas.BoardOut)
def show_fair_board(slug: str) -> Json:
    """How it goes, stand by stand: packs promised, ordered, packed, handed in, in time; and who needs a visit."""
    fair = queries.fair_with_slug(slug)
    access.keeper_roles(current_person(), fair)
    told: Json = speak(board(fair, now=clock.now()), language())
    return told


@blueprint.route("/shops/<uuid:shop_id>/picking", methods=["GET"])
@signed_in
@blueprint.arguments(board_schemas.PickingQuery, location="query")
@blueprint.response(200, board_schemas.PickingOut)
def show_picking(query: Json, shop_id: UUID) -> Json:
    """What the household picks, packs and brings for a fair, by day: packs of each good, orders by post office."""
    me, now = current_person(), clock.now()
    shop = catalog.shop_for(shop_id, me, now=now)
    catalog.require_agreed(shop, me)
    if catalog.acting_role(shop, me) is None:
        raise errors.NotAllowed
    return picking(shop, fair_slug=query.get("fair"), now=now)
