"""A try is committed before anybody compares; the code is sent by the worker."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app

from market.db import transaction
from market.notices.flows import send_sms
from market.orders.look_ups import actions, queries, rules
from market.orders.models import Order


def answer(*, look_up_id: UUID, code: str, now: datetime) -> Order:
    """The order that was asked for. Raises WrongLookUpCode."""
    asked = transaction(lambda: actions.take_try(asked=queries.look_up(look_up_id), now=now))
    return actions.use_code(asked=asked, typed=code, secret=_secret(), now=now)


def send_code(payload: dict[str, Any], now: datetime) -> None:
    """The worker's part: derive the code again and send it to the phone it was asked of, if that is the order's."""
    look_up_id = UUID(payload["look_up_id"])
    told = transaction(lambda: _sendable(look_up_id, now))
    if told is not None:
        number, phone = told
        words = {"number": number, "code": rules.look_up_code(_secret(), look_up_id)}
        send_sms(phone, rules.NOTICE, words, key=str(look_up_id), person_id=None, now=now)


def _sendable(look_up_id: UUID, now: datetime) -> tuple[str, str] | None:
    asked = queries.look_up(look_up_id)
    if asked is None or asked.expires_at <= now or asked.used_at is not None:
        return None
    found = queries.order_and_phone(asked, secret=_secret())
    return (found[0].number, found[1]) if found else None


def _secret() -> str:
    secret: str = current_app.config["MARKET"].secret_key
    return secret
