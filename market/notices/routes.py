"""How I wish to be told."""

from typing import Any

from market.accounts.access import current_person, signed_in
from market.http import Blueprint
from market.notices import actions, queries
from market.notices.models import NoticeWish
from market.notices.schemas import NoticeWishIn, NoticeWishOut

blueprint = Blueprint("notices", __name__, url_prefix="/api/v1", description="How people are told")


@blueprint.route("/me/notices", methods=["GET"])
@signed_in
@blueprint.response(200, NoticeWishOut)
def show_wish() -> NoticeWish:
    """By which way, in which language, and whether only what is needed."""
    return queries.wish_of(current_person().id)


@blueprint.route("/me/notices", methods=["PUT"])
@signed_in
@blueprint.arguments(NoticeWishIn)
@blueprint.response(200, NoticeWishOut)
def change_wish(asked: dict[str, Any]) -> NoticeWish:
    """Choose Zalo or SMS, Vietnamese or English; `only_needed` leaves out what merely follows an order along."""
    return actions.change_wish(person_id=current_person().id, **asked)
