"""What came of past fairs, as rows: orders with the days of their steps, whoever moved them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from market import clock
from market.accounts.models import Person
from market.catalog.models import Product
from market.db import db, transaction
from market.fairs.models import Fair
from market.fairs.rules import FairState
from market.insight.fairs import actions
from market.orders.actions.checkouts import check_out
from market.orders.models import Order, OrderMove
from tests.support.fair_rows import fair_row, while_open
from tests.support.village import a_buyer, a_purchase

DAY = timedelta(days=1)
STEPS = ("accepted", "packed", "shipped", "delivered")


def past_fair(closed_days_ago: int = 90, **fields: Any) -> Fair:
    """A fair that was open for three days, and sent its goods two to four days later."""
    closes = clock.now() - closed_days_ago * DAY
    day = clock.local_day(closes)
    given = {"opens_at": closes - 3 * DAY, "closes_at": closes, "ships_from": day + 2 * DAY, "ships_to": day + 4 * DAY}
    return fair_row(FairState.OVER, **{"created_at": closes - 9 * DAY} | given | fields)


def bought(good: Product, *, at: datetime, packs: int = 1, buyer: Person | None = None, **steps: datetime) -> Order:
    """An order that came to each of `steps` at its instant; of a fair where the good is."""
    by = buyer or a_buyer()
    with while_open(good):
        order = transaction(lambda: check_out(purchase=a_purchase((good, packs)), by=by, now=at)).orders[0]

    def live() -> Order:
        kept = db.session.get_one(Order, order.id)
        kept.fair_slug = good.fair_slug
        for state, when in steps.items():
            move = {"move_no": len(kept.history) + 1, "origin": kept.state, "target": state, "by": "worker"}
            db.session.add(OrderMove(order_id=kept.id, at=when, by_id=None, note="", **move))
            kept.state, kept.state_since, kept.timer_at = state, when, None
            db.session.flush()
            db.session.refresh(kept)
        return kept

    return transaction(live)


def delivered_from(good: Product, *, at: datetime, sent: datetime, **given: Any) -> Order:
    """An order that was sent at an instant, and came two days later."""
    steps: dict[str, Any] = dict(zip(STEPS, (sent - 2 * DAY, sent - DAY / 24, sent, sent + 2 * DAY), strict=True))
    return bought(good, at=at, **given, **steps)


def all_counted() -> None:
    transaction(lambda: actions.count_everything(now=clock.now()))
