"""`/team`: her households, with what each needs today, the neediest first."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, redirect, request

from market import fields
from market.accounts import access as accounts
from market.accounts.rules import RoleName
from market.http import PageQuery
from market.http import page as paged
from market.http.browsers import PageBlueprint
from market.teams import access, models, needs, queries
from market.text import slug
from market.web.shell import forms, frame
from market.web.team import pages
from market.web.team.today.words import NEEDS, TEAMS, TODAY
from market.web.team.words import DONE, STANDINGS

blueprint = PageBlueprint("team_today", __name__, template_folder="templates")


class HouseholdsAsked(PageQuery):
    q = fields.String(longest=120, shortest=0, load_default="")
    village = fields.String(longest=80)


@blueprint.route("/team", methods=["GET"])
@accounts.signed_in
def show_teams() -> Response:
    """On to one's only team, or the choice of several: those one is of, and those of the place one leads."""
    me = accounts.current_person()
    found = paged(queries.teams_seen_by(me), models.Team.id, **forms.asked(PageQuery()))
    leads = me.holds(RoleName.OFFICER) or me.holds(RoleName.OPERATOR)
    if len(found["items"]) == 1 and not leads:
        return redirect(f"/team/{found['items'][0].id}", 303)  # type: ignore[return-value]
    none = "say_leads_none" if leads else "say_none"
    say = TEAMS["say" if found["items"] else none]
    told: dict[str, Any] = {"teams": found["items"], "next": found["next"], "leads": leads}
    return pages.page("teams.html", part="today", title=TEAMS["title"], say=say, words=TEAMS, done=DONE, **told)


@blueprint.route("/team/<uuid:team_id>", methods=["GET"])
@accounts.signed_in
def show_households(team_id: UUID) -> Response:
    """The households of a team, and what each needs."""
    me, asked = accounts.current_person(), forms.asked(HouseholdsAsked())
    team = access.team_for(team_id, me)
    village, q = asked.pop("village", None), asked.pop("q")
    found = needs.page(team, me, q=q, village=slug(village) if village else None, **asked)
    items, looked_for = [_told(one) for one in found["items"]], {"q": q, "village": village or ""}
    told: dict[str, Any] = {"team": team, "items": items, "works": access.is_member(team, me), **looked_for}
    told["next"] = f"/team/{team.id}?{urlencode(looked_for | {'cursor': found['next']})}" if found["next"] else None
    say = TODAY[_say(items, looked_for)]
    return pages.page(
        "households.html", part="today", team_id=team.id, title=TODAY["title"], say=say, words=TODAY, done=DONE, **told
    )


def _say(items: list[dict[str, Any]], looked_for: dict[str, str]) -> str:
    if not items:
        return "say_not_found" if any(looked_for.values()) or "cursor" in request.args else "say_none"
    return "say" if any(one["told"] for one in items) else "say_quiet"


def _told(household: dict[str, Any]) -> dict[str, Any]:
    """With what it needs in words; if nothing, how it stands to the team."""
    spoken = frame.spoken_language()
    needed = [
        {"name": name, "words": NEEDS[name].format(n=count).spoken(spoken)}
        for name, count in household["needs"].items()
    ]
    quiet = TODAY["fine"] if household["standing"] == "agreed" else STANDINGS[household["standing"]]
    return household | {"told": needed, "quiet": quiet.spoken(spoken)}
