"""A buyer says what goods were like."""

from uuid import UUID

from flask import request

from market import clock
from market.accounts.access import current_person, signed_in
from market.catalog import photos
from market.http import Json, PageQuery, page
from market.orders import access as orders
from market.reviews import access, actions, flows, queries, schemas
from market.reviews.blueprint import blueprint
from market.reviews.models import Review
from market.reviews.rules import MOST_PHOTOS

_LINE = "/orders/<code:number>/reviews/<uuid:product_id>"
_PHOTO = f"{_LINE}/photos/<int(min=1,max={MOST_PHOTOS}):n>"


@blueprint.route("/me/reviews", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.ReviewPage)
def list_my_reviews(query: Json) -> Json:
    """What I have said, newest first; my words as I wrote them."""
    found = page(queries.by_buyer(current_person().id), Review.id, **query)
    return found | {"items": [queries.shown(review, mine=True) for review in found["items"]]}


@blueprint.route("/orders/<code:number>/reviews", methods=["GET"])
@signed_in
@blueprint.response(200, schemas.ReviewedOrderOut)
def show_order_reviews(number: str) -> Json:
    """Each good of an order with what its buyer said of it, and until when she may: 90 days from the delivery."""
    order, roles = orders.order_for(number, current_person())
    access.require_buyer(roles)
    return {"goods": queries.lines_shown(order, now=clock.now())}


@blueprint.route(_LINE, methods=["PUT"])
@signed_in
@blueprint.arguments(schemas.ReviewIn)
@blueprint.response(200, schemas.ReviewOut)
def review_product(asked: Json, number: str, product_id: UUID) -> Json:
    """Say what a delivered good was like: one to five stars, and words.

    Once of each good of an order, for 90 days; said again it is changed. 403 `acts-for-shop` for the household and
    whoever sells for it; 409 `not-delivered-yet`, `review-too-late`, `review-removed`.
    """
    me, now = current_person(), clock.now()
    order, line = access.line_of(number, product_id, me, lock=True)
    return queries.shown(actions.write(order=order, line=line, by=me, now=now, **asked), mine=True)


@blueprint.route(_LINE, methods=["DELETE"])
@signed_in
@blueprint.response(204)
def withdraw_review(number: str, product_id: UUID) -> None:
    """Take my review back, with its photos and the household's answer. 409 `review-removed`."""
    order, _ = access.line_of(number, product_id, current_person(), lock=True)
    actions.withdraw(order=order, product_id=product_id, now=clock.now())


@blueprint.route(_PHOTO, methods=["PUT"])
@signed_in
@blueprint.response(201, schemas.ReviewPhotoOut)
def add_review_photo(number: str, product_id: UUID, n: int) -> Json:
    """Make the body, a picture of at most 10 MB, photo n of my review; where and when it was taken is not kept."""
    me = current_person()
    order, _ = access.line_of(number, product_id, me)
    review = actions.require_changeable(queries.of_line(order.id, product_id))
    request.max_content_length = photos.LARGEST_FILE + 1
    photo = flows.add_photo(review=review, n=n, read=request.get_data, by=me, now=clock.now())
    return queries.photo_shown(photo.review_id, photo)


@blueprint.route(_PHOTO, methods=["DELETE"])
@signed_in
@blueprint.response(204)
def remove_review_photo(number: str, product_id: UUID, n: int) -> None:
    """Take photo n of my review away; again changes nothing."""
    order, _ = access.line_of(number, product_id, current_person())
    review = actions.require_changeable(queries.of_line(order.id, product_id))
    actions.remove_photo(review=review, n=n, now=clock.now())
