"""Checkout by card, which calls the gateway between two commits; and what the worker does to many orders."""

from datetime import datetime
from uuid import UUID

import structlog

from market import errors, idempotency
from market.accounts.models import Person
from market.db import commit_step, transaction
from market.orders import models, queries
from market.orders.actions import checkouts, timers
from market.orders.actions.checkouts import Purchase
from market.payments.charges import flows as charges
from market.payments.charges.queries import latest_charge
from market.payments.methods import METHODS


def check_out(*, by: Person, purchase: Purchase, now: datetime, on_page: bool = False) -> models.Checkout:
    """Place a basket; one paid at the gateway is recorded and committed before the gateway hears of it.

    `on_page`: the buyer has no client that asks for the card, so the gateway does. A keyed request that died in
    between goes on from there. Raises as `checkouts.check_out` does, and CardUnavailable;
    then the orders are cancelled and the stock is back.
    """
    if not METHODS[purchase.payment_method].at_gateway:
        return checkouts.check_out(by=by, purchase=purchase, now=now)
    noted = idempotency.reached()
    checkout_id = UUID(noted) if noted else checkouts.check_out(by=by, purchase=purchase, now=now).id
    idempotency.note_step(str(checkout_id))
    commit_step()
    charge = transaction(lambda: latest_charge(str(checkout_id)))
    if charge is not None:
        charges.open_or_give_up(charge.id, on_page=on_page, now=now)
    return transaction(lambda: queries.checkout(checkout_id))


_log = structlog.get_logger()


def ring_due(*, now: datetime, limit: int = 100) -> int:
    """Ring every due timer, each in a transaction of its own; returns how many rang."""
    numbers = transaction(lambda: queries.due(now, limit=limit))
    for number in numbers:
        try:
            transaction(lambda number=number: _ring(number, now))  # type: ignore[misc]
        except errors.Busy:
            raise
        except Exception as error:  # one order that cannot be moved must not hold up the others
            _log.exception("timer stumbled", order=number, error=type(error).__name__)
    return len(numbers)


def _ring(number: str, now: datetime) -> None:
    order = queries.locked(number, with_parcel=True)  # another worker may have rung it meanwhile: then nothing is due
    if order is not None:
        timers.ring(order=order, now=now)
