"""`/office/reviews`: what was reported, and the office's word: taken down, let stand, shown again."""

from typing import Any
from uuid import UUID

from flask import Response

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.operators import concerning
from market.accounts.rules import RoleName
from market.http import page as one_page
from market.http.browsers import PageBlueprint
from market.reviews import access, actions, queries
from market.reviews.models import Review
from market.reviews.rules import Reason
from market.reviews.schemas import ReportedQuery, ReviewRemovalIn
from market.web.officer import places
from market.web.officer.reviews.words import DONE, REVIEW, REVIEWS
from market.web.shell import forms, frame
from market.web.store.reviews import shown
from market.web.store.reviews.words import REVIEWS as SAID
from market.web.store.reviews.words import WRONG

blueprint = PageBlueprint("office_reviews", __name__, template_folder="templates")
_LIST = "/office/reviews"
_ONE = f"{_LIST}/<uuid:review_id>"
_OFFICE = (RoleName.OFFICER, RoleName.OPERATOR)


@blueprint.route(_LIST, methods=["GET"])
@holding(*_OFFICE)
def list_reviews() -> Response:
    """What somebody asked to be looked at here."""
    where, query = places.chosen(), forms.asked(ReportedQuery(exclude=("place",)))
    found = one_page(queries.reported(current_person(), place=where.code), Review.id, **query)
    told: dict[str, Any] = {"reviews": queries.for_office(found["items"]), "next": found["next"]}
    say = REVIEWS["say" if found["items"] else "say_none"]
    told |= {"title": REVIEWS["title"], "say": say, "done": DONE}
    return places.page("office_reviews.html", where=where, path=_LIST, words=REVIEWS, **told)


@blueprint.route(_ONE, methods=["GET"])
@holding(*_OFFICE)
def show_review(review_id: UUID) -> Response:
    """One as it was written, what is reported of it, and the few reasons to take it down."""
    review = access.review_to_look_at(review_id, current_person())
    told: dict[str, Any] = {
        "review": shown.told(queries.for_office([review])[0]),
        "reasons": shown.choices(frame.spoken_language()),
        "wrong_with": WRONG,
        "address": f"{_LIST}/{review_id}",
        "back": places.address(_LIST, places.of_hers(review.commune_code)),
    }
    title = REVIEW["title"].format(name=review.name)
    say = REVIEW["say_removed" if review.removal else "say"]
    return frame.page("office_review.html", title=title, say=say, words={**SAID, **REVIEW}, done=DONE, **told)


@blueprint.route(f"{_ONE}/removal", methods=["POST"])
@holding(*_OFFICE)
@forms.back_to(show_review)
def remove_review(review_id: UUID) -> Response:
    """The reason stands in its place."""
    review, read = _to_decide(review_id), forms.read(ReviewRemovalIn())
    actions.remove(review=review, reason=Reason(read["reason"]), by_id=current_person().id, now=clock.now())
    return _on_to_the_next(review, "removed")


@blueprint.route(f"{_ONE}/upholding", methods=["POST"])
@holding(*_OFFICE)
@forms.back_to(show_review)
def uphold_review(review_id: UUID) -> Response:
    """It stays."""
    review = _to_decide(review_id)
    actions.uphold(review=review, now=clock.now())
    return _on_to_the_next(review, "upheld")


@blueprint.route(f"{_ONE}/restoration", methods=["POST"])
@holding(*_OFFICE)
@forms.back_to(show_review)
def restore_review(review_id: UUID) -> Response:
    """It is shown again."""
    review = _to_decide(review_id)
    actions.restore(review=review, now=clock.now())
    return _on_to_the_next(review, "restored")


def _to_decide(review_id: UUID) -> Review:
    review = access.review_to_decide(review_id, current_person())
    concerning(review.buyer_id)
    return review


def _on_to_the_next(review: Review, done: str) -> Response:
    return forms.then(places.address(_LIST, places.of_hers(review.commune_code)), done)
