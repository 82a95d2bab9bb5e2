"""Stands: what households promise for a fair, seen by everybody."""

from uuid import UUID

from flask import Response, jsonify

from market import clock
from market.accounts.access import current_person, signed_in
from market.accounts.models import Person
from market.catalog.access import price_by_own_word
from market.catalog.queries.products import product_to_act_for, product_to_name
from market.fairs import access, queries, schemas, shown
from market.fairs.actions import stands
from market.fairs.blueprint import blueprint
from market.http import Json, PageQuery, pack_cursor, public, require_match, start_in

_stand = schemas.StandOut()
_ONE = "/fairs/<slug:slug>/stands/<uuid:product_id>"


@blueprint.route("/fairs/<slug:slug>/stands", methods=["GET"])
@public
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.StandPage)
def list_stands(query: Json, slug: str) -> Json:
    """The stands of a fair, those that still have packs first. Each is a good, bought as any other."""
    fair, start, limit, now = queries.fair_with_slug(slug), start_in(query.get("cursor")), query["limit"], clock.now()
    found = shown.stands_to_show(fair.id, most=limit + 1, after=start)
    following = pack_cursor(start + limit) if len(found) > limit else None
    return {"items": [shown.stand_shown(row, now=now) for row in found[:limit]], "next": following}


@blueprint.route("/fairs/<slug:slug>/stands", methods=["POST"])
@signed_in
@blueprint.arguments(schemas.NewStand)
@blueprint.response(201, schemas.StandOut)
def take_stand(asked: Json, slug: str) -> Response:
    """Promise packs of a good for a fair, ready on one of its days: at hand, or of the harvest to come.

    A team needs the household's code for a price that differs by more than half from what it agreed to.
    """
    now, me, code = clock.now(), current_person(), asked.pop("household_code", None)
    product_id, wanted = asked.pop("product_id"), asked.get("price_vnd")
    agreed = price_by_own_word(product_to_name(product_id, me, now=now), me, price_vnd=wanted, code=code, now=now)
    fair = queries.fair_to_join(slug)
    product = product_to_act_for(product_id, me, now=now)
    asked.setdefault("price_vnd", product.price_vnd)
    stand = stands.take_stand(fair=fair, product=product, **asked, by=me, agreed=agreed, now=now)
    response = _answer(stand.product_id)
    response.status_code, response.location = 201, f"/api/v1/products/{stand.product_id}"
    return response


@blueprint.route(_ONE, methods=["PATCH"])
@signed_in
@blueprint.arguments(schemas.StandChange)
@blueprint.response(200, schemas.StandOut)
def change_stand(changes: Json, slug: str, product_id: UUID) -> Response:
    """Promise more packs, at any time before closing; fewer, another day or price as long as nobody has ordered."""
    now, me, code = clock.now(), current_person(), changes.pop("household_code", None)
    agreed = _own_word(slug, product_id, me, changes.get("price_vnd"), code)
    fair = queries.fair_to_join(slug)
    stand = access.stand_to_act_for(fair, product_id, me, now=now)
    require_match(stands.held_goods(stand)[0].version)
    stands.change_stand(fair=fair, stand=stand, changes=changes, by=me, agreed=agreed, now=now)
    return _answer(product_id)


@blueprint.route(_ONE, methods=["DELETE"])
@signed_in
@blueprint.response(204)
def withdraw_stand(slug: str, product_id: UUID) -> None:
    """Take a stand back that nobody has ordered from; its packs are in stock again. Again it does nothing."""
    now, me = clock.now(), current_person()
    fair = queries.fair_to_join(slug)
    stand = access.stand_to_act_for(fair, product_id, me, withdrawn=True, now=now)
    stands.withdraw_stand(fair=fair, stand=stand, by=me, now=now)


def _own_word(slug: str, product_id: UUID, me: Person, price_vnd: int | None, code: str | None) -> bool:
    """Before anything is held: a wrong code is counted, whatever becomes of the rest."""
    if price_vnd is None:
        return False
    now = clock.now()
    queries.stand_of(queries.fair_with_slug(slug), product_id)
    return price_by_own_word(product_to_name(product_id, me, now=now), me, price_vnd=price_vnd, code=code, now=now)


def _answer(product_id: UUID) -> Response:
    return jsonify(_stand.dump(shown.stand_shown(shown.stand_to_show(product_id), now=clock.now())))
