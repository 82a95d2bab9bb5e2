"""Photos of goods: sent as they come from a phone, served as WebP."""

from uuid import UUID

from flask import Response, current_app, request

from market import clock
from market.accounts.access import caller, current_person, signed_in
from market.accounts.services.access import open_to
from market.catalog import flows, photos
from market.catalog.actions import photos as actions_photos
from market.catalog.blueprint import blueprint
from market.catalog.queries import products, shown_products
from market.catalog.rules.products import MOST_PHOTOS
from market.catalog.schemas.products import PhotoOut, PhotoQuery
from market.http import Json, public

PATH = f"/products/<uuid:product_id>/photos/<int(min=1,max={MOST_PHOTOS}):n>"


@blueprint.route(PATH, methods=["PUT"])
@open_to("products:write")
@signed_in
@blueprint.response(201, PhotoOut)
def add_photo(product_id: UUID, n: int) -> Json:
    """Make the body, a picture of at most 10 MB, photo n.

    JPEG up to 200 megapixels (progressive 50), HEIC and AVIF 50, PNG and WebP 16: what phones make by themselves.
    It is kept upright, in sRGB, without place or other EXIF; RAW (DNG) and films are refused.
    """
    now = clock.now()
    me = current_person()
    product = products.product_to_act_for(product_id, me, now=now)
    request.max_content_length = photos.LARGEST_FILE + 1
    media_dir = current_app.config["MARKET"].media_dir
    flows.add_photo(product=product, n=n, read=request.get_data, media_dir=media_dir, by=me, now=now)
    return shown_products.photo_shown(product_id, n)


@blueprint.route(PATH, methods=["GET"])
@open_to("products:read")
@public
@blueprint.arguments(PhotoQuery, location="query")
@blueprint.response(200, content_type="image/webp")
def show_photo(query: dict[str, str], product_id: UUID, n: int) -> Response:
    """Photo n as WebP: tiny (120 px, 3 kB at most, for lists), small, medium or large."""
    photo, is_public = products.photo_for(product_id, n, caller(), now=clock.now())
    response = Response(flows.picture_of(photo, query["size"]), mimetype="image/webp")
    response.set_etag(f"{photo.digest}-{query['size']}")
    response.headers["Cache-Control"] = f"{'public' if is_public else 'private'}, max-age=3600"
    return response


@blueprint.route(PATH, methods=["DELETE"])
@open_to("products:write")
@signed_in
@blueprint.response(204)
def remove_photo(product_id: UUID, n: int) -> None:
    """Take photo n away."""
    now = clock.now()
    product = products.product_to_act_for(product_id, current_person(), now=now)
    actions_photos.remove_photo(product=product, n=n, now=now)
