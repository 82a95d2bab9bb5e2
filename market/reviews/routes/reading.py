"""What anyone reads of goods and shops."""

from uuid import UUID

from flask import Response

from market import clock
from market.accounts.access import caller
from market.catalog import access as shops
from market.catalog.queries.products import product_for
from market.http import Json, PageQuery, page, public
from market.reviews import access, flows, queries, schemas
from market.reviews.blueprint import blueprint
from market.reviews.models import Review
from market.reviews.rules import MOST_PHOTOS


@blueprint.route("/products/<uuid:product_id>/reviews", methods=["GET"])
@public
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.ReviewPage)
def list_product_reviews(query: Json, product_id: UUID) -> Json:
    """What buyers said of a good, newest first; of the buyer only the province."""
    product = product_for(product_id, caller(), now=clock.now())
    found = page(queries.of_product(product.id), Review.id, **query)
    return found | {"items": queries.all_shown(found["items"])}


@blueprint.route("/shops/<uuid:shop_id>/reviews", methods=["GET"])
@public
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.ReviewPage)
def list_shop_reviews(query: Json, shop_id: UUID) -> Json:
    """What buyers said of all goods of a shop, newest first."""
    shop = shops.shop_for(shop_id, caller(), now=clock.now())
    found = page(queries.of_shop(shop.id), Review.id, **query)
    return found | {"items": queries.all_shown(found["items"])}


@blueprint.route("/reviews/<uuid:review_id>", methods=["GET"])
@public
@blueprint.response(200, schemas.ReviewOut)
def show_review(review_id: UUID) -> Json:
    """One review."""
    return queries.shown(access.review_seen(review_id, caller(), now=clock.now()))


@blueprint.route(f"/reviews/<uuid:review_id>/photos/<int(min=1,max={MOST_PHOTOS}):n>", methods=["GET"])
@public
@blueprint.arguments(schemas.ReviewPhotoQuery, location="query")
@blueprint.response(200, content_type="image/webp")
def show_review_photo(query: dict[str, str], review_id: UUID, n: int) -> Response:
    """Photo n of a review as WebP; none of one that was taken down."""
    photo = queries.photo(access.review_seen(review_id, caller(), now=clock.now()), n)
    response = Response(flows.picture_of(photo, query["size"]), mimetype="image/webp")
    response.set_etag(f"{photo.digest}-{query['size']}")
    # Not for long: what an office takes down is to be gone.
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
