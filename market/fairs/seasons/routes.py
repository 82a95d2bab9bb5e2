"""Of which households I wish to hear when they sell again."""

from uuid import UUID

from market import clock
from market.accounts.access import current_person, signed_in
from market.fairs.blueprint import blueprint
from market.fairs.seasons import actions, queries, schemas
from market.fairs.seasons.access import order_bought
from market.fairs.seasons.models import SeasonWish
from market.http import Json, PageQuery, page, public


@blueprint.route("/me/season-wishes", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.SeasonWishPage)
def list_my_season_wishes(query: Json) -> Json:
    """The households of which I hear once a season when they sell again, and since when I agree."""
    found = page(queries.wishes_of(current_person().id), SeasonWish.id, **query)
    return found | {"items": queries.shown(found["items"])}


@blueprint.route("/orders/<code:number>/season-wish", methods=["PUT"])
@signed_in
@blueprint.response(200, schemas.SeasonWishOut)
def add_my_season_wish(number: str) -> Json:
    """Tell me once a season when the household of this order sells again: at a fair, or what is in season.

    My own wish, of an order that has reached me (409 `nothing-came-yet` before): never within 90 days, never at night,
    until I end it here or by the link of the message.
    """
    wish = actions.ask(order=order_bought(number, current_person()), now=clock.now())
    return queries.shown([wish])[0]


@blueprint.route("/me/season-wishes/<uuid:shop_id>", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def remove_my_season_wish(shop_id: UUID) -> None:
    """Tell me of this household no more; again changes nothing."""
    actions.end(person=current_person(), shop_id=shop_id)


@blueprint.route("/season-wishes/<code:word>", methods=["DELETE"])
@public
@blueprint.response(204)
def end_season_wish(word: str) -> None:
    """The same by the word that stands in the message's link, without signing in."""
    actions.end_by_link(word)
