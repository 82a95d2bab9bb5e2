"""Cash on delivery on its own axis, for the operator who looks after what is short or disputed."""

from typing import Any

from market import clock
from market.accounts.access import current_person, holding
from market.accounts.rules import RoleName
from market.payments.blueprint import SECOND, answered, blueprint
from market.payments.cash.models import CashOnDelivery
from market.payments.cash.queries import cash_page, locked_cash
from market.payments.remittances import decisions, schemas


@blueprint.route("/cash-on-delivery", methods=["GET"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.CashQuery, location="query")
@blueprint.response(200, schemas.CashPage)
def list_cash(query: dict[str, Any]) -> dict[str, Any]:
    """Cash on delivery by its state; without one, what is short or disputed."""
    return cash_page(**query)


@blueprint.route("/cash-on-delivery/<code:number>/waiver", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.arguments(schemas.WaiverIn)
@blueprint.response(200, schemas.CashOnDeliveryOut)
@blueprint.alt_response(202, schema=schemas.CashOnDeliveryOut, description=SECOND)
def waive(asked: dict[str, str], number: str) -> tuple[CashOnDelivery, int]:
    """Give up what the carrier has not remitted for this order. The platform bears it, never the household."""
    done = decisions.waive_rest(cash=locked_cash(number), by=current_person(), now=clock.now(), **asked)
    return locked_cash(number), answered(done)


@blueprint.route("/cash-on-delivery/<code:number>/upholding", methods=["PUT"])
@holding(RoleName.OPERATOR)
@blueprint.response(200, schemas.CashOnDeliveryOut)
def uphold(number: str) -> CashOnDelivery:
    """Disputed cash was collected after all."""
    decisions.confirm_collected(cash=locked_cash(number))
    return locked_cash(number)
