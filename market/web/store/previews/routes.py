"""`/pictures/…/<digest>.jpg`: the picture beside a link to a good, a shop, or the market, kept a year by who has it."""

from flask import Response, current_app, redirect

from market import clock, errors
from market.catalog import access, flows, photos
from market.catalog.queries import shown_products
from market.fairs import shown
from market.fairs.gathered import NOTHING
from market.fairs.queries import fair_with_slug
from market.http import public
from market.http.browsers import PageBlueprint
from market.http.headers import SHARED
from market.http.named import Named
from market.http.responses import UNCHANGING
from market.web.store.previews import content
from market.web.store.previews.content import Preview

blueprint = PageBlueprint("previews", __name__, template_folder="templates")


@blueprint.route("/pictures/<named:product>/<digest>.jpg", methods=["GET"])
@public
def show_good(product: Named, digest: str) -> Response:
    """Of a good that anyone may see."""
    now = clock.now()
    row = shown_products.product_to_show(product.id, None, now=now)
    return _sent(content.of_good(shown_products.product_shown(row, None, now=now)), digest)


@blueprint.route("/pictures/shops/<named:shop>/<digest>.jpg", methods=["GET"])
@public
def show_shop(shop: Named, digest: str) -> Response:
    """Of a shop that anyone may see."""
    return _sent(content.of_shop(access.shop_for(shop.id, None, now=clock.now())), digest)


@blueprint.route("/pictures/fairs/<slug:slug>/<digest>.jpg", methods=["GET"])
@public
def show_fair(slug: str, digest: str) -> Response:
    """Of a fair."""
    now = clock.now()
    found = fair_with_slug(slug)
    stands = [shown.stand_shown(row, now=now) for row in shown.stands_to_show(found.id, most=content.OF_FAIR)]
    return _sent(content.of_fair(shown.fair_shown(found, NOTHING, now=now), stands), digest)


@blueprint.route("/pictures/market/<digest>.jpg", methods=["GET"])
@public
def show_market(digest: str) -> Response:
    """Of the market itself, for all other pages."""
    return _sent(content.MARKET, digest)


def _sent(preview: Preview, digest: str) -> Response:
    """The picture; an old one leads on to what stands there now."""
    if digest != preview.digest:
        return _lead(preview.path, SHARED)
    try:
        picture = flows.preview(preview.file, lambda: _drawn(preview))
    except errors.Busy:
        if preview.photo is None:
            raise
        return _lead(preview.photo, "no-store")  # better than none, for whoever looks once
    response = Response(picture, mimetype="image/jpeg")
    response.headers["Cache-Control"] = UNCHANGING
    response.set_etag(digest)
    return response


def _drawn(preview: Preview) -> bytes:
    from market.web.store.previews.drawing import drawn

    return drawn(preview, _photo(preview))


def _photo(preview: Preview) -> bytes | None:
    if preview.cover is None:
        return None
    try:
        return photos.kept(current_app.config["MARKET"].media_dir, preview.cover.good, preview.cover.digest, "large")
    except errors.NotFound:  # destroyed meanwhile
        return None


def _lead(path: str, kept: str) -> Response:
    response: Response = redirect(path, 302)  # type: ignore[assignment]
    response.headers["Cache-Control"] = kept
    return response
