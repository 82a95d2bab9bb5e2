"""`/orders/{number}/reviews/{good}`: the buyer says what it was like, sends photos, or takes it back."""

from typing import Any
from uuid import UUID

from flask import Response

from market import clock, errors
from market.accounts.access import current_person, signed_in
from market.http.browsers import PageBlueprint
from market.orders.models import Order
from market.reviews import access, actions, flows, queries
from market.reviews.rules import MOST_PHOTOS
from market.reviews.schemas import ReviewIn
from market.web.household.goods.photos.routes import picture_sent
from market.web.orders import loading
from market.web.orders.reviews.words import DONE, REVIEW, STARS
from market.web.shell import forms, frame
from market.web.store.page import page

blueprint = PageBlueprint("buyer_reviews", __name__, template_folder="templates")
_REVIEW = "/orders/<code:number>/reviews/<uuid:product_id>"


@blueprint.route(_REVIEW, methods=["GET"])
@signed_in
def ask_review(number: str, product_id: UUID, n: int = 0) -> Response:  # noqa: ARG001  refused for photo n
    """The form, with what she said before."""
    order = loading.order_of(number)
    line = _line(order, product_id)
    told: dict[str, Any] = {
        "line": line,
        "review": line["review"],
        "choices": [(str(n), word.spoken(frame.spoken_language())) for n, word in STARS.items()],
        "here": _at(order, product_id),
        "order_path": loading.path_of(order),
        "is_full": bool(line["review"]) and len(line["review"]["photos"]) >= MOST_PHOTOS,
        "until": clock.local_day(line["until"]) if line["until"] else None,
    }
    title, say = REVIEW["title"].format(name=line["name"]), REVIEW[_say(line)]
    return page("buyer_review.html", title=title, say=say, words=REVIEW, done=DONE, public=False, **told)


@blueprint.route(_REVIEW, methods=["POST"])
@signed_in
@forms.back_to(ask_review)
def review(number: str, product_id: UUID) -> Response:
    """Said, or said otherwise; photos may follow."""
    me = current_person()
    loading.order_of(number)
    order, line = access.line_of(number, product_id, me, lock=True)
    read = forms.read(ReviewIn())
    actions.write(order=order, line=line, by=me, now=clock.now(), **read)
    return forms.then(_at(order, product_id), "said")


@blueprint.route(f"{_REVIEW}/photos", methods=["POST"])
@signed_in
@forms.back_to(ask_review)
def add_photo(number: str, product_id: UUID) -> Response:
    """One more photo; the same one sent again is there once."""
    order = loading.order_of(number)
    said = actions.require_changeable(queries.of_line(order.id, product_id))
    flows.append_photo(review=said, read=picture_sent(), by=current_person(), now=clock.now())
    return forms.then(_at(order, product_id), "added")


@blueprint.route(f"{_REVIEW}/photos/<int(min=1,max={MOST_PHOTOS}):n>/removal", methods=["POST"])
@signed_in
@forms.back_to(ask_review)
def remove_photo(number: str, product_id: UUID, n: int) -> Response:
    """One is taken away."""
    order = loading.order_of(number)
    said = actions.require_changeable(queries.of_line(order.id, product_id))
    actions.remove_photo(review=said, n=n, now=clock.now())
    return forms.then(_at(order, product_id), "removed")


@blueprint.route(f"{_REVIEW}/withdrawal", methods=["POST"])
@signed_in
@forms.back_to(ask_review)
def withdraw(number: str, product_id: UUID) -> Response:
    """Nothing of it is left."""
    order = loading.order_of(number, lock=True)
    actions.withdraw(order=order, product_id=product_id, now=clock.now())
    return forms.then(_at(order, product_id), "withdrawn")


def _line(order: Order, product_id: UUID) -> dict[str, Any]:
    lines = queries.lines_shown(order, now=clock.now())
    return errors.found(next((line for line in lines if line["product_id"] == product_id), None))


def _say(line: dict[str, Any]) -> str:
    if line["review"] and line["review"]["removal"]:
        return "say_removed"
    if line["may_say"]:
        return "say_again" if line["review"] else "say"
    return "say_late" if line["until"] else "say_early"


def _at(order: Order, product_id: UUID) -> str:
    return f"{loading.path_of(order)}/reviews/{product_id}"
