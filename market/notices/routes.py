"""How I wish to be told."""

from uuid import UUID

from market.accounts.access import current_person, holding, signed_in
from market.accounts.operators import concerning
from market.accounts.people.queries import person_for
from market.accounts.rules import RoleName
from market.accounts.schemas import LookUpQuery
from market.http import Blueprint, Json, PageQuery, recorded
from market.notices import actions, models, queries, schemas, told

blueprint = Blueprint("notices", __name__, url_prefix="/api/v1", description="How people are told")


@blueprint.route("/me/notices", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.NoticeWishOut)
def show_wish(query: Json) -> Json:
    """By which way I am told, in which language, whether only what is needed; and what I was told, newest first."""
    return _shown(queries.wish_of(current_person().id), **query)


@blueprint.route("/people/<uuid:person_id>/notices", methods=["GET"])
@holding(RoleName.OPERATOR)
@recorded
@blueprint.arguments(LookUpQuery, location="query")
@blueprint.response(200, schemas.NoticePage)
def list_notices_of_person(query: Json, person_id: UUID) -> Json:
    """Was it said? The kinds of what somebody was told, and what became of each; she reads who looked, and why."""
    del query["reason"]
    concerning(person_for(person_id).id)
    return told.page_for_person(person_id, **query)


@blueprint.route("/me/notices", methods=["PUT"])
@signed_in
@blueprint.arguments(schemas.NoticeWishIn)
@blueprint.response(200, schemas.NoticeWishOut)
def change_wish(asked: Json) -> Json:
    """Choose Zalo or SMS, Vietnamese or English; `only_needed` leaves out what merely follows an order along."""
    return _shown(actions.change_wish(person_id=current_person().id, **asked))


def _shown(wish: models.NoticeWish, *, limit: int = 20, cursor: str | None = None) -> Json:
    wishes = {name: getattr(wish, name) for name in ("channel", "language", "only_needed")}
    return wishes | told.page_for_person(wish.person_id, limit=limit, cursor=cursor)
