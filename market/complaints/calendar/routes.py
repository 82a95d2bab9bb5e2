"""Which days count in the time that an answer may take."""

from typing import Any

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.complaints.blueprint import blueprint
from market.complaints.calendar import actions, queries, rules, schemas
from market.http import language, public
from market.language import speak


@blueprint.route("/working-days", methods=["GET"])
@public
@blueprint.arguments(schemas.WorkingDaysQuery, location="query")
@blueprint.response(200, schemas.WorkingDaysOut)
def list_working_days(query: dict[str, Any]) -> Any:
    """The days off, and the days of a weekend that are worked, from today for a year.

    All other days from Monday to Friday are working days. What is due was reckoned when it was received and stays.
    """
    seen = rules.look(query.get("start"), query.get("end"), today=clock.local_day(clock.now()))
    return speak({"days": [vars(one) for one in queries.telling_days(seen)]}, language())


@blueprint.route("/working-days/<code:day>", methods=["PUT"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@blueprint.arguments(schemas.WorkingDayIn)
@blueprint.response(200, schemas.WorkingDayOut)
def set_working_day(body: dict[str, Any], day: str) -> Any:
    """Make a day to come (`2027-02-11`) a working day or a day off, as the Government or the province decided.

    By officers of a whole province and operators. What is received from now on is due by it; what was promised stays.
    """
    chosen = rules.day_written(day)
    actions.set_day(day=chosen, **body, by=current_person(), now=clock.now())
    return speak(vars(queries.telling_day(chosen)), language())


@blueprint.route("/working-days/<code:day>", methods=["DELETE"])
@holding(RoleName.OFFICER, RoleName.OPERATOR)
@blueprint.response(204)
def leave_working_day(day: str) -> None:
    """Leave a day to the calendar again."""
    actions.leave_day(day=rules.day_written(day), by=current_person(), now=clock.now())
