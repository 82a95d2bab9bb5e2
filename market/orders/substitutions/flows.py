"""The buyer is sent the link that answers, by the worker; whoever has it chooses; what nobody answers ends."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import structlog
from flask import current_app

from market import clock, errors, ids
from market.accounts import queries as people
from market.db import db, transaction
from market.notices.flows import send_sms
from market.orders import queries as orders
from market.orders.models import Order
from market.orders.substitutions import actions, queries, rules
from market.orders.substitutions.models import Substitution

_log = structlog.get_logger()


class Offered(NamedTuple):
    """What is offered of an order, to whoever came by the link."""

    order: Order
    chosen: Substitution


def by_code(number: str, code: str, *, lock: bool = False) -> Offered:
    """What the link of the message is about. Raises NothingOffered: the same for whatever is wrong with it."""
    order = None
    if ids.is_order_number(number):
        order = orders.locked(number, with_parcel=True) if lock else orders.with_number(number)
    chosen = queries.offered(order.id) if order is not None else None
    if order is None or chosen is None or not rules.opens(_secret(), chosen.id, code):
        raise rules.NothingOffered
    return Offered(order, chosen)


def answer_by_code(*, number: str, code: str, take: bool, now: datetime) -> Offered:
    """Whoever has the link takes the other goods, or the money. Raises as `actions.take` and `actions.decline` do."""
    found = by_code(number, code, lock=True)
    act = actions.take if take else actions.decline
    act(order=found.order, by_id=found.order.buyer_id, now=now)
    return Offered(found.order, queries.offered(found.order.id) or found.chosen)


def tell_buyer(payload: dict[str, Any], now: datetime) -> None:
    """Send the buyer what is offered and the link that answers, by SMS; nothing once it is answered."""
    substitution_id = UUID(payload["substitution_id"])
    chosen, order, phone = transaction(lambda: _sendable(substitution_id, now))
    if chosen is None or order is None or phone is None:
        return
    here = current_app.config["MARKET"].public_url.rstrip("/")
    words = {
        "number": order.number,
        "what": actions.said(chosen),
        "until": clock.spoken_day(chosen.expires_at),
        "link": f"{here}/o/{order.number}/{rules.code_of(_secret(), chosen.id)}",
    }
    send_sms(phone, rules.NOTICE, words, key=str(chosen.id), person_id=order.buyer_id, now=now)


def end_due(*, now: datetime, limit: int = 100) -> int:
    """Give back the money of every order whose buyer has not chosen in time; returns how many were looked at."""
    numbers = transaction(lambda: queries.due(now, limit=limit))
    for number in numbers:
        try:
            transaction(lambda number=number: _expire(number, now))  # type: ignore[misc]
        except errors.Busy:
            raise
        except Exception as error:  # one that cannot be ended must not hold up the others
            _log.exception("substitution stumbled", order=number, error=type(error).__name__)
    return len(numbers)


def _expire(number: str, now: datetime) -> None:
    order = orders.locked(number, with_parcel=True)
    if order is not None:
        actions.expire(order=order, now=now)


def _sendable(substitution_id: UUID, now: datetime) -> tuple[Substitution | None, Order | None, str | None]:
    chosen = db.session.get(Substitution, substitution_id, populate_existing=True)
    if chosen is None or chosen.state != rules.SubstitutionState.OPEN or chosen.expires_at <= now:
        return None, None, None
    order = orders.by_id(chosen.order_id)
    buyer = people.person(order.buyer_id) if order else None
    return chosen, order, buyer.phone if buyer else None


def _secret() -> str:
    secret: str = current_app.config["MARKET"].secret_key
    return secret
