"""`/shops/<name>-<key>`: a household, where it is, and its goods."""

from datetime import datetime
from typing import Any

from flask import Response

from market import clock, errors
from market.accounts.access import caller
from market.catalog import access, models
from market.catalog.queries import shown_products
from market.catalog.queries.gone import shop_gone
from market.catalog.queries.products import products_of
from market.catalog.queries.shown_shops import shop_shown
from market.catalog.rules.shops import ShopStatus
from market.catalog.rules.store_addresses import shop_path
from market.http import page as paged
from market.http import public
from market.http.browsers import PageBlueprint
from market.http.named import Named
from market.language import Sentence
from market.web.found import linked
from market.web.store import cards, listing
from market.web.store.gone import gone
from market.web.store.moved import moved
from market.web.store.page import absolute, page
from market.web.store.previews import content
from market.web.store.reviews import shown as reviews
from market.web.store.reviews.words import REVIEWS
from market.web.store.seen import View
from market.web.store.shops.words import SHOP
from market.web.store.trust import told as trust

blueprint = PageBlueprint("store_shops", __name__, template_folder="templates")


@blueprint.route("/shops/<named:shop>", methods=["GET"])
@public
def show(shop: Named) -> Response:
    """A shop and its goods, the newest first; of one that is no more, what its commune sells."""
    now = clock.now()
    try:
        found = access.shop_for(shop.id, caller(), now=now)
    except errors.NotFound:
        return gone(errors.found(shop_gone(shop.id)), "shop")
    path = shop_path(found.id, found.name)
    return moved(path) or _page(found, path, now)


def _page(shop: models.Shop, path: str, now: datetime) -> Response:
    found = paged(products_of(shop, None), models.Product.id, rows=True, **listing.paged())
    goods = [cards.shown(shown_products.card_shown(row, now=now)) for row in found["items"]]
    shown, status = shop_shown(shop, None, now=now), shop.shown_status(now)
    home = shown["commune"]
    say = SHOP["say_paused" if status == ShopStatus.PAUSED else "say" if goods else "say_none"]
    told: dict[str, Any] = {
        "shop": shown,
        "home": cards.place(home) | {"province": home["province"]["name"]},
        "cards": goods,
        "more": listing.with_(path, {"cursor": found["next"]}) if found["next"] else None,
        "stars": max((card["ocop_stars"] or 0 for card in goods), default=0),
        "hidden": not shop.is_public(now),
        "counted": reviews.in_words(shown["reviews"]),
        "reviews": reviews.newest_of_shop(shop.id, shown["reviews"]),
        "path_here": path,
        "often": trust.often(shop.id, now=now),
        "about": [linked.shop(shown, absolute(""), next((card["photo"] for card in goods if card["photo"]), None))],
        "steps": [{"path": cards.path_of_commune(home), "word": Sentence(home["name"], en=home["name"])}],
    }
    view, title = View("shop", shop.commune_code, shop.id), Sentence(shop.name, en=shop.name)
    return page(
        "store_shop.html",
        title=title,
        say=say,
        words={**REVIEWS, **SHOP},
        path=path,
        view=view,
        preview=content.of_shop(shop),
        public=not told["hidden"],
        **told,
    )
