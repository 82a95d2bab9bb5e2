"""`/shop/{id}/reviews`: what buyers said, and the household's one answer to each."""

from typing import Any
from uuid import UUID

from flask import Response

from market import clock, errors
from market.accounts.access import current_person, signed_in
from market.http import PageQuery
from market.http.browsers import PageBlueprint
from market.reviews import access, actions, queries
from market.reviews.schemas import ReviewAnswerIn
from market.web.household import shops
from market.web.household.reviews.words import DONE, REVIEW, REVIEWS
from market.web.shell import forms
from market.web.store.reviews import shown
from market.web.store.reviews.words import REVIEWS as SAID

blueprint = PageBlueprint("household_reviews", __name__, template_folder="templates")
_LIST = "/shop/<uuid:shop_id>/reviews"
_ONE = f"{_LIST}/<uuid:review_id>"


@blueprint.route(_LIST, methods=["GET"])
@signed_in
def list_reviews(shop_id: UUID) -> Response:
    """What buyers said, newest first."""
    shop = shops.shop_looked_after(shop_id)
    found = shown.listed(queries.of_shop(shop.id), **forms.asked(PageQuery()))
    told: dict[str, Any] = {"reviews": found["items"], "next": found["next"]}
    say = REVIEWS["say" if found["items"] else "say_none"]
    title = REVIEWS["title"]
    return shops.page("shop_reviews.html", shop=shop, part="today", title=title, say=say, words=REVIEWS, **told)


@blueprint.route(_ONE, methods=["GET"])
@signed_in
def show_review(shop_id: UUID, review_id: UUID) -> Response:
    """One of them, and the answer."""
    shop = shops.shop_looked_after(shop_id)
    review = access.review_seen(review_id, current_person(), now=clock.now())
    if review.shop_id != shop.id:
        raise errors.NotFound
    say = "say_removed" if review.removal else "say_answered" if review.answer else "say"
    title = REVIEW["title"].format(name=review.name, stars=review.stars)
    told: dict[str, Any] = {"review": shown.told(queries.shown(review)), "answer": review.answer}
    told |= {"title": title, "say": REVIEW[say], "done": DONE}
    return shops.page("shop_review.html", shop=shop, part="today", words={**SAID, **REVIEW}, **told)


@blueprint.route(f"{_ONE}/answer", methods=["POST"])
@signed_in
@forms.back_to(show_review)
def answer_review(shop_id: UUID, review_id: UUID) -> Response:
    """Said, or said otherwise."""
    shops.shop_looked_after(shop_id)
    me, now, read = current_person(), clock.now(), forms.read(ReviewAnswerIn())
    review = access.review_to_answer(review_id, me, now=now)
    actions.answer(review=review, words=read["words"], by_id=me.id, now=now)
    return forms.then(_at(shop_id, review_id), "answered")


@blueprint.route(f"{_ONE}/answer/withdrawal", methods=["POST"])
@signed_in
@forms.back_to(show_review)
def withdraw_review_answer(shop_id: UUID, review_id: UUID) -> Response:
    """The answer is taken back."""
    shops.shop_looked_after(shop_id)
    review = access.review_to_answer(review_id, current_person(), now=clock.now())
    actions.withdraw_answer(review=review)
    return forms.then(_at(shop_id, review_id), "withdrawn")


def _at(shop_id: UUID, review_id: UUID) -> str:
    return f"/shop/{shop_id}/reviews/{review_id}"
