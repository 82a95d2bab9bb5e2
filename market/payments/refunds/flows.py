"""Refunds on their way to a card, by calls that stand in no transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

import structlog

from market.db import transaction
from market.payments.charges.gateway.calls import GatewayRefused, GatewayUnavailable
from market.payments.charges.gateway.client import card_gateway
from market.payments.charges.queries import charge
from market.payments.refunds import models, queries, rules, sending

_log = structlog.get_logger()


def send_refund(payload: dict[str, Any], now: datetime) -> None:
    """Give an approved refund back to its card, once. Raises GatewayUnavailable to be repeated.

    Before it is sent the gateway is asked whether it was sent before: an answer may have been lost.
    """
    refund_id = UUID(payload["refund_id"])
    refund, intent_id = transaction(lambda: _refund(refund_id))
    if refund is None or refund.state != rules.RefundState.APPROVED or intent_id is None:
        return
    gateway = card_gateway()
    try:
        sent = next((known for known in gateway.refunds_of(intent_id) if known.refund_id == refund_id), None)
        sent = sent or gateway.refund(intent_id=intent_id, refund_id=refund_id, amount_vnd=refund.amount_vnd)
    except GatewayRefused as error:
        _log.warning("refund refused", refund=str(refund_id), code=error.code)
        transaction(lambda code=error.code: _record_refusal(refund_id, code, now))  # type: ignore[misc]
        return
    transaction(lambda: _record_refund(refund_id, sent.id, sent.status, now))
    if sent.status == "pending":
        raise GatewayUnavailable("pending")  # asked again, should its event get lost


def _refund(refund_id: UUID) -> tuple[models.Refund | None, str | None]:
    refund = queries.locked_refund(refund_id)
    paid_by = charge(refund.charge_id) if refund and refund.charge_id else None
    return refund, paid_by.gateway_id if paid_by else None


def _record_refund(refund_id: UUID, gateway_id: str, status: str, now: datetime) -> None:
    refund = queries.locked_refund(refund_id)
    if refund is not None:
        sending.record_sending(refund=refund, gateway_id=gateway_id, status=status, now=now)


def _record_refusal(refund_id: UUID, code: str, now: datetime) -> None:
    refund = queries.locked_refund(refund_id)
    if refund is not None:
        sending.record_failure(refund=refund, failure=code, now=now)
