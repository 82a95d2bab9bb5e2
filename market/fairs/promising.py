"""Those who ordered where it is late or short are told, one order a transaction: what dies goes on from there."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import structlog
from flask import current_app

from market import errors
from market.db import transaction
from market.fairs import harvests, promised
from market.fairs.rules import FairState
from market.orders import queries as orders
from market.orders.actions import history, notifications
from market.orders.rules import BEFORE_PACKING
from market.orders.substitutions.actions import run_short
from market.orders.substitutions.rules import Short

_log = structlog.get_logger()
_AT_ONCE = 200


def tell_later_day(payload: dict[str, Any], now: datetime) -> None:
    """The outbox's job: every unpacked order of a stand is sent on its new day, and its buyer hears so once."""
    put_off(UUID(payload["product_id"]), now=now)


def put_off(product_id: UUID, *, now: datetime) -> None:
    """The same of one stand. Repeating it finds nobody."""
    day = transaction(lambda: promised.day_of(product_id))
    while day and (numbers := transaction(lambda: promised.not_told(product_id, day, limit=_AT_ONCE))):
        told = sum(_each(numbers, lambda number: _put_off(number, product_id, day, now)))
        if not told:
            return  # none of these can be moved; each said why in the log


def ask_too_late(payload: dict[str, Any], now: datetime) -> None:
    """The outbox's job: whoever comes too late for what a stand has is asked what they want instead."""
    ask_of(UUID(payload["product_id"]), now=now)


def ask_of(product_id: UUID, *, now: datetime) -> int:
    """The same of one stand; how many were asked or given their money back. Repeating it finds nobody."""
    numbers = transaction(lambda: _missed(product_id, now))
    return sum(_each(numbers, lambda number: _ask(number, product_id, now)))


def ask_due(*, now: datetime, limit: int = 50) -> int:
    """What was said while a fair gathered, once it has settled; and whatever a fall has left over."""
    for product_id in transaction(lambda: promised.late_stands(limit=limit)):
        put_off(product_id, now=now)
    return sum(ask_of(product_id, now=now) for product_id in transaction(lambda: promised.short_stands(limit=limit)))


def _missed(product_id: UUID, now: datetime) -> list[str]:
    found = promised.held_stand(product_id)
    if found is None:
        return []
    fair, stand = found
    if stand.packs_ready is None or fair.state != FairState.CLOSED or fair.settled_at is None:
        return []
    harvests.count(fair=fair, stand=stand, now=now)
    return promised.too_late(product_id, stand.packs_ready)


def _ask(number: str, product_id: UUID, now: datetime) -> bool:
    order, found = orders.locked(number, with_parcel=True), promised.held_stand(product_id)
    line = next((line for line in order.lines if line.product_id == product_id), None) if order else None
    if order is None or line is None or found is None:
        return False
    fair, stand = found
    if stand.packs_ready is None or number not in promised.too_late(product_id, stand.packs_ready):
        return False  # what another worker did meanwhile, or somebody who left, has made room
    equals = promised.equals(fair, line, besides=order.shop_id, by=order.ship_on)
    by, by_id = stand.short_by or "seller", stand.short_by_id or order.seller_id
    asked = run_short(order=order, short=Short(product_id, by, by_id, equals), now=now)
    harvests.count(fair=fair, stand=stand, now=now)
    return asked is not None


def _put_off(number: str, product_id: UUID, day: date, now: datetime) -> bool:
    order = orders.locked(number)
    if order is None or order.state not in BEFORE_PACKING or (order.ship_on and order.ship_on >= day):
        return False
    order.ship_on = day
    order.wind(0)
    text = f"nhà bán dời ngày gửi sang {day:%d/%m}"
    history.note(order=order, by="seller", by_id=None, text=text, now=now)
    here = current_app.config["MARKET"].public_url.rstrip("/")
    notifications.notify_person(
        order=order,
        person_id=order.buyer_id,
        notice="fair_late",
        now=now,
        once=f"late {product_id}",  # of several orders there its buyer hears once
        day=f"{day:%d/%m}",
        link=f"{here}/orders/{order.number}",
    )
    return True


def _each(numbers: list[str], act: Callable[[str], bool]) -> list[bool]:
    done = []
    for number in numbers:
        try:
            done.append(transaction(lambda number=number: act(number)))  # type: ignore[misc]
        except errors.Busy:
            raise
        except Exception as error:  # one order that cannot be moved must not hold up the others
            _log.exception("promise stumbled", order=number, error=type(error).__name__)
    return done
