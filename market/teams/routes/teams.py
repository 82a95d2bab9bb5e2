"""Teams, their villages and members."""

from typing import Any
from uuid import UUID

from flask import current_app

from market import clock
from market.accounts.access import current_person, holding, signed_in
from market.accounts.rules import RoleName
from market.http import PageQuery, page
from market.teams import access, flows, models, queries, schemas
from market.teams.actions import teams
from market.teams.blueprint import blueprint


@blueprint.route("/teams", methods=["POST"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@blueprint.arguments(schemas.NewTeam)
@blueprint.response(201, schemas.TeamOut)
def make_team(fields: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Make a team that serves villages of one commune."""
    team = teams.make_team(fields=fields, by=current_person(), now=clock.now())
    return _team(team), {"Location": f"/api/v1/teams/{team.id}"}


@blueprint.route("/teams", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.TeamPage)
def list_teams(query: dict[str, Any]) -> dict[str, Any]:
    """The teams I am of, and those of the place I lead."""
    return page(queries.teams_seen_by(current_person()), models.Team.id, **query)


@blueprint.route("/teams/<uuid:team_id>", methods=["GET"])
@signed_in
@blueprint.response(200, schemas.TeamOut)
def show_team(team_id: UUID) -> dict[str, Any]:
    """A team, its villages and members."""
    return _team(access.team_for(team_id, current_person()))


@blueprint.route("/teams/<uuid:team_id>/villages", methods=["PUT"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@blueprint.arguments(schemas.TeamVillages)
@blueprint.response(200, schemas.TeamOut)
def set_villages(fields: dict[str, Any], team_id: UUID) -> dict[str, Any]:
    """Let the team serve these villages of its commune, and no others."""
    team = access.team_to_lead(team_id, current_person())
    teams.set_villages(team=team, villages=fields["villages"], now=clock.now())
    return _team(team)


@blueprint.route("/teams/<uuid:team_id>/members", methods=["POST"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@blueprint.arguments(schemas.NewMember)
@blueprint.response(202, schemas.InvitationOut)
def invite_member(fields: dict[str, Any], team_id: UUID) -> Any:
    """Ask somebody to work for the team's villages: a code goes to her phone. Nobody joins a team that she leads."""
    me = current_person()
    return teams.invite(team=access.team_to_lead(team_id, me), **fields, by=me, now=clock.now())


@blueprint.route("/teams/<uuid:team_id>/invitations/<uuid:invitation_id>/confirmation", methods=["PUT"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@blueprint.arguments(schemas.JoinCode)
@blueprint.response(200, schemas.MemberOut)
def confirm_member(fields: dict[str, Any], team_id: UUID, invitation_id: UUID) -> Any:
    """She has read the code off her phone, and works for the team from now on."""
    team = access.team_to_lead(team_id, current_person())
    invitation = queries.invitation_of(team, invitation_id)
    secret: str = current_app.config["MARKET"].secret_key
    return flows.join_team(team=team, invitation=invitation, code=fields["code"], secret=secret, now=clock.now())


@blueprint.route("/teams/<uuid:team_id>/members/<uuid:person_id>", methods=["DELETE"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@blueprint.response(204)
def remove_member(team_id: UUID, person_id: UUID) -> None:
    """The person works for the team no more."""
    teams.remove_member(team=access.team_to_lead(team_id, current_person()), person_id=person_id)


def _team(team: models.Team) -> dict[str, Any]:
    names = ("id", "name", "commune_code", "villages", "created_at")
    return {name: getattr(team, name) for name in names} | {"members": queries.members_of(team)}
