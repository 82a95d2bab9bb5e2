"""`/basket`: what somebody has chosen, with what changed meanwhile; each line put in, changed and taken out."""

from typing import Any

from flask import Response, request
from marshmallow import EXCLUDE

from market import clock, errors, fields, ids
from market.catalog.queries.sale import read_products
from market.catalog.rules.products import photo_address
from market.catalog.rules.store_addresses import product_path, shop_path
from market.http import public, unkeyed, writes_nothing
from market.http.browsers import PageBlueprint
from market.language import Sentence
from market.orders.collection.queries import open_points
from market.orders.kept.queries import BasketNow
from market.orders.kept.rules import seen
from market.places.queries import place_of
from market.web.basket import cookie, looking
from market.web.basket.words import BASKET, DONE, FULL, GONE, UNKNOWN_POINT
from market.web.shell import forms
from market.web.store import seen as store
from market.web.store.fairs import ordered
from market.web.store.fairs.words import ORDERED
from market.web.store.page import absolute, page
from market.web.store.via import along, via

blueprint = PageBlueprint("basket", __name__, template_folder="templates")


class LineIn(fields.Schema):
    """So many packs of a good from now on; none takes it out."""

    product_id = fields.Id(required=True)
    quantity = fields.Integer(least=0, most=cookie.MOST_PACKS, required=True)

    class Meta:
        unknown = EXCLUDE  # where somebody came from, and what else a page of goods sends along


class ReceivingIn(fields.Schema):
    """Where goods of a shop are fetched; nowhere: they are sent."""

    shop_id = fields.Id(required=True)
    point_id = fields.Id()


@blueprint.route("/basket", methods=["GET"])
@public
def show() -> Response:
    """The basket, priced anew; or how to go on where the browser has not kept it."""
    if request.args.get("done") == "put" and not cookie.came_back():
        return _lost()
    to = looking.commune()
    now = looking.look(to)
    told: dict[str, Any] = {
        "now": now,
        "place": place_of(to) if to else None,
        "product_path": product_path,
        "shop_path": shop_path,
        "photo_address": photo_address,
        **of_fairs(now),
    }
    return _page("basket.html", _say(now), done=DONE, **told)


@blueprint.route("/basket", methods=["POST"])
@public
@unkeyed
@writes_nothing
@forms.back_to(show)
def put() -> Response:
    """Put a good in, change how many, or take it out: it sets a number, so that no tap is counted twice."""
    typed, before = forms.read(LineIn()), cookie.read()
    key, packs = typed["product_id"], typed["quantity"]
    if packs == 0:
        lines = {one: kept for one, kept in before.lines.items() if one != key}
        return cookie.write(forms.then("/basket", "removed"), before._replace(lines=lines))
    good = read_products([key]).get(key)
    if good is None or not good.is_public(clock.now()):
        raise errors.NotFound(GONE)
    if key not in before.lines and len(before.lines) >= cookie.MOST_LINES:
        raise errors.InvalidInput(FULL, most=cookie.MOST_LINES)
    basket = before._replace(
        lines=before.lines | {key: packs}, seen={**before.seen, key: seen(good)}, via=via() or before.via
    )
    done = "changed" if key in before.lines else "put"
    if done == "put":
        store.put_in_basket(commune=good.shop.commune_code, shop_id=good.shop_id, product_id=good.id)
    return cookie.write(forms.then(along(f"/basket?of={ids.in_address(key)}"), done), basket)


@blueprint.route("/basket/receiving", methods=["POST"])
@public
@unkeyed
@writes_nothing
@forms.back_to(show)
def choose_receiving() -> Response:
    """Have the goods of a shop sent, or fetch them at one of its places."""
    typed, before = forms.read(ReceivingIn()), cookie.read()
    theirs = {point.id for point in open_points([typed["shop_id"]])[typed["shop_id"]]}
    chosen = typed.get("point_id")
    if chosen is not None and chosen not in theirs:
        raise errors.InvalidInput(UNKNOWN_POINT)
    others = [one for one in before.collect_at if one not in theirs][-cookie.MOST_LINES :]
    points = (*others, chosen) if chosen else tuple(others)
    return cookie.write(forms.then("/basket", "receiving"), before._replace(collect_at=points))


def of_fairs(now: BasketNow) -> dict[str, Any]:
    """What basket and checkout say of the fairs at which some of it is sold."""
    return {
        "fairs": ordered.of_basket(line for shop in now.shops for line in shop.lines),
        "ordinary": ORDERED["ordinary"],
    }


def _say(now: BasketNow) -> Sentence:
    if not (now.shops or now.gone):
        return BASKET["say_none"]
    if not now.items:
        return BASKET["say_not_ready"]
    if now.needs_commune:
        return BASKET["say_where"].format(goods_vnd=now.goods_vnd)
    return BASKET["say"].format(total_vnd=now.basket.total_vnd)


def _lost() -> Response:
    """A browser inside another program has kept nothing: the good can be bought in a real one."""
    key = ids.from_address(request.args.get("of", ""))
    good = read_products([key]).get(key) if key else None
    path = along(product_path(good.id, good.slug) if good and good.is_public(clock.now()) else "/")
    return _page("basket_lost.html", BASKET["say_lost"], link=absolute(path))


def _page(template: str, say: Sentence, **told: Any) -> Response:
    return page(template, title=BASKET["title"], say=say, words=BASKET, public=False, **told)
