"""`/office/targets`: what a place aims at and how far it has come; set here, and taken back."""

from datetime import date
from typing import Any

from flask import Response

from market import clock, fields
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.http.browsers import PageBlueprint
from market.insight import schemas
from market.insight.actions import targets as actions
from market.insight.queries import targets as queries
from market.insight.rules.spans import Span
from market.insight.targets import BASES, TITLES, TargetMeasure
from market.web.officer import places
from market.web.officer.targets.words import DONE, NEW, TARGETS
from market.web.shell import charts, forms, frame

blueprint = PageBlueprint("office_targets", __name__, template_folder="templates")
_PATH = "/office/targets"
_NEW = f"{_PATH}/new"


class Taken(fields.Schema):
    """Of what the target is."""

    measure = fields.Choice([*TargetMeasure], required=True)


class Aim(Taken, schemas.TargetIn):
    """A target, and what it is of."""


@blueprint.route(_PATH, methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
def list_targets() -> Response:
    """The targets of the place, and the parts of the places in it."""
    where, query = places.chosen(), forms.asked(schemas.TargetsQuery())
    found = queries.targets(where, limit=query["limit"], cursor=query.get("cursor"), now=clock.now())
    own = [one | {"drawn": _drawn(one["days"])} for one in found["items"] if one["place"] == where.code]
    parts = [one for one in found["items"] if one["place"] != where.code]
    say = TARGETS["say" if found["items"] else "say_none"]
    told: dict[str, Any] = {"own": own, "parts_below": parts, "found": found, "title": TARGETS["title"], "say": say}
    return places.page("office_targets.html", where=where, path=_PATH, words=TARGETS, done=DONE, **told)


@blueprint.route(_NEW, methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
def ask_target() -> Response:
    """The form of a new target."""
    where, today = places.chosen(), clock.local_day(clock.now())
    said = {one: NEW["of"].format(title=TITLES[one], base=BASES[one]) for one in TargetMeasure}
    told: dict[str, Any] = {
        "measures": [(str(one), sentence.spoken(frame.spoken_language())) for one, sentence in said.items()],
        "first": today.isoformat(),
        "last": date(today.year, 12, 31).isoformat(),
    }
    title, say = NEW["title"], NEW["say"]
    return places.page("office_new_target.html", where=where, path=_NEW, title=title, say=say, words=NEW, **told)


@blueprint.route(_NEW, methods=["POST"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@forms.back_to(ask_target)
def put_target() -> Response:
    """Set it, and divide it over the places below."""
    where, read = places.chosen(), forms.read(Aim())
    actions.set_target(
        code=where.code,
        measure=TargetMeasure(read["measure"]),
        amount=read.get("amount"),
        percent=read.get("percent"),
        span=Span(read["start"], read["end"]),
        by=current_person(),
        now=clock.now(),
    )
    return forms.then(places.address(_PATH, where), "set")


@blueprint.route(f"{_PATH}/removal", methods=["POST"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@forms.back_to(list_targets)
def take_target_back() -> Response:
    """It is no more, nor are the parts that came of it."""
    where, read = places.chosen(), forms.read(Taken())
    actions.take_back(code=where.code, measure=read["measure"], by=current_person())
    return forms.then(places.address(_PATH, where), "removed")


def _drawn(days: list[dict[str, Any]]) -> dict[str, Any]:
    labels = [f"{one['day'].day}/{one['day'].month}" for one in days]
    reached = TARGETS["so_far"].spoken(frame.spoken_language())
    return charts.lines(labels, [(reached, [one["reached"] for one in days])], language=frame.spoken_language())
