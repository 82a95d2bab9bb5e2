"""`/<words>-<key>`: a good with its photos, who made it, what it costs, how it is put into the basket."""

from typing import Any
from uuid import UUID

from flask import Response

from market import clock, errors
from market.accounts.access import caller
from market.catalog.queries import shown_products
from market.catalog.queries.gone import product_gone
from market.catalog.rules.store_addresses import product_path
from market.http import public
from market.http.browsers import PageBlueprint
from market.http.named import Named
from market.questions import queries as questions
from market.web.found import linked
from market.web.store import cards, whereto
from market.web.store.fairs.goods import at_fair
from market.web.store.fairs.words import FAIR
from market.web.store.gone import gone
from market.web.store.goods import delivery, shown
from market.web.store.goods.words import GOOD
from market.web.store.moved import moved
from market.web.store.page import absolute, page
from market.web.store.previews import content
from market.web.store.questions.words import QUESTIONS
from market.web.store.reviews import shown as reviews
from market.web.store.reviews.words import REVIEWS
from market.web.store.seen import View
from market.web.store.trust import told as trust
from market.web.store.trust.words import TRUST

_FEW = 2
blueprint = PageBlueprint("store_goods", __name__, template_folder="templates")


@blueprint.route("/<named:good>", methods=["GET"])
@public
def show(good: Named) -> Response:
    """One good; of one that is no more, what is like it."""
    now = clock.now()
    try:
        row = shown_products.product_to_show(good.id, caller(), now=now)
    except errors.NotFound:
        return gone(errors.found(product_gone(good.id)), "good")
    path = product_path(row.id, row.slug)
    return moved(path) or _page(at_fair(shown_products.product_shown(row, None, now=now), now), path)


def _page(good: shown.Good, path: str) -> Response:
    home, shop = good["shop"]["commune"], good["shop"]
    told: dict[str, Any] = {
        "good": good,
        "of": shown.of(good),
        "stock": shown.stock(good),
        "facts": shown.facts(good),
        "other_names": shown.other_names(good),
        "for_sale": shown.is_for_sale(good),
        "alcohol": shown.is_alcohol(good),
        "home": cards.place(home) | {"province": home["province"]["name"]},
        "shop": {"name": shop["name"], "path": cards.path_of_shop(shop)},
        "steps": shown.steps(good),
        "same": shown.same_elsewhere(good),
        "fair": good["fair"],
        "also_at": good["also_at"],
        "delivery": _delivery(good["id"]) if shown.is_for_sale(good) else None,
        "path_here": path,
        "trust": trust.told(good, now=clock.now()),
        "about": [linked.good(good, absolute(""))],
        "asked": questions.newest(good["id"], most=_FEW),
        "counted": reviews.in_words(good["reviews"]),
        "reviews": reviews.newest_of_good(good["id"], good["reviews"]),
    }
    view = View("goods", home["code"], shop["id"], good["id"])
    return page(
        "good_for_sale.html",
        title=shown.called(good),
        say=shown.say(good),
        words={**FAIR, **QUESTIONS, **REVIEWS, **GOOD, **TRUST},
        path=path,
        view=view,
        preview=content.of_good(good),
        public=shown.is_public(good),
        ticks=bool(good["fair"] and good["fair"]["timer"]),
        **told,
    )


def _delivery(product_id: UUID) -> dict[str, Any] | None:
    to = whereto.commune()
    return delivery.to(to, product_id) if to else None
