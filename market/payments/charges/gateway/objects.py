"""What the gateway answers about, cut down to what we act on. Amounts in đồng."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Intent:
    """A PaymentIntent: one sum that a card is to pay. Amounts in đồng."""

    id: str
    status: str
    amount_vnd: int
    received_vnd: int
    currency: str
    client_secret: str
    charge_id: UUID | None
    created_at: datetime

    @property
    def is_paid(self) -> bool:
        return self.status == "succeeded"

    @property
    def is_cancelled(self) -> bool:
        return self.status == "canceled"

    @property
    def is_authorised(self) -> bool:
        return self.status == "requires_capture"


@dataclass(frozen=True)
class GatewayRefund:
    """Money the gateway gives back to a card."""

    id: str
    status: str
    amount_vnd: int
    intent_id: str
    refund_id: UUID | None
    created_at: datetime


def intent_of(found: dict[str, Any]) -> Intent:
    """The intent in an answer of the gateway."""
    amount = int(found["amount"])
    # A stand-in leaves amount_received out.
    received = found.get("amount_received", amount if found["status"] == "succeeded" else 0)
    return Intent(
        id=found["id"],
        status=found["status"],
        amount_vnd=amount,
        received_vnd=int(received),
        currency=found["currency"],
        client_secret=found.get("client_secret") or "",
        charge_id=own_id(found, "charge"),
        created_at=_instant(found),
    )


def refund_of(found: dict[str, Any]) -> GatewayRefund:
    """The refund in an answer of the gateway."""
    return GatewayRefund(
        id=found["id"],
        status=found.get("status") or "pending",
        amount_vnd=int(found["amount"]),
        intent_id=found.get("payment_intent") or "",
        refund_id=own_id(found, "refund"),
        created_at=_instant(found),
    )


def _instant(found: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(int(found.get("created") or 0), UTC)


def own_id(found: dict[str, Any], name: str) -> UUID | None:
    """Our id as the gateway carries it in an object's metadata."""
    metadata = found.get("metadata")
    try:
        return UUID(metadata[name]) if isinstance(metadata, dict) and name in metadata else None
    except (ValueError, TypeError, AttributeError):
        return None
