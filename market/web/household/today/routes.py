"""`/shop`: the way to one's shop, and what is to do there today."""

from uuid import UUID

from flask import Response, redirect

from market.accounts import access
from market.catalog.queries.shops import shops_of
from market.http.browsers import PageBlueprint
from market.web.household import shops
from market.web.household.today.words import DONE, SHOPS, TODAY
from market.web.shell import frame

blueprint = PageBlueprint("household", __name__, template_folder="templates")


@blueprint.route("/shop", methods=["GET"])
@access.signed_in
def show_shops() -> Response:
    """On to one's only shop, or the choice of several."""
    mine = shops_of(access.current_person().id)
    if len(mine) == 1:
        return redirect(f"/shop/{mine[0]['id']}", 303)  # type: ignore[return-value]
    say = SHOPS["say" if mine else "say_none"]
    return frame.page("shops.html", title=SHOPS["title"], say=say, words=SHOPS, shops=mine)


@blueprint.route("/shop/<uuid:shop_id>", methods=["GET"])
@access.signed_in
def show_today(shop_id: UUID) -> Response:
    """What is to do today."""
    shop = shops.shop_looked_after(shop_id)
    shown = {"title": TODAY["title"], "say": TODAY["say"], "done": DONE}
    return shops.page("today.html", shop=shop, part="today", words=TODAY, **shown)
