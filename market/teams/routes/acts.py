"""What was done in somebody's name, and by operators in office, as it is read."""

from typing import Any
from uuid import UUID

from market.accounts.access import current_person, holding, signed_in
from market.accounts.rules import RoleName
from market.http import PageQuery, page
from market.teams import access, act_schemas, logbook, models
from market.teams.blueprint import blueprint


@blueprint.route("/me/acts", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, act_schemas.ActPage)
def list_my_acts(query: dict[str, Any]) -> dict[str, Any]:
    """What others did in my name, and which operator looked me up or decided about me: who, when, and why."""
    return _shown(logbook.acts_for(current_person().id), query)


@blueprint.route("/households/<uuid:household_id>/acts", methods=["GET"])
@signed_in
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, act_schemas.ActPage)
def list_acts(query: dict[str, Any], household_id: UUID) -> dict[str, Any]:
    """What others did for the household: who typed it, and when."""
    return _shown(logbook.acts_for(access.household_for(household_id, current_person()).person_id), query)


@blueprint.route("/acts", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(act_schemas.OperatorActQuery, location="query")
@blueprint.response(200, act_schemas.OperatorActPage)
def list_operators_acts(query: dict[str, Any]) -> dict[str, Any]:
    """What operators did in office, look-ups too: who, what, to whom, when and why. Lines are only ever added."""
    which = {name: query.pop(name, None) for name in ("by", "about", "on")}
    return _shown(logbook.acts_of_operators(**which), query)


def _shown(wanted: Any, query: dict[str, Any]) -> dict[str, Any]:
    found = page(wanted, models.ActivityLog.id, **query)
    return found | {"items": logbook.acts_shown(found["items"])}
