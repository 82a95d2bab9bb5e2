"""The counter: a clerk hands cash over against a code."""

from typing import Any

from market import clock
from market.accounts.access import current_person, holding
from market.payments.flows.redemption import redeem as hand_over
from market.payments.models import CashOut
from market.payments.queries.tills import office_for
from market.payments.routes import blueprint, secret
from market.payments.schemas.cash_outs import RedemptionIn, RedemptionOut


@blueprint.route("/post-offices/<code:office_code>/cash-outs/redemptions", methods=["POST"])
@holding("clerk")
@blueprint.arguments(RedemptionIn)
@blueprint.response(201, RedemptionOut)
def redeem(asked: dict[str, Any], office_code: str) -> CashOut:
    """Pay whoever brings this code, out of this post office's till. Write down the last digits of the identity card."""
    me = current_person()
    office = office_for(office_code, me)
    return hand_over(office=office, by=me, secret=secret(), now=clock.now(), **asked)
