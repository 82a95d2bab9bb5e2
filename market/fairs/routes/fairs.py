"""Fairs: made and kept by the officers of their place, seen by everybody."""

from typing import Any

from flask import Response, jsonify

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.fairs import access, gathered, queries, schemas, shown
from market.fairs.actions import fairs
from market.fairs.blueprint import blueprint
from market.fairs.models import Fair
from market.fairs.rules import FairState
from market.http import Json, page, public, require_match

_detail = schemas.FairDetail()


@blueprint.route("/fairs", methods=["GET"])
@public
@blueprint.arguments(schemas.FairQuery, location="query")
@blueprint.response(200, schemas.FairPage)
def list_fairs(query: Json) -> Json:
    """Fairs, the newest first; of one province, or in one state."""
    state, province = query.pop("state", None), query.pop("province", None)
    found = page(queries.fairs(province=province, states=[state] if state else ()), Fair.id, **query)
    now, got = clock.now(), gathered.gathered(found["items"])
    return found | {"items": [shown.fair_shown(one, got[one.id], now=now) for one in found["items"]]}


@blueprint.route("/fairs", methods=["POST"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@blueprint.arguments(schemas.NewFair)
@blueprint.response(201, schemas.FairDetail)
def add_fair(asked: Json) -> Response:
    """Plan a fair: orders are gathered from its opening to its closing, and sent on its days of sending.

    By officers of the province, or of all its communes, and by operators. It opens and closes by itself.
    """
    fair = fairs.make_fair(asked=asked, by=current_person(), now=clock.now())
    response = _answer(fair)
    response.status_code, response.location = 201, f"/api/v1/fairs/{fair.slug}"
    return response


@blueprint.route("/fairs/<slug:slug>", methods=["GET"])
@public
@blueprint.response(200, schemas.FairDetail)
def show_fair(slug: str) -> Response:
    """One fair: its times, what is promised and ordered, how many packs are missing, and its history."""
    return _answer(queries.fair_with_slug(slug))


@blueprint.route("/fairs/<slug:slug>", methods=["PATCH"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@blueprint.arguments(schemas.FairChange)
@blueprint.response(200, schemas.FairDetail)
def change_fair(changes: Json, slug: str) -> Response:
    """Change what a fair says, and before it opens its times and its minimum."""
    fair, me = queries.fair_with_slug(slug, lock=True), current_person()
    access.keeper_roles(me, fair)
    require_match(fair.version)
    fairs.change_fair(fair=fair, changes=changes, by=me, now=clock.now())
    return _answer(fair)


@blueprint.route("/fairs/<slug:slug>/opening", methods=["PUT"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@blueprint.response(200, schemas.FairDetail)
def open_fair(slug: str) -> Response:
    """Open a fair now, before its time."""
    return _moved(slug, FairState.OPEN)


@blueprint.route("/fairs/<slug:slug>/closing", methods=["PUT"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@blueprint.response(200, schemas.FairDetail)
def close_fair(slug: str) -> Response:
    """Take no more orders from now on, before its time."""
    return _moved(slug, FairState.CLOSED)


@blueprint.route("/fairs/<slug:slug>/calling-off", methods=["PUT"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@blueprint.arguments(schemas.CallingOff)
@blueprint.response(200, schemas.FairDetail)
def call_off_fair(body: dict[str, Any], slug: str) -> Response:
    """Call a fair off: nothing more is sold there, and all that was ordered is cancelled and given back."""
    return _moved(slug, FairState.CALLED_OFF, note=body["reason"])


def _moved(slug: str, to: FairState, note: str = "") -> Response:
    fair, me = queries.fair_with_slug(slug, lock=True), current_person()
    roles = access.keeper_roles(me, fair)
    fairs.move_fair(fair=fair, to=to, roles=roles, by_id=me.id, now=clock.now(), note=note)
    return _answer(fair)


def _answer(fair: Fair) -> Response:
    told = shown.fair_shown(fair, gathered.gathered([fair])[fair.id], now=clock.now())
    more = {"history": queries.history(fair.id), "settled_at": fair.settled_at, "version": fair.version}
    return jsonify(_detail.dump(told | more))
