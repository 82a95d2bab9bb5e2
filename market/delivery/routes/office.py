"""An office's day."""

from typing import Any

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.delivery.access import require_clerk
from market.delivery.blueprint import blueprint
from market.delivery.queries import day
from market.delivery.queries.day import Day
from market.delivery.schemas.office import DayOut, DayQuery


@blueprint.route("/post-offices/<code:post_office_code>/day", methods=["GET"])
@holding(RoleName.CLERK, RoleName.OPERATOR)
@blueprint.arguments(DayQuery, location="query")
@blueprint.response(200, DayOut)
def show_day(query: dict[str, Any], post_office_code: str) -> Day:
    """The end-of-day summary: what was done, the cash taken in, the till, what was refused, and what is left to do."""
    require_clerk(post_office_code, current_person(), may_look=True)
    now = clock.now()
    return day.day_of(post_office_code, query.get("on") or clock.local_day(now), now=now)
