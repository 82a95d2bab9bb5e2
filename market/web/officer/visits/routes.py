"""`/office/visits`: who needs a visit and why, and whom of the village's team to call."""

from typing import Any

from flask import Response

from market import clock
from market.accounts.access import holding
from market.accounts.rules import RoleName
from market.http.browsers import PageBlueprint
from market.insight import schemas
from market.insight.places import Place, communes_of
from market.insight.queries import visits
from market.teams import queries as teams
from market.web.officer import places
from market.web.officer.visits.words import TABS, VISITS
from market.web.shell import forms, frame

blueprint = PageBlueprint("office_visits", __name__, template_folder="templates")
_PATH = "/office/visits"


@blueprint.route(_PATH, methods=["GET"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
def list_visits() -> Response:
    """Who needs a visit here, the most urgent first."""
    where, query = places.chosen(), forms.asked(schemas.VisitsQuery())
    asked = {"reason": query.get("reason"), "limit": query["limit"], "cursor": query.get("cursor")}
    found = visits.visits(where, **asked, now=clock.now())
    told: dict[str, Any] = {
        "found": found,
        "helpers": teams.helpers_of({one["village_key"] for one in found["items"]}),
        "communes": communes_of(where.province),
        "tabs": _tabs(where),
        "reason": asked["reason"] or "",
        "local_day": clock.local_day,
    }
    title, say = VISITS["title"], VISITS["say" if found["items"] else "say_none"]
    return places.page("office_visits.html", where=where, path=_PATH, title=title, say=say, words=VISITS, **told)


def _tabs(where: Place) -> list[tuple[str, str, str]]:
    words = [("", VISITS["all"]), *TABS.items()]
    return [
        (reason, places.address(_PATH, where, reason=reason), said.spoken(frame.spoken_language()))
        for reason, said in words
    ]
