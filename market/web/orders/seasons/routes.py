"""`/orders/{number}/season`: one tick, never set by us. `/s/{word}`: the message's link, to the shop and to an end."""

from typing import Any

from flask import Response, request

from market import clock
from market.accounts.access import current_person, signed_in
from market.catalog.queries.shops import shop as shop_with
from market.catalog.rules.store_addresses import shop_path
from market.fairs.seasons import actions, queries
from market.http import public
from market.http.browsers import PageBlueprint
from market.web.orders import loading
from market.web.orders.seasons.words import DONE, LINK, SEASON
from market.web.shell import forms
from market.web.store.page import page

blueprint = PageBlueprint("buyer_seasons", __name__, template_folder="templates")
_SEASON, _LINK = "/orders/<code:number>/season", "/s/<code:word>"


@blueprint.route(_SEASON, methods=["GET"])
@signed_in
def ask_season(number: str) -> Response:
    """The tick, as she left it."""
    order = loading.order_of(number)
    told: dict[str, Any] = {"order": order, "wish": queries.wish(order.buyer_id, order.shop_id)}
    title = SEASON["title"].format(shop=order.shop_name)
    told |= {"local_day": clock.local_day, "here": f"{loading.path_of(order)}/season"}
    return page("season.html", title=title, say=SEASON["say"], words=SEASON, done=DONE, public=False, **told)


@blueprint.route(_SEASON, methods=["POST"])
@signed_in
@forms.back_to(ask_season)
def keep_season(number: str) -> Response:
    """Ticked is agreed, unticked is taken back."""
    order = loading.order_of(number)
    if request.form.get("wish"):
        actions.ask(order=order, now=clock.now())
    else:
        actions.end(person=current_person(), shop_id=order.shop_id)
    return forms.then(f"{loading.path_of(order)}/season", "kept")


@blueprint.route(_LINK, methods=["GET"])
@public
def show_link(word: str) -> Response:
    """Looking ends nothing: programs look at links too."""
    wish = queries.wish_with_id(actions.wish_of_link(word))
    shop = shop_with(wish.shop_id) if wish else None
    told: dict[str, Any] = {"wish": wish, "shop": shop, "here": f"/s/{word}"}
    told["shop_at"] = shop_path(shop.id, shop.name) if shop else None
    say = LINK["say" if wish else "say_over"]
    return page("season_link.html", title=LINK["title"], say=say, words=LINK, done=DONE, public=False, **told)


@blueprint.route(_LINK, methods=["POST"])
@public
@forms.back_to(show_link)
def end_by_link(word: str) -> Response:
    """One press, by whoever holds the link."""
    actions.end_by_link(word)
    return forms.then(f"/s/{word}", "ended")
