"""Teams, their households, consent and hand-over over HTTP: load, allow, do."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, request

from market import clock
from market.accounts.access import current_person, holding, signed_in
from market.accounts.schemas import CodeSent
from market.catalog import photos
from market.catalog import queries as catalog
from market.catalog.schemas.shops import ShopOut
from market.errors import NotFound
from market.http import Blueprint, page
from market.teams import actions, batches, flows, queries
from market.teams.models import Act, Household, Team
from market.teams.rules import CODE_LIFE, Method, Purpose
from market.teams.schemas import (
    ActPage,
    Batch,
    BatchResults,
    CodeAsked,
    ConsentIn,
    HandOver,
    HouseholdOut,
    HouseholdPage,
    HouseholdQuery,
    MemberOut,
    NewHousehold,
    NewMember,
    NewTeam,
    PageQuery,
    TeamOut,
    TeamPage,
    TeamVillages,
)
from market.text import slug

blueprint = Blueprint("teams", __name__, url_prefix="/api/v1", description="Community teams, households and consent")


@blueprint.route("/teams", methods=["POST"])
@holding("officer", "operator")
@blueprint.arguments(NewTeam)
@blueprint.response(201, TeamOut)
def make_team(fields: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Make a team that serves villages of one commune."""
    team = actions.make_team(fields=fields, by=current_person(), now=clock.now())
    return _team(team), {"Location": f"/api/v1/teams/{team.id}"}


@blueprint.route("/teams", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, TeamPage)
def list_teams(query: dict[str, Any]) -> dict[str, Any]:
    """The teams I am of, and those of the place I lead."""
    return page(queries.teams_seen_by(current_person()), Team.id, **query)


@blueprint.route("/teams/<uuid:team_id>", methods=["GET"])
@signed_in
@blueprint.response(200, TeamOut)
def show_team(team_id: UUID) -> dict[str, Any]:
    """A team, its villages and members."""
    return _team(queries.team_for(team_id, current_person()))


@blueprint.route("/teams/<uuid:team_id>/villages", methods=["PUT"])
@holding("officer", "operator")
@blueprint.arguments(TeamVillages)
@blueprint.response(200, TeamOut)
def set_villages(fields: dict[str, Any], team_id: UUID) -> dict[str, Any]:
    """Let the team serve these villages of its commune, and no others."""
    team = queries.team_to_lead(team_id, current_person())
    actions.set_villages(team=team, villages=fields["villages"], now=clock.now())
    return _team(team)


@blueprint.route("/teams/<uuid:team_id>/members", methods=["POST"])
@holding("officer", "operator")
@blueprint.arguments(NewMember)
@blueprint.response(201, MemberOut)
def add_member(fields: dict[str, Any], team_id: UUID) -> Any:
    """Let somebody work for the team's villages."""
    team = queries.team_to_lead(team_id, current_person())
    return actions.add_member(team=team, phone=fields["phone"], name=fields["name"], now=clock.now())


@blueprint.route("/teams/<uuid:team_id>/members/<uuid:person_id>", methods=["DELETE"])
@holding("officer", "operator")
@blueprint.response(204)
def remove_member(team_id: UUID, person_id: UUID) -> None:
    """The person works for the team no more."""
    actions.remove_member(team=queries.team_to_lead(team_id, current_person()), person_id=person_id)


@blueprint.route("/teams/<uuid:team_id>/households", methods=["POST"])
@signed_in
@blueprint.arguments(NewHousehold)
@blueprint.response(201, HouseholdOut)
def open_household(fields: dict[str, Any], team_id: UUID) -> dict[str, Any]:
    """Write a household down and prepare its shop, which nobody sees before the household agrees or signs in."""
    me = current_person()
    team = queries.team_to_work_in(team_id, me)
    return _household(actions.open_household(team=team, fields=fields, by=me, now=clock.now()))


@blueprint.route("/teams/<uuid:team_id>/households", methods=["GET"])
@signed_in
@blueprint.arguments(HouseholdQuery, location="query")
@blueprint.response(200, HouseholdPage)
def list_households(query: dict[str, Any], team_id: UUID) -> dict[str, Any]:
    """The households of the team's villages."""
    team = queries.team_for(team_id, current_person())
    village = query.pop("village", None)
    wanted = queries.households_of(team, village=slug(village) if village else None, consent=query.pop("consent", None))
    found = page(wanted, Household.id, **query)
    return found | {"items": queries.households_shown(found["items"])}


@blueprint.route("/teams/<uuid:team_id>/batches", methods=["POST"])
@signed_in
@blueprint.arguments(Batch)
@blueprint.response(200, BatchResults)
def carry_out(batch: dict[str, Any], team_id: UUID) -> dict[str, Any]:
    """Up to 200 acts typed without signal. Each is answered; one bad act never loses the others."""
    me = current_person()
    team = queries.team_to_work_in(team_id, me)
    return {"results": batches.carry_out(acts=batch["acts"], team=team, by=me, now=clock.now())}


@blueprint.route("/households/<uuid:household_id>", methods=["GET"])
@signed_in
@blueprint.response(200, HouseholdOut)
def show_household(household_id: UUID) -> dict[str, Any]:
    """One household, to itself, its team and its officers."""
    return _household(queries.household_for(household_id, current_person()))


@blueprint.route("/households/<uuid:household_id>/acts", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, ActPage)
def list_acts(query: dict[str, Any], household_id: UUID) -> dict[str, Any]:
    """What others did for the household: who typed it, and when."""
    household = queries.household_for(household_id, current_person())
    found = page(queries.acts_for(household), Act.id, **query)
    return found | {"items": queries.acts_shown(found["items"])}


@blueprint.route("/households/<uuid:household_id>/codes", methods=["POST"])
@signed_in
@blueprint.arguments(CodeAsked)
@blueprint.response(202, CodeSent)
def ask_code(asked: dict[str, Any], household_id: UUID) -> dict[str, int]:
    """Send a one-time code to the household's phone, with which it agrees, or takes its shop over."""
    household = queries.household_for(household_id, current_person())
    purpose = Purpose(asked["purpose"])
    phone = asked["phone"] if purpose == Purpose.HAND_OVER else None
    actions.ask_code(household=household, purpose=purpose, phone=phone, now=clock.now())
    return {"expires_in": int(CODE_LIFE.total_seconds())}


@blueprint.route("/households/<uuid:household_id>/consent", methods=["PUT"])
@signed_in
@blueprint.arguments(ConsentIn)
@blueprint.response(200, HouseholdOut)
def give_consent(given: dict[str, Any], household_id: UUID) -> dict[str, Any]:
    """Record consent by the code from the household's phone: its shop opens and the team may act for it."""
    me = current_person()
    household = queries.household_for(household_id, me)
    flows.consent_by_code(household=household, **given, by=me, secret=_secret(), now=clock.now())
    return _household(household)


@blueprint.route("/households/<uuid:household_id>/consent", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def withdraw_consent(household_id: UUID) -> None:
    """The household takes its consent back; the team acts no more, at once."""
    me = current_person()
    actions.withdraw_consent(household=queries.household_for(household_id, me), by=me, now=clock.now())


@blueprint.route("/households/<uuid:household_id>/consent/paper", methods=["PUT"])
@signed_in
@blueprint.response(201, HouseholdOut)
def give_consent_on_paper(household_id: UUID) -> dict[str, Any]:
    """Record consent by a photo (the body; JPEG, PNG, WebP, HEIC, ≤ 10 MB) of the signed paper."""
    me = current_person()
    household = queries.household_for(household_id, me)
    request.max_content_length = photos.LARGEST_FILE + 1
    media_dir = current_app.config["MARKET"].media_dir
    flows.consent_by_paper(household=household, read=request.get_data, media_dir=media_dir, by=me, now=clock.now())
    return _household(household)


@blueprint.route("/households/<uuid:household_id>/consent/paper", methods=["GET"])
@signed_in
@blueprint.response(200, content_type="image/webp")
def show_paper(household_id: UUID) -> Response:
    """The photo of the paper by which the consent in force was given."""
    household = queries.household_for(household_id, current_person())
    consent = queries.consent_of(household.id)
    if consent is None or consent.paper is None:
        raise NotFound
    media_dir = flows.papers(current_app.config["MARKET"].media_dir)
    content = photos.path_of(media_dir, household.id, consent.paper, "large").read_bytes()
    return Response(content, mimetype="image/webp", headers={"Cache-Control": "private, no-store"})


@blueprint.route("/me/consent", methods=["PUT"])
@signed_in
@blueprint.response(200, HouseholdOut)
def let_team_help() -> dict[str, Any]:
    """Let the team of my village act for my shop."""
    me, now = current_person(), clock.now()
    household = actions.own_household(person=me, now=now)
    actions.give_consent(household=household, method=Method.OWN, by=me, now=now)
    return _household(household)


@blueprint.route("/me/consent", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def end_teams_help() -> None:
    """The team of my village acts for my shop no more."""
    me = current_person()
    household = queries.household_of(me.id)
    if household is not None:
        actions.withdraw_consent(household=household, by=me, now=clock.now())


@blueprint.route("/shops/<uuid:shop_id>/hand-over", methods=["POST"])
@signed_in
@blueprint.arguments(HandOver)
@blueprint.response(200, ShopOut)
def hand_over(asked: dict[str, Any], shop_id: UUID) -> dict[str, Any]:
    """Hand a shop to the household's own sign-in: the phone to which a `hand_over` code was sent."""
    now, me = clock.now(), current_person()
    household, shop = queries.shop_to_hand_over(shop_id, me)
    flows.hand_over(household=household, shop=shop, **asked, by=me, secret=_secret(), now=now)
    return catalog.shop_shown(shop, me, now=now)


def _team(team: Team) -> dict[str, Any]:
    names = ("id", "name", "commune_code", "villages", "created_at")
    return {name: getattr(team, name) for name in names} | {"members": queries.members_of(team)}


def _household(household: Household) -> dict[str, Any]:
    return queries.households_shown([household])[0]


def _secret() -> str:
    secret: str = current_app.config["MARKET"].secret_key
    return secret
