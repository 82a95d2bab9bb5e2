"""What is counted of fairs follows what happens: each job counts one fair again, never adds one to it.

A fair gathers many orders at once: the first job of a bunch counts for all that were put before it began to look.
"""

from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from market import outbox
from market.db import db, without_timeout
from market.fairs.models import Fair
from market.fairs.rules import FairMoved
from market.insight.actions.holding import hold
from market.insight.calendar import day_of, days_between
from market.insight.fairs import recount
from market.insight.fairs.models import FairCell
from market.insight.fairs.rules import COUNTS, RETURN_DAYS, Tally
from market.orders.models import Order, OrderMove
from market.orders.rules import OrderState
from market.outbox import OutboxEntry

FAIR = "figures.fair"
_BUNCHED = timedelta(seconds=30)
_ORDERS = sa.bindparam("orders", type_=sa.Uuid(), expanding=True)


def on_fair_moved(moved: FairMoved) -> None:
    """Closing says which orders it keeps."""
    slug = db.session.scalar(sa.select(Fair.slug).where(Fair.id == moved.fair_id))
    if slug is not None and moved.origin is not None:
        put(slug, moved.at)


def put(slug: str, now: datetime) -> None:
    outbox.put(FAIR, {"fair": slug}, now=now, due_at=now + _BUNCHED)


def put_for_orders(order_ids: list[UUID], now: datetime) -> None:
    """Have the fairs counted again whose figures these orders may have changed."""
    for slug in sorted(touched(order_ids)):
        put(slug, now)


def touched(order_ids: list[UUID]) -> set[str]:
    """The fairs of these orders, those to which their buyers come back by them, those of their shops' first sales."""
    return set(db.session.scalars(_touched(), {"orders": list(order_ids)}))


def count_fair(payload: dict[str, Any], now: datetime) -> None:
    """Count one fair again, and have done with what else waits to have it counted: the outbox's job."""
    fair = db.session.scalar(sa.select(Fair).where(Fair.slug == payload["fair"]))
    if fair is None:
        return
    hold(fair.province_code, now)
    _settle_others(fair.slug, now)
    _write(recount.fairs(fair.slug), FairCell.slug == fair.slug, now=now)


def count_everything(*, now: datetime) -> int:
    """Throw it all away and count anew; how many fairs have figures. Whoever calls holds all provinces."""
    without_timeout()
    found = recount.fairs()
    _write(found, sa.true(), now=now)
    return len(found)


def _write(counted: dict[str, Tally], old: sa.ColumnElement[bool], *, now: datetime) -> None:
    db.session.execute(sa.delete(FairCell).where(old).execution_options(synchronize_session=False))
    rows = [
        {"slug": slug, "counted_at": now} | {name: getattr(tally, name) for name in COUNTS}
        for slug, tally in counted.items()
    ]
    if rows:
        db.session.execute(sa.insert(FairCell), rows)


def _settle_others(slug: str, now: datetime) -> None:
    """What is committed by now is in what is counted next; what is leased counts for itself."""
    same = (OutboxEntry.topic == FAIR, OutboxEntry.payload["fair"].as_string() == slug)
    free = (OutboxEntry.done_at.is_(None), OutboxEntry.leased_until.is_(None))
    done = sa.update(OutboxEntry).where(*same, *free).values(done_at=now)
    db.session.execute(done.execution_options(synchronize_session=False))


@cache
def _touched() -> sa.CompoundSelect[Any]:
    """Built once: most of the work."""
    mine = sa.select(Order.fair_slug.label("slug")).where(Order.id.in_(_ORDERS), Order.fair_slug.is_not(None))
    return sa.union(mine, _come_back_to(), _first_sold_at())


def _come_back_to() -> Any:
    again, there = aliased(Order), aliased(Order)
    days = days_between(day_of(Fair.closes_at), day_of(again.placed_at))
    fairs = sa.select(there.fair_slug).join(again, again.buyer_id == there.buyer_id)
    fairs = fairs.join(Fair, Fair.slug == there.fair_slug).where(again.id.in_(_ORDERS))
    return fairs.where(again.placed_at >= Fair.closes_at, days <= RETURN_DAYS)


def _first_sold_at() -> Any:
    """A delivery that is now its shop's first takes that from another's fair."""
    first, there, earlier = aliased(Order), aliased(Order), aliased(Order)
    at, before = aliased(OrderMove), aliased(OrderMove)
    sooner = (earlier.shop_id == first.shop_id, before.target == OrderState.DELIVERED, before.at < at.at)
    is_first = ~sa.exists().where(before.order_id == earlier.id, *sooner)
    fairs = sa.select(there.fair_slug).join(first, first.shop_id == there.shop_id)
    fairs = fairs.join(at, sa.and_(at.order_id == first.id, at.target == OrderState.DELIVERED))
    return fairs.where(first.id.in_(_ORDERS), there.fair_slug.is_not(None), is_first)
