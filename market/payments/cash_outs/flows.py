"""Sending codes by SMS. Each is derived again from its row; one that is good for nothing any more is not sent."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from market import clock, errors, money
from market.accounts import queries as people
from market.db import db, locked, transaction
from market.notices.flows import send_sms
from market.notices.sentences import CASH_OUT_CODE, CASH_OUT_CONFIRMATION
from market.payments.cash_outs import actions, models, queries, rules


def send_cash_out_code(payload: dict[str, Any], now: datetime) -> None:
    """Send the payee the eight digits that a clerk will ask for."""
    row, phone, _ = transaction(lambda: _sendable(payload, rules.CashOutState.OPEN, now))
    if row is not None and phone:
        code = rules.cash_out_code(_secret(), row.id, row.code_no)
        words = money.amount_words(row.amount_vnd) | {"code": code, "until": clock.spoken_day(row.expires_at)}
        send_sms(phone, CASH_OUT_CODE, words, key=f"{row.id}-{row.code_no}", person_id=row.payee_id, now=now)


def send_confirmation_code(payload: dict[str, Any], now: datetime) -> None:
    """Send the household the six digits by which it lets its team ask in its name."""
    row, phone, asker = transaction(lambda: _sendable(payload, rules.CashOutState.ASKED, now))
    if row is not None and phone:
        code = rules.confirmation_code(_secret(), row.id, row.code_no)
        words = money.amount_words(row.amount_vnd) | {"code": code, "asker": asker}
        key = f"{row.id}-{row.code_no}-asked"
        send_sms(phone, CASH_OUT_CONFIRMATION, words, key=key, person_id=row.payee_id, now=now)


def _sendable(
    payload: dict[str, Any], state: rules.CashOutState, now: datetime
) -> tuple[models.CashOut | None, str | None, str]:
    row = db.session.get(models.CashOut, UUID(payload["cash_out_id"]), populate_existing=True)
    if row is None or row.state != state or row.code_no != payload["code_no"] or row.expires_at <= now:
        return None, None, ""
    payee, asker = people.person(row.payee_id), people.person(row.asked_by_id)
    return row, payee.phone if payee else None, asker.name if asker else ""


def _secret() -> str:
    secret: str = current_app.config["MARKET"].secret_key
    return secret


def expire_due(*, now: datetime, limit: int = 100) -> int:
    """Let go of every cash-out that nobody came for; returns how many."""
    due = transaction(lambda: queries.due_to_expire(now, limit=limit))
    return sum(transaction(lambda row_id=row_id: _expire(row_id, now)) for row_id in due)  # type: ignore[misc]


def _expire(row_id: UUID, now: datetime) -> bool:
    row = db.session.scalars(locked(select(models.CashOut).where(models.CashOut.id == row_id))).one()
    if row.expires_at > now:  # a new code was given meanwhile
        return False
    try:
        actions.expire_cash_out(row=row, now=now)
    except errors.WrongState:
        return False
    return True
