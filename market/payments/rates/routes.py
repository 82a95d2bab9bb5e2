"""Dated rates: commission, taxes, fees."""

from typing import Any

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.payments.blueprint import blueprint
from market.payments.rates import actions, models, queries, schemas


@blueprint.route("/rates", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.RateQuery, location="query")
@blueprint.response(200, schemas.RatePage)
def list_rates(query: dict[str, Any]) -> dict[str, Any]:
    """Every rate that held, holds or will hold, newest day first; `waiting`: what a second operator must want too."""
    return queries.rates(**query)


@blueprint.route("/rates", methods=["POST"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.RateIn)
@blueprint.response(201, schemas.RateOut)
@blueprint.alt_response(202, schema=schemas.RateOut, description="Proposed: it holds once a second one asks the same.")
def set_rate(asked: dict[str, Any]) -> tuple[models.Rate | models.RateProposal, int]:
    """Let a rate hold from a day on, tomorrow at the earliest. What was booked before stays as it is."""
    row = actions.set_rate(by=current_person(), now=clock.now(), **asked)
    return row, 201 if isinstance(row, models.Rate) else 202
