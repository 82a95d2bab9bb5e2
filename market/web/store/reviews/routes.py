"""`/<good>/reviews`, `/shops/<shop>/reviews`: what buyers said; `/reviews/<id>/report`: what is wrong with it."""

from typing import Any
from uuid import UUID

from flask import Response

from market import clock, errors
from market.accounts.access import caller, current_person, signed_in
from market.catalog import access as shops
from market.catalog.queries import shown_products
from market.catalog.queries.shown_shops import shop_shown
from market.catalog.rules.store_addresses import product_path, shop_path
from market.http import public
from market.http.browsers import PageBlueprint
from market.http.named import Named
from market.reviews import access, actions, queries
from market.reviews.schemas import ReviewReportIn
from market.web.shell import forms, frame
from market.web.store import listing
from market.web.store.moved import moved
from market.web.store.page import page
from market.web.store.reviews import shown
from market.web.store.reviews.words import DONE, REPORT, REVIEWS

blueprint = PageBlueprint("store_reviews", __name__, template_folder="templates")
_REPORT = "/reviews/<uuid:review_id>/report"


@blueprint.route("/<named:good>/reviews", methods=["GET"])
@public
def list_of_good(good: Named) -> Response:
    """What buyers said of a good, newest first."""
    now = clock.now()
    row = shown_products.product_to_show(good.id, caller(), now=now)
    told = shown_products.product_shown(row, None, now=now)
    path = product_path(row.id, row.slug)
    return moved(f"{path}/reviews") or _page(queries.of_product(row.id), row.name, path, told["reviews"])


@blueprint.route("/shops/<named:shop>/reviews", methods=["GET"])
@public
def list_of_shop(shop: Named) -> Response:
    """What buyers said of all goods of a shop, newest first."""
    now = clock.now()
    found = shops.shop_for(shop.id, caller(), now=now)
    path = shop_path(found.id, found.name)
    told = shop_shown(found, None, now=now)
    return moved(f"{path}/reviews") or _page(queries.of_shop(found.id), found.name, path, told["reviews"], of_shop=True)


def _page(wanted: Any, name: str, above: str, counted: dict[str, Any], *, of_shop: bool = False) -> Response:
    found = shown.listed(wanted, **listing.paged())
    path = f"{above}/reviews"
    told: dict[str, Any] = {
        "reviews": found["items"],
        "more": listing.with_(path, {"cursor": found["next"]}) if found["next"] else None,
        "counted": shown.in_words(counted),
        "weighed": counted["stars"] is not None,
        "above": above,
        "called": name,
        "of_shop": of_shop,
    }
    say = REVIEWS["say" if found["items"] else "say_none"]
    title = REVIEWS["title"].format(name=name)
    return page("store_reviews.html", title=title, say=say, words=REVIEWS, done=DONE, **told)


@blueprint.route(_REPORT, methods=["GET"])
@signed_in
def ask_report(review_id: UUID) -> Response:
    """What is wrong with it, in one of a few words."""
    review = queries.shown(access.review_seen(review_id, current_person(), now=clock.now()))
    told: dict[str, Any] = {"review": shown.told(review), "above": _above(review)}
    told["reasons"] = shown.choices(frame.spoken_language())
    words = {**REVIEWS, **REPORT}
    return page("review_report.html", title=REPORT["title"], say=REPORT["say"], words=words, public=False, **told)


@blueprint.route(_REPORT, methods=["POST"])
@signed_in
@forms.back_to(ask_report)
def report(review_id: UUID) -> Response:
    """An office is asked to look at it; who asked is told to nobody."""
    me, now = current_person(), clock.now()
    review, read = access.review_seen(review_id, me, now=now), forms.read(ReviewReportIn())
    actions.report(review=review, by=me, now=now, **read)
    return forms.then(_above(queries.shown(review)), "reported")


def _above(review: dict[str, Any]) -> str:
    """Where it stands: at its good if that is still to be seen, else at its shop."""
    product, now = review["product"], clock.now()
    try:
        row = shown_products.product_to_show(product["id"], caller(), now=now)
    except errors.NotFound:
        shop = shops.shop_for(review["shop_id"], caller(), now=now)
        return f"{shop_path(shop.id, shop.name)}/reviews"
    return f"{product_path(row.id, row.slug)}/reviews"
