"""Orders of a fair as they stand once it is open, closed and sent: rows, not asked for at checkout."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from market import clock
from market.catalog.models import Product
from market.db import transaction
from market.orders.actions import transitions
from market.orders.actions.checkouts import check_out
from market.orders.models import Order
from market.orders.queries import locked
from tests.support.fair_rows import while_open
from tests.support.village import a_buyer, a_purchase


def in_days(days: int) -> date:
    return clock.local_day(clock.now()) + timedelta(days=days)


def gathered_order(good: Product, packs: int = 2, **given: Any) -> Order:
    """Of the stand's good, paid at the door."""

    def make() -> Order:
        placed = check_out(by=a_buyer(), purchase=a_purchase((good, packs)), now=clock.now()).orders[0]
        order = locked(placed.number)
        assert order is not None
        told = {"fair_slug": good.fair_slug, "ship_on": good.ships_on, "gathers_until": good.sale_closes_at}
        for name, value in (told | given).items():
            setattr(order, name, value)
        return order

    with while_open(good):
        return transaction(make)


def picked_order(good: Product, packs: int = 2, **given: Any) -> Order:
    """Accepted and packed, when orders were gathered no more."""
    order = gathered_order(good, packs, **given)

    def move() -> Order:
        held = locked(order.number)
        assert held is not None
        for step, role in ((transitions.accept, "fair"), (transitions.pack, "seller")):
            if held.state in ("placed", "accepted"):
                step(order=held, roles={role}, by_id=held.seller_id, now=clock.now())
        return held

    return transaction(move)
