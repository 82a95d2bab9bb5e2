"""`/team/{id}/crew`: who is of a team, who is asked to join, where it works; and teams made by those who lead."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, request

from market import clock, errors
from market.accounts.access import current_person, holding, signed_in, visitor
from market.accounts.rules import RoleName
from market.http.browsers import PageBlueprint
from market.teams import access, flows, queries, schemas
from market.teams.actions import teams
from market.web.shell import forms
from market.web.team import pages
from market.web.team.crew.words import CREW, DONE, INVITED, LEAVING, MAKE

blueprint = PageBlueprint("team_crew", __name__, template_folder="templates")
_LEADS = (RoleName.OFFICER, RoleName.OPERATOR)


@blueprint.route("/team/new", methods=["GET"])
@holding(*_LEADS)
def ask_team() -> Response:
    """The form of a team, of the commune that one leads."""
    communes = sorted(place for place in current_person().places(RoleName.OFFICER) if len(place) > 2)
    told: dict[str, Any] = {"commune_code": communes[0] if communes else ""}
    return pages.page("team_new.html", part="today", title=MAKE["title"], say=MAKE["say"], words=MAKE, **told)


@blueprint.route("/team/new", methods=["POST"])
@holding(*_LEADS)
@forms.back_to(ask_team)
def make_team() -> Response:
    """Make a team that serves villages of one commune."""
    typed = {name: request.form[name] for name in ("name", "commune_code") if request.form.get(name, "").strip()}
    given = forms.load(schemas.NewTeam(), typed | _villages())
    team = teams.make_team(fields=given, by=current_person(), now=clock.now())
    return forms.then(_path(team.id), "made")


@blueprint.route("/team/<uuid:team_id>/crew", methods=["GET"])
@signed_in
def show_crew(team_id: UUID) -> Response:
    """A team, its members and villages."""
    me = current_person()
    team = access.team_for(team_id, me)
    leads = access.is_led_by(team.commune_code, me)
    told: dict[str, Any] = {"team": team, "members": queries.members_of(team), "leads": leads}
    return _page("crew.html", team_id, CREW, say="say_leads" if leads else "say", **told)


@blueprint.route("/team/<uuid:team_id>/crew/villages", methods=["POST"])
@holding(*_LEADS)
@forms.back_to(show_crew)
def set_villages(team_id: UUID) -> Response:
    """Let the team serve these villages of its commune, and no others."""
    team = access.team_to_lead(team_id, current_person())
    given = forms.load(schemas.TeamVillages(), _villages())
    teams.set_villages(team=team, villages=given["villages"], now=clock.now())
    return forms.then(_path(team_id), "villages")


@blueprint.route("/team/<uuid:team_id>/crew/members", methods=["POST"])
@holding(*_LEADS)
@forms.back_to(show_crew)
def invite_member(team_id: UUID) -> Response:
    """Ask somebody to work for the team's villages: a code goes to her phone."""
    me = current_person()
    team = access.team_to_lead(team_id, me)
    given = forms.read(schemas.NewMember())
    invitation = teams.invite(team=team, **given, by=me, visitor=visitor(me), now=clock.now())
    return forms.then(f"{_path(team_id)}/invitations/{invitation.id}", "invited")


@blueprint.route("/team/<uuid:team_id>/crew/invitations/<uuid:invitation_id>", methods=["GET"])
@holding(*_LEADS)
def ask_join_code(team_id: UUID, invitation_id: UUID) -> Response:
    """The code that she reads off her phone."""
    team = access.team_to_lead(team_id, current_person())
    invitation = queries.invitation_of(team, invitation_id)
    waits = invitation.used_at is None and invitation.expires_at > clock.now()
    told: dict[str, Any] = {"invitation": invitation, "waits": waits, "say": "say" if waits else "say_used"}
    return _page("invited.html", team_id, INVITED, name=invitation.name, **told)


@blueprint.route("/team/<uuid:team_id>/crew/invitations/<uuid:invitation_id>", methods=["POST"])
@holding(*_LEADS)
@forms.back_to(ask_join_code)
def confirm_member(team_id: UUID, invitation_id: UUID) -> Response:
    """She has read the code off her phone, and works for the team from now on."""
    team = access.team_to_lead(team_id, current_person())
    invitation = queries.invitation_of(team, invitation_id)
    code, secret = forms.read(schemas.JoinCode())["code"], current_app.config["MARKET"].secret_key
    flows.join_team(team=team, invitation=invitation, code=code, secret=secret, now=clock.now())
    return forms.then(_path(team_id), "joined")


@blueprint.route("/team/<uuid:team_id>/crew/members/<uuid:person_id>/leaving", methods=["GET"])
@holding(*_LEADS)
def ask_leaving(team_id: UUID, person_id: UUID) -> Response:
    """Once more, before somebody's work ends."""
    team = access.team_to_lead(team_id, current_person())
    names = [one["name"] for one in queries.members_of(team) if one["id"] == person_id]
    if not names:
        raise errors.NotFound
    return _page("leaving_team.html", team_id, LEAVING, name=names[0], person_id=person_id)


@blueprint.route("/team/<uuid:team_id>/crew/members/<uuid:person_id>/leaving", methods=["POST"])
@holding(*_LEADS)
def remove_member(team_id: UUID, person_id: UUID) -> Response:
    """The person works for the team no more."""
    teams.remove_member(team=access.team_to_lead(team_id, current_person()), person_id=person_id)
    return forms.then(_path(team_id), "left")


def _villages() -> dict[str, list[str]]:
    """One a line."""
    lines = request.form.get("villages", "").splitlines()
    return {"villages": [line.strip() for line in lines if line.strip()]}


def _page(template: str, team_id: UUID, words: Any, *, say: str = "say", name: str = "", **shown: Any) -> Response:
    told = {"title": words["title"], "say": words[say].format(name=name), "words": words, "done": DONE}
    return pages.page(template, part="crew", team_id=team_id, here=_path(team_id), **told, **shown)


def _path(team_id: UUID) -> str:
    return f"/team/{team_id}/crew"
