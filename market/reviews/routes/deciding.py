"""The household answers, anybody reports, an office decides."""

from uuid import UUID

from market import clock
from market.accounts.access import current_person, holding, signed_in
from market.accounts.operators import concerning
from market.accounts.rules import RoleName
from market.http import Json, page
from market.reviews import access, actions, queries, schemas
from market.reviews.blueprint import blueprint
from market.reviews.models import Review
from market.reviews.rules import Reason

_OFFICE = (RoleName.OFFICER, RoleName.OPERATOR)


@blueprint.route("/reviews", methods=["GET"])
@holding(*_OFFICE)
@blueprint.arguments(schemas.ReportedQuery, location="query")
@blueprint.response(200, schemas.ReportedPage)
def list_reported_reviews(query: Json) -> Json:
    """What an office is asked to look at, where I am an officer (operators: everywhere); who asked is not told."""
    wanted = queries.reported(current_person(), place=query.pop("place", None))
    found = page(wanted, Review.id, **query)
    return found | {"items": queries.for_office(found["items"])}


@blueprint.route("/reviews/<uuid:review_id>/answer", methods=["PUT"])
@signed_in
@blueprint.arguments(schemas.ReviewAnswerIn)
@blueprint.response(200, schemas.ReviewOut)
def answer_review(asked: Json, review_id: UUID) -> Json:
    """The household's one answer, below the review; the buyer is told. 409 `review-removed`."""
    me, now = current_person(), clock.now()
    review = access.review_to_answer(review_id, me, now=now)
    actions.answer(review=review, words=asked["words"], by_id=me.id, now=now)
    return queries.shown(review)


@blueprint.route("/reviews/<uuid:review_id>/answer", methods=["DELETE"])
@signed_in
@blueprint.response(200, schemas.ReviewOut)
def withdraw_review_answer(review_id: UUID) -> Json:
    """Take the household's answer back."""
    review = access.review_to_answer(review_id, current_person(), now=clock.now())
    actions.withdraw_answer(review=review)
    return queries.shown(review)


@blueprint.route("/reviews/<uuid:review_id>/report", methods=["PUT"])
@signed_in
@blueprint.arguments(schemas.ReviewReportIn)
@blueprint.response(204)
def report_review(asked: Json, review_id: UUID) -> None:
    """Ask an office to look at a review, with a reason; who asked is told to nobody."""
    me, now = current_person(), clock.now()
    review = access.review_seen(review_id, me, now=now)
    actions.report(review=review, by=me, now=now, **asked)


@blueprint.route("/reviews/<uuid:review_id>/removal", methods=["PUT"])
@holding(*_OFFICE)
@blueprint.arguments(schemas.ReviewRemovalIn)
@blueprint.response(200, schemas.ReportedReviewOut)
def remove_review(asked: Json, review_id: UUID) -> Json:
    """Take a review down for one of the reasons, which then stands in its place; writer and household are told.

    403 `own-review` for a review of one's own shop, or by oneself.
    """
    review = _to_decide(review_id)
    actions.remove(review=review, reason=Reason(asked["reason"]), by_id=current_person().id, now=clock.now())
    return queries.for_office([review])[0]


@blueprint.route("/reviews/<uuid:review_id>/removal", methods=["DELETE"])
@holding(*_OFFICE)
@blueprint.response(200, schemas.ReportedReviewOut)
def restore_review(review_id: UUID) -> Json:
    """Show a review again that was taken down; writer and household are told."""
    review = _to_decide(review_id)
    actions.restore(review=review, now=clock.now())
    return queries.for_office([review])[0]


@blueprint.route("/reviews/<uuid:review_id>/upholding", methods=["PUT"])
@holding(*_OFFICE)
@blueprint.response(200, schemas.ReportedReviewOut)
def uphold_review(review_id: UUID) -> Json:
    """It was looked at, and stays: what was reported of it is decided."""
    review = _to_decide(review_id)
    actions.uphold(review=review, now=clock.now())
    return queries.for_office([review])[0]


def _to_decide(review_id: UUID) -> Review:
    review = access.review_to_decide(review_id, current_person())
    concerning(review.buyer_id)
    return review
