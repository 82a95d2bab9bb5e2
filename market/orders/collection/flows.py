"""A code's try is committed before anybody compares; the buyer is sent the code by the worker."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app

from market import errors
from market.accounts import actions as accounts
from market.accounts import queries as people
from market.accounts.models import Person
from market.accounts.rules import is_code, subject_hash
from market.db import transaction
from market.notices.flows import send_sms
from market.orders import access, models
from market.orders.collection import handing_over, rules
from market.orders.queries import by_id
from market.orders.rules import OrderState


def hand_over(*, number: str, code: str, by: Person, now: datetime) -> tuple[models.Order, set[str]]:
    """The household or its team types the code that the buyer tells. Raises NotFound, NotAllowed (at a post office).

    GoesByPost, WrongCollectionCode, TooManyRequests, WrongState, OrderHeld.
    """
    order, roles = access.order_for(number, by)
    if roles.isdisjoint({"seller", "team_member"}) or order.collect_office is not None:
        raise errors.NotAllowed
    handing_over.require_collected(order)
    require_code(order=order, code=code, now=now)
    order, roles = access.order_for(number, by, lock=True)
    handing_over.hand_over(order=order, roles=roles, by_id=by.id, now=now)
    return order, roles


def require_code(*, order: models.Order, code: str, now: datetime) -> None:
    """Raises WrongCollectionCode; TooManyRequests after many wrong ones for the same order."""
    order_id, subject = order.id, subject_hash(_secret(), f"collection {order.number}")
    tried = transaction(lambda: accounts.count_try(limit=rules.WRONG_CODES, subject=subject, now=now))
    if not is_code(code, lambda key: rules.collection_code(key, order_id), _secret()):
        raise rules.WrongCollectionCode
    accounts.forgive([tried])


def send_code(payload: dict[str, Any], now: datetime) -> None:
    """Tell the buyer where the goods wait, and the code for which they are handed over; nothing once they have gone."""
    order, phone = transaction(lambda: _waiting(UUID(payload["order_id"])))
    if order is not None and phone:
        words = {"number": order.number, "place": order.collect_place or "", "code": code_of(order)}
        send_sms(phone, "collection_code", words, key=f"{order.id}-collection", person_id=order.buyer_id, now=now)


def code_of(order: models.Order) -> str:
    return rules.collection_code(_secret(), order.id)


def _waiting(order_id: UUID) -> tuple[models.Order | None, str | None]:
    order = by_id(order_id)
    if order is None or order.state != OrderState.PACKED:
        return None, None
    buyer = people.person(order.buyer_id)
    return order, buyer.phone if buyer else None


def _secret() -> str:
    secret: str = current_app.config["MARKET"].secret_key
    return secret
