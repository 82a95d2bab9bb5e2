"""Checkout, which for a card calls the gateway between two commits; and what the worker does to many orders."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog

from market import errors, idempotency
from market.accounts.addresses.queries import recipient_at
from market.accounts.models import Person
from market.config import Config
from market.db import commit_step, transaction
from market.orders import baskets, models, queries
from market.orders.actions import checkouts, timers
from market.orders.actions.checkouts import Purchase, Recipient
from market.orders.actions.open_orders import require_room
from market.payments.cash.rules import COD
from market.payments.charges import flows as charges
from market.payments.charges.queries import latest_charge
from market.payments.methods import METHODS, require_open
from market.places.queries import require_place


def buy(
    *, by: Person, asked: Mapping[str, Any], config: Config, now: datetime, on_page: bool = False
) -> models.Checkout:
    """Place what a checkout asks for, in the words of its schema; goods to be paid at the door as far as there is room.

    Raises PaymentMethodUnavailable, NoSuchPlace, NoSuchAddress, TooManyOpenOrders, and what `check_out` raises.
    """
    require_open(asked["payment_method"], config)
    recipient = _recipient(asked, by)
    if asked["payment_method"] == COD:
        require_room(buyer=by, phone=recipient.phone, most=config.open_cod_orders)
    same = {name: value for name, value in asked.items() if name not in _ASKED_OTHERWISE}
    purchase = Purchase(wanted=baskets.quantities_of(asked["items"]), recipient=recipient, **same)
    return check_out(by=by, purchase=purchase, on_page=on_page, now=now)


_ASKED_OTHERWISE = ("items", "deliver_to", "address_id")


def _recipient(asked: Mapping[str, Any], by: Person) -> Recipient:
    """Who receives it and where: as said, or as it stands in the buyer's book at this moment."""
    address_id = asked.get("address_id")
    given = recipient_at(by.id, address_id) if address_id else asked["deliver_to"]
    if code := given.get("commune_code"):
        require_place(code, field="address_id" if address_id else "deliver_to.commune_code")
    return Recipient(**given)


def check_out(*, by: Person, purchase: Purchase, now: datetime, on_page: bool = False) -> models.Checkout:
    """Place a basket; one paid at the gateway is recorded and committed before the gateway hears of it.

    A keyed request that died in between goes on from there. `on_page`: the buyer has no client that asks for the card,
    so the gateway does. Raises as `checkouts.check_out` does, and CardUnavailable; then the orders are cancelled and
    the stock is back.
    """
    if not METHODS[purchase.payment_method].at_gateway:
        return checkouts.check_out(by=by, purchase=purchase, now=now)
    begun = resumed(on_page=on_page, now=now)
    if begun is not None:
        return begun
    checkout_id = checkouts.check_out(by=by, purchase=purchase, now=now).id
    idempotency.note_step(str(checkout_id))
    commit_step()
    return _opened(checkout_id, on_page, now)


def resumed(*, on_page: bool, now: datetime) -> models.Checkout | None:
    """What this keyed request had bought before it died, its charge opened now; None where it had bought nothing.

    Raises CardUnavailable.
    """
    noted = idempotency.reached()
    return _opened(UUID(noted), on_page, now) if noted else None


def _opened(checkout_id: UUID, on_page: bool, now: datetime) -> models.Checkout:
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
