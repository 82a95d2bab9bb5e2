"""How I wish to be told."""

from market.accounts.access import current_person, signed_in
from market.http import Blueprint, Json
from market.notices import actions, models, queries, schemas

blueprint = Blueprint("notices", __name__, url_prefix="/api/v1", description="How people are told")


@blueprint.route("/me/notices", methods=["GET"])
@signed_in
@blueprint.response(200, schemas.NoticeWishOut)
def show_wish() -> models.NoticeWish:
    """By which way, in which language, and whether only what is needed."""
    return queries.wish_of(current_person().id)


@blueprint.route("/me/notices", methods=["PUT"])
@signed_in
@blueprint.arguments(schemas.NoticeWishIn)
@blueprint.response(200, schemas.NoticeWishOut)
def change_wish(asked: Json) -> models.NoticeWish:
    """Choose Zalo or SMS, Vietnamese or English; `only_needed` leaves out what merely follows an order along."""
    return actions.change_wish(person_id=current_person().id, **asked)
