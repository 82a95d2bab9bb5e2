"""The households of a team, and what was done for them."""

from typing import Any
from uuid import UUID

from market import clock
from market.accounts.access import current_person, signed_in
from market.http import PageQuery, page
from market.teams import access, batch_schemas, batches, models, queries, schemas
from market.teams.actions import households
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


@blueprint.route("/me/acts", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.ActPage)
def list_my_acts(query: dict[str, Any]) -> dict[str, Any]:
    """What others did in my name: who typed it, and when."""
    return _acts(current_person().id, query)


@blueprint.route("/households/<uuid:household_id>/acts", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, schemas.ActPage)
def list_acts(query: dict[str, Any], household_id: UUID) -> dict[str, Any]:
    """What others did for the household: who typed it, and when."""
    return _acts(access.household_for(household_id, current_person()).person_id, query)


def _acts(person_id: UUID, query: dict[str, Any]) -> dict[str, Any]:
    found = page(queries.acts_for(person_id), models.ActivityLog.id, **query)
    return found | {"items": queries.acts_shown(found["items"])}
