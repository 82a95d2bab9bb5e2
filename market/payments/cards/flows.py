"""Webhook events of the card gateway, applied by the worker."""

from datetime import datetime
from typing import Any
from uuid import UUID

from market.payments.cards import actions


def apply_event(payload: dict[str, Any], now: datetime) -> None:
    """Do what a stored event of the gateway asks for, within the worker's transaction."""
    actions.apply_event(id=UUID(payload["event"]), now=now)
