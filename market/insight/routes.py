"""Figures, open data, targets and who needs a visit, over HTTP."""

from typing import Any

from flask import Response, make_response, request

from market import clock
from market.accounts.access import caller, current_person, holding
from market.accounts.rules import RoleName
from market.accounts.services.access import open_to
from market.http import Blueprint, language, pack_cursor, public, unpack_cursor
from market.insight import access, open_data, places, schemas
from market.insight.actions.targets import set_target, take_back
from market.insight.queries import targets, visits
from market.insight.queries.figures import answer, counted_at
from market.insight.queries.questions import Question, question
from market.insight.rules.measures import MEASURES
from market.insight.rules.refusals import NoSuchFigure
from market.insight.rules.spans import Span
from market.insight.targets import TargetMeasure
from market.language import speak

blueprint = Blueprint("figures", __name__, url_prefix="/api/v1", description="Figures that can be believed")


@blueprint.route("/statistics", methods=["GET"])
@public
@blueprint.response(200, schemas.MeasuresOut)
def list_measures() -> Any:
    """The figures there are, what each counts, and by what it can be broken down."""
    names = ("name", "title", "definition", "kind")
    told = [{**{n: getattr(one, n) for n in names}, "by": sorted(one.by)} for one in MEASURES.values()]
    return _spoken({"measures": told})


@blueprint.route("/statistics/<code:measure>", methods=["GET"])
@open_to("figures:read")
@public
@blueprint.arguments(schemas.StatisticsQuery, location="query")
@blueprint.response(200, schemas.StatisticsOut)
def get_statistics(query: dict[str, Any], measure: str) -> Any:
    """One figure: now, a month and a season before, whole or broken down; officers of the place see small numbers."""
    now = clock.now()
    asked = question(
        name=measure,
        by=query.get("by"),
        code=query.get("place"),
        start=query.get("start"),
        end=query.get("end"),
        viewer=caller(),
        now=now,
    )
    changed = counted_at(asked.place.province, now)
    return _told(asked, answer(asked), query) | {"counted_at": changed}


@blueprint.route("/targets/<code:place>/<code:measure>", methods=["PUT"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@blueprint.arguments(schemas.TargetIn)
@blueprint.response(200, schemas.TargetOut)
def put_target(body: dict[str, Any], place: str, measure: str) -> Any:
    """Set what a province or commune should reach; its communes and villages get their parts by households.

    A percentage is of all open shops for `active_shops`, of the households written down for `accounts` and
    `leading_households`, else of the households that are written down or have a shop.
    """
    now = clock.now()
    set_target(
        code=place,
        measure=_target_measure(measure),
        amount=body.get("amount"),
        percent=body.get("percent"),
        span=Span(body["start"], body["end"]),
        by=current_person(),
        now=now,
    )
    return _spoken(targets.target_of(places.place(place), measure, now=now))


@blueprint.route("/targets/<code:place>/<code:measure>", methods=["DELETE"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@blueprint.response(204)
def take_target_back(place: str, measure: str) -> None:
    """Take a target back where it was set, with the parts that came of it."""
    take_back(code=place, measure=_target_measure(measure), by=current_person())


@blueprint.route("/targets", methods=["GET"])
@open_to("figures:read")
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@blueprint.arguments(schemas.TargetsQuery, location="query")
@blueprint.response(200, schemas.TargetPage)
def list_targets(query: dict[str, Any]) -> Any:
    """The targets of a place and of the places in it: what was reached, day by day, and which teams helped."""
    place = access.place_of_officer(query.get("place"), current_person())
    return _spoken(targets.targets(place, limit=query["limit"], cursor=query.get("cursor"), now=clock.now()))


@blueprint.route("/visits", methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR, RoleName.TEAM_MEMBER)
@blueprint.arguments(schemas.VisitsQuery, location="query")
@blueprint.response(200, schemas.VisitPage)
def list_visits(query: dict[str, Any]) -> Any:
    """Who needs a visit: an order waits, goods ran out in season, never sold, never listed anything."""
    place = places.place(query.get("place") or access.home_of(current_person()))
    access.require_visitor(current_person(), place)
    page = {"limit": query["limit"], "cursor": query.get("cursor")}
    return _spoken(visits.visits(place, reason=query.get("reason"), now=clock.now(), **page))


def _target_measure(name: str) -> TargetMeasure:
    if name not in list(TargetMeasure):
        raise NoSuchFigure(names=", ".join(TargetMeasure))
    return TargetMeasure(name)


@blueprint.route("/open-data", methods=["GET"])
@public
@blueprint.response(200, schemas.OpenDataOut)
def list_open_data() -> dict[str, Any]:
    """The open data: sets and their addresses, what each column means, and the licence."""
    sets = [
        {"name": name, "title": table.title, **{kind: f"/api/v1/open-data/{name}.{kind}" for kind in ("csv", "json")}}
        for name, table in open_data.SETS.items()
    ]
    told: dict[str, Any] = speak({"sets": sets, "dictionary": open_data.dictionary()}, language())
    return told | {
        "licence": open_data.LICENCE,
        "licence_address": open_data.LICENCE_ADDRESS,
        "attribution": open_data.ATTRIBUTION,
        "counted_at": counted_at(places.HOME_PROVINCE, clock.now()),
    }


@blueprint.route("/open-data/<code:name>.csv", methods=["GET"])
@public
@blueprint.response(200, content_type="text/csv")
def get_open_csv(name: str) -> Response:
    """One set of open data as CSV (UTF-8, comma, first row names the columns)."""
    table = open_data.table_named(name)
    return _file("text/csv", lambda rows: open_data.as_csv(table, rows), table)


@blueprint.route("/open-data/<code:name>.json", methods=["GET"])
@public
@blueprint.response(200, content_type="application/json")
def get_open_json(name: str) -> Response:
    """One set of open data as JSON: the licence and the rows."""
    table = open_data.table_named(name)
    return _file("application/json", lambda rows: {"licence": open_data.LICENCE, "rows": rows}, table)


def _file(mimetype: str, written: Any, table: open_data.Table) -> Response:
    """The set, or 304 where the reader has it already; nothing is read for a reader who has."""
    now = clock.now()
    changed = counted_at(places.HOME_PROVINCE, now).replace(microsecond=0)
    known = request.if_modified_since
    if known is not None and changed <= known:
        response = make_response("", 304)
    else:
        response = make_response(written(open_data.rows(table, clock.local_day(now))))
        response.mimetype = mimetype
    response.last_modified = changed
    response.cache_control.public = True
    response.cache_control.max_age = 300
    return response


def _told(asked: Question, found: dict[str, Any], query: dict[str, Any]) -> dict[str, Any]:
    start = _start(query.get("cursor"))
    shown = found["items"][start : start + query["limit"]]
    following = start + len(shown)
    now, month, season = asked.spans
    spoken: dict[str, Any] = speak(
        {"title": asked.measure.title, "definition": asked.measure.definition, "items": shown}, language()
    )
    return spoken | {
        "measure": asked.measure.name,
        "kind": str(asked.measure.kind),
        "by": asked.by,
        "place": asked.place,
        "days": now,
        "last_month": month,
        "last_season": season,
        "exact": asked.exact,
        "total": found["total"],
        "next": pack_cursor(following) if following < len(found["items"]) else None,
    }


def _start(cursor: str | None) -> int:
    content = unpack_cursor(cursor) if cursor else 0
    return content if type(content) is int and content > 0 else 0


def _spoken(told: Any) -> Any:
    return speak(told, language())
