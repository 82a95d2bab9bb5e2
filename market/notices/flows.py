"""Sending: read who and what, send outside any transaction, then log that it was sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app

from market.accounts import queries as accounts
from market.accounts.models import SignInCode
from market.accounts.rules import one_time_code
from market.config import Config
from market.db import db, transaction
from market.notices.adapters import sms_adapter
from market.notices.models import SentNotice
from market.notices.rules import SIGN_IN_CODE, sms


def send_notice(payload: dict[str, Any], now: datetime) -> None:
    """Tell a person by SMS. Somebody erased since is told nothing."""
    person_id = UUID(payload["person_id"])
    person = transaction(lambda: accounts.person(person_id))
    if person is not None and person.phone is not None:
        _send(person.phone, sms(payload["notice"], payload["words"]), payload["notice"], person_id, now)


def send_code(payload: dict[str, Any], now: datetime) -> None:
    """Send a one-time code, derived again from its row; one that has expired meanwhile is not sent."""
    code_id = UUID(payload["code_id"])
    row = transaction(lambda: db.session.get(SignInCode, code_id))
    if row is not None and row.expires_at > now:
        code = one_time_code(_config().secret_key, row.id)
        _send(row.phone, sms(SIGN_IN_CODE, {"code": code}), SIGN_IN_CODE, None, now)


def send_to_phone(to: str, notice: str, words: dict[str, str], *, now: datetime) -> None:
    """Send a notice to a phone of nobody in particular, such as the one a household left with its team."""
    _send(to, sms(notice, words), notice, None, now)


def _send(to: str, text: str, notice: str, person_id: UUID | None, now: datetime) -> None:
    adapter = sms_adapter(_config())
    adapter.send(to=to, text=text, at=now)
    sent = SentNotice(notice=notice, person_id=person_id, channel=adapter.name, sent_at=now)
    transaction(lambda: db.session.add(sent))


def _config() -> Config:
    config: Config = current_app.config["MARKET"]
    return config
