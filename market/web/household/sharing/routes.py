"""`…/share`: ready words with a link, the picture beside it, and the paper for the stall; of a good or of the shop."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Response

from market import clock, errors
from market.accounts import access
from market.catalog.models import Shop
from market.catalog.queries import products
from market.catalog.queries.products import OnSale
from market.catalog.rules.shops import ShopStatus
from market.catalog.rules.sources import Source
from market.catalog.rules.store_addresses import product_path, shop_path
from market.http.browsers import PageBlueprint
from market.http.headers import PRIVATE
from market.web.household import looked_at, shops, visitors
from market.web.household.goods.words import PICTURES
from market.web.household.sharing import said
from market.web.household.sharing.words import SHARE
from market.web.store.previews import content
from market.web.store.previews.content import Preview

blueprint = PageBlueprint("household_sharing", __name__, template_folder="templates")
_SHOP = "/shop/<uuid:shop_id>/share"
_GOOD = "/shop/<uuid:shop_id>/goods/<uuid:product_id>/share"
_SHOWN, _ON_POSTER = 20, 6


@blueprint.route(_SHOP, methods=["GET"])
@access.signed_in
def show_shop(shop_id: UUID) -> Response:
    """The whole shop, and each of its goods by one tap more."""
    shop = shops.shop_looked_after(shop_id)
    is_seen = shop.is_public(clock.now())
    goods = products.on_sale(shop.id, most=_SHOWN) if is_seen else []
    preview = content.of_shop(shop) if goods else None
    link = _link(shop, preview)
    return _page(
        shop,
        preview,
        title=SHARE["title"],
        say=SHARE["say" if goods else "say_empty" if is_seen else "say_shut"],
        link=link,
        told=said.of_shop(shop, goods, link),
        visitors=visitors.of_shop(shop.id),
        goods=goods,
    )


@blueprint.route(_GOOD, methods=["GET"])
@access.signed_in
def show_good(shop_id: UUID, product_id: UUID) -> Response:
    """One good."""
    shop, good = looked_at.good_of(shop_id, product_id)
    preview = _preview_of(shop, good)
    link = _link(shop, preview)
    return _page(
        shop,
        preview,
        title=SHARE["title_good"].format(name=good["name"]),
        say=_say(shop, good),
        link=link,
        told=said.of_good(good, link),
        visitors=visitors.of_good(shop.id, good["id"]),
        good=good,
    )


@blueprint.route(f"{_SHOP}/poster.pdf", methods=["GET"])
@access.signed_in
def shop_poster(shop_id: UUID) -> Response:
    """The paper of the shop, with what it sells."""
    shop = shops.shop_looked_after(shop_id)
    if not shop.is_public(clock.now()):
        raise errors.NotFound
    goods = products.on_sale(shop.id, most=_ON_POSTER)
    return _poster(content.of_shop(shop), shop_path(shop.id, ""), goods)


@blueprint.route(f"{_GOOD}/poster.pdf", methods=["GET"])
@access.signed_in
def good_poster(shop_id: UUID, product_id: UUID) -> Response:
    """The paper of one good."""
    shop, good = looked_at.good_of(shop_id, product_id)
    return _poster(errors.found(_preview_of(shop, good)), product_path(product_id, ""), [])


def _page(shop: Shop, preview: Preview | None, *, goods: Sequence[OnSale] = (), **shown: Any) -> Response:
    told: dict[str, Any] = {"good": None, "goods": goods, "pictures": PICTURES, "preview": preview} | shown
    is_paused = shop.shown_status(clock.now()) == ShopStatus.PAUSED
    return shops.page("share.html", shop=shop, part="goods", words=SHARE, is_paused=is_paused, **told)


def _preview_of(shop: Shop, good: looked_at.Good) -> Preview | None:
    """What a link to it shows; nothing for what nobody else sees."""
    is_seen = shop.is_public(clock.now()) and good["state"] not in ("resting", "suspended")
    return content.of_good(good, good["photos"]) if is_seen else None


def _say(shop: Shop, good: looked_at.Good) -> Any:
    if not shop.is_public(clock.now()):
        return SHARE["say_shut"]
    return SHARE.get(f"say_{good['state']}", SHARE["say"])


def _link(shop: Shop, preview: Preview | None) -> str:
    """As whoever looks here gives it."""
    return said.link(preview.of, said.source_of(shop, access.current_person())) if preview else ""


def _poster(preview: Preview, path: str, goods: Sequence[OnSale]) -> Response:
    """Its code holds no words: the shorter its address, the larger its dots; it leads on to the one with words."""
    from market.web.household.sharing import poster

    paper = poster.Poster(preview, said.link(path, Source.POSTER), clock.local_day(clock.now()), goods)
    response = Response(poster.drawn(paper), mimetype="application/pdf")
    response.headers["Cache-Control"] = PRIVATE
    response.headers["Content-Disposition"] = "inline; filename=cho-phien.pdf"
    return response
