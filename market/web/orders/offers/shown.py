"""What is offered for goods that are not there, as the page of the link and that of the order show it."""

from typing import Any

from market import clock
from market.orders.gathering import day
from market.orders.models import Order
from market.orders.substitutions import queries
from market.orders.substitutions.models import Substitution
from market.orders.substitutions.rules import SubstitutionState, less_vnd
from market.payments.methods import METHODS
from market.web.household.orders.shown import moment


def shown(order: Order, chosen: Substitution) -> dict[str, Any]:
    """Its goods, what the order costs with them, and until when one may choose."""
    return {
        "chosen": chosen,
        "is_open": is_open(chosen),
        "day": day(chosen.ship_on),
        "less_vnd": less_vnd(order.total_vnd, chosen.total_vnd),
        "until": moment(chosen.expires_at),
        "is_paid": METHODS[order.payment_method].is_prepaid,
    }


def is_open(chosen: Substitution) -> bool:
    return chosen.state == SubstitutionState.OPEN and chosen.expires_at > clock.now()


def open_offer(order: Order) -> dict[str, Any] | None:
    """What the buyer of an order of a fair chooses about at this moment."""
    chosen = queries.offered(order.id) if order.fair_slug is not None else None
    return shown(order, chosen) if chosen is not None and is_open(chosen) else None
