"""The households of a team, and what was done for them."""

from typing import Any
from uuid import UUID

from flask import current_app

from market import clock
from market.accounts.access import current_person, signed_in
from market.http import PageQuery, page, require_match
from market.notices import told
from market.notices.schemas import NoticePage
from market.teams import access, batch_schemas, batches, flows, models, queries, rules, schemas
from market.teams.actions import corrections, households
from market.teams.blueprint import blueprint
from market.text import slug


@blueprint.route("/teams/<uuid:team_id>/households", methods=["POST"])
@signed_in
@blueprint.arguments(schemas.NewHousehold)
@blueprint.response(201, schemas.HouseholdOut)
def open_household(fields: dict[str, Any], team_id: UUID) -> tuple[dict[str, Any], dict[str, str]]:
    """Write a household down and prepare its shop, which nobody sees before the household agrees or signs in."""
    me = current_person()
    team = access.team_to_work_in(team_id, me)
    household = households.open_household(team=team, fields=fields, by=me, now=clock.now())
    return queries.household_shown(household), {"Location": f"/api/v1/households/{household.id}"}


@blueprint.route("/teams/<uuid:team_id>/households", methods=["GET"])
@signed_in
@blueprint.arguments(schemas.HouseholdQuery, location="query")
@blueprint.response(200, schemas.HouseholdPage)
def list_households(query: dict[str, Any], team_id: UUID) -> dict[str, Any]:
    """The households of the team's villages."""
    team = access.team_for(team_id, current_person())
    village = query.pop("village", None)
    wanted = queries.households_of(team, village=slug(village) if village else None, consent=query.pop("consent", None))
    found = page(wanted, models.Household.id, **query)
    return found | {"items": queries.households_shown(found["items"])}


@blueprint.route("/teams/<uuid:team_id>/batches", methods=["POST"])
@signed_in
@blueprint.arguments(batch_schemas.Batch)
@blueprint.response(200, batch_schemas.BatchResults)
def carry_out(batch: dict[str, Any], team_id: UUID) -> dict[str, Any]:
    """Up to 200 acts typed without signal. Each is answered; one bad act never loses the others."""
    me = current_person()
    team = access.team_to_work_in(team_id, me)
    return {"results": batches.carry_out(acts=batch["acts"], team=team, by=me, now=clock.now())}


@blueprint.route("/households/<uuid:household_id>", methods=["GET"])
@signed_in
@blueprint.response(200, schemas.HouseholdOut)
def show_household(household_id: UUID) -> dict[str, Any]:
    """One household, to itself, its team and its officers."""
    return queries.household_shown(access.household_for(household_id, current_person()))


@blueprint.route("/households/<uuid:household_id>/notices", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, NoticePage)
def list_notices(query: dict[str, Any], household_id: UUID) -> dict[str, Any]:
    """Was it said to the household? All, to itself and the team it agreed to; to others what was sent for its team."""
    me = current_person()
    household = access.household_for(household_id, me)
    kinds = None if access.may_act_for(household, me) else rules.FOR_THE_TEAM
    return told.page_for_person(household.person_id, kinds=kinds, **query)


@blueprint.route("/households/<uuid:household_id>", methods=["PATCH"])
@signed_in
@blueprint.arguments(schemas.HouseholdChange)
@blueprint.response(200, schemas.HouseholdOut)
def correct_household(changes: dict[str, Any], household_id: UUID) -> dict[str, Any]:
    """Put right what was written down, until it agrees or signs in: a phone by a `correction` code that went to it."""
    me = current_person()
    household = access.household_to_correct(household_id, me)
    require_match(household.version)
    secret = current_app.config["MARKET"].secret_key
    flows.correct(household=household, changes=changes, by=me, secret=secret, now=clock.now())
    return queries.household_shown(household)


@blueprint.route("/households/<uuid:household_id>", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def remove_household(household_id: UUID) -> None:
    """Take a household away that should not have been written down, until it agrees, signs in or has goods."""
    me = current_person()
    household = access.household_to_correct(household_id, me)
    corrections.require_correctable(household=household, fields=set(), by=me)
    corrections.remove(household=household, by=me, now=clock.now())
